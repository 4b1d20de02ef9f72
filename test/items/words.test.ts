import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Feedback } from '../../src/grading/verdict.ts'
import { announcement, escapeHtml, feelsHtml, fillGaps, returnSentence, speakerOf, verdictWords } from '../../src/items/ui/words.ts'

const speech = (who: string) => `<p>A call.</p><blockquote class="speech"><p class="speaker">${who}</p><p>Hello?</p></blockquote>`

describe('what the customer feels', () => {
  test.each([
    ['a name and who it is', speech('Maya, customer for six years'), 'Still waiting.', 'Maya feels: still waiting.'],
    ['a title and a name', speech('Ms Lund'), 'Heard.', 'Ms Lund feels: heard.'],
    ['nobody speaks', '<p>A call.</p>', 'Heard, and back in control.', 'They feel: heard, and back in control.'],
    ['no name but a sentence', speech('Somebody who has been waiting for an hour'), 'Tired.', 'They feel: tired.'],
    ['a pronoun stays', speech('Maya'), 'I am done.', 'Maya feels: I am done.'],
    ['an abbreviation stays', speech('Maya'), 'OK now.', 'Maya feels: OK now.'],
    ['an article gives way', speech('Maya'), 'A bit lost.', 'Maya feels: a bit lost.'],
    ['markup at the start', speech('Maya'), '<em>Really</em> heard.', '<em>Maya feels: really</em> heard.'],
  ])('%s', (_, prompt, feels, words) => {
    expect(feelsHtml(speakerOf(prompt), feels)).toBe(words)
  })
})

describe('what a screen reader hears', () => {
  const options = [{ key: 'a' }, { key: 'b' }, { key: 'c' }]
  test.each<[string, Feedback, string]>([
    [
      'the place of the best reply, as shown',
      {
        options: [
          { key: 'b', mark: 'best' },
          { key: 'a', mark: 'ok' },
          { key: 'c', mark: 'poor' },
        ],
      },
      'Best reply: option 2.',
    ],
    [
      'all right answers in the order shown',
      {
        options: [
          { key: 'c', mark: 'right' },
          { key: 'a', mark: 'right' },
          { key: 'b', mark: 'wrong' },
        ],
      },
      'Right answers: options 1 and 3.',
    ],
    ['accepted words', { accepted: ['LP-1', 'LP1'] }, 'Accepted: LP-1, LP1.'],
    [
      'gap by gap',
      {
        gaps: [
          { ok: true, accepted: ['30', 'thirty'] },
          { ok: false, accepted: ['delivery'] },
        ],
      },
      'Gap 1: 30. Gap 2: delivery.',
    ],
    [
      'a gap with the spelling that was meant',
      { gaps: [{ ok: true, accepted: ['wait', 'patience'], meant: 'patience' }] },
      'Gap 1: patience.',
    ],
    ['nothing to add', { back: 'x' }, ''],
  ])('%s', (_, feedback, words) => {
    expect(announcement(feedback, options)).toBe(words)
  })

  test('how much of an order, and of pairs, stands where it belongs', () => {
    expect(announcement({ order: ['a', 'b', 'c'] }, [], { order: ['a', 'c', 'b'] })).toBe('1 of 3 in place.')
    expect(announcement({ pairs: { a: 'x', b: 'y' } }, [], { pairs: { a: 'x', b: 'y' } })).toBe('2 of 2 in place.')
  })
})

test.each([
  [null, ''],
  [1, 'You’ll see this again tomorrow.'],
  [3, 'You’ll see this again in 3 days.'],
])('back after %s days', (days, words) => {
  expect(returnSentence(days)).toBe(words)
})

test('an answer that was right with the hint says why it is only nearly', () => {
  expect(verdictWords('nearly', { hinted: true })).toBe('Right, with the hint: it counts half.')
  expect(verdictWords('nearly', {})).toBe('Nearly.')
})

test('a slip of spelling is right all the same', () => {
  expect(verdictWords('right', { spelling: true })).toBe('Right, watch the spelling.')
  expect(verdictWords('right', {})).toBe('Right.')
})

test('what a learner typed stays text wherever it is put', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const html = fillGaps('<p>In <span data-gap="0"></span> days</p>', () => escapeHtml(typed))
      const [, filled] = /^<p>In <span class="joined">([^]*)<\/span> days<\/p>$/.exec(html)!
      expect(filled).not.toMatch(/["<>]/)
    }),
  )
})
