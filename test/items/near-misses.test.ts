import { expect, test } from 'vitest'
import { readTags } from './helpers.ts'

const talk = (...scenes: string[]) => `<Conversation id="x">\n\n${scenes.join('\n\n')}\n\n</Conversation>`
const opening = '### opening\n\n> Hello?\n\n- [best] a -> thanks\n- [poor] b -> gone'
const gone = '### gone [poor]\n\n> Bye.'
const order = (...steps: string[]) => `<Order id="x">\n\nQ?\n\n${steps.join('\n')}\n\n</Order>`

const drill = (...replies: string[]) =>
  `<Drill id="x">\n\n> **Maya:** Why?\n\n${replies.map((reply) => `- ${reply}\n  > Why: Names it.\n  > Feels: Heard.`).join('\n')}\n\n</Drill>`

/** What is nearly right: each is told once, as `id@line`, with the line as it was meant. Line 1 is the opening tag. */
const nearMisses: [name: string, mdx: string, found: string[], mend: string][] = [
  [
    'an ending with its mark in round brackets',
    talk(opening, '### thanks (best)\n\n> Thank you.', gone),
    ['ending-mark@10'],
    'write "### thanks [best]".',
  ],
  [
    'the only ending, with its mark in round brackets',
    talk('## opening\n\n> Hello?\n\n- [best] a\n- [poor] b -> end', '## end (Poor)\n\n> Bye.'),
    ['ending-mark@10'],
    'write "## end [poor]".',
  ],
  ['a scene in bold', talk(opening, '**thanks**\n\n> Thank you.', gone), ['scene-name@10'], 'write "### thanks".'],
  [
    'a scene in bold that goes on',
    talk(opening, '**Thanks**\n\n> And?\n\n- [best] c -> gone\n- [poor] d -> gone', gone),
    ['scene-name@10'],
    'write "### Thanks".',
  ],
  [
    'a scene in bold with its mark',
    talk(opening, '**thanks** [best]\n\n> Thank you.', gone),
    ['scene-name@10'],
    'write "### thanks [best]".',
  ],
  [
    'a scene that two replies lead to and that is like no other',
    talk('### opening\n\n> Hello?\n\n- [best] a -> thanks\n- [poor] b -> thanks', gone),
    ['scene-missing@7'],
    'add a heading "### thanks"',
  ],
  ['a scene with a slip in its name', talk(opening, '### thank [best]\n\n> Fine.', gone), ['scene-missing@7'], 'did you mean "-> thank"?'],
  ['a quiz without answers', '<Quiz id="x">\n\nWhat now?\n\n</Quiz>', ['quiz-no-right-answer@1'], 'write the answers below the question'],
  ['a reply marked like an answer', drill('[x] Sorry.', '[ok] Well.', '[poor] No.'), ['option-brackets@5'], '"- [best] Sorry."'],
  ['a reply without a mark', drill('Sorry.', '[ok] Well.', '[poor] No.'), ['option-brackets@5'], '"- [best] Sorry."'],
  ['a reply without a mark below the best', drill('[best] Sorry.', 'Well.', '[poor] No.'), ['option-brackets@8'], '"- [ok] Well."'],
  ['a slip in a mark', drill('[best] Sorry.', '[ok] Well.', '[por] No.'), ['option-brackets@11'], 'write "- [poor] No."'],
  ['a mark in German', drill('[best] Sorry.', '[ok] Well.', '[schlecht] No.'), ['option-brackets@11'], 'write "- [poor] No."'],
  ['another word for the best', drill('[good] Sorry.', '[ok] Well.', '[poor] No.'), ['option-brackets@5'], 'write "- [best] Sorry."'],
  ['an ending with another word', talk(opening, '### thanks [good]\n\n> Fine.', gone), ['ending-mark@10'], 'write "### thanks [best]"'],
  [
    'a label without its colon',
    drill('[best] Sorry.', '[ok] Well.', '[poor] No.').replace('Feels: Heard.', 'Feels Heard.'),
    ['drill-label@7'],
    'write "  > Feels: Heard."',
  ],
  [
    'another sign for an arrow',
    '<Match id="x">\n\nQ?\n\n- a -> b\n- "At four" = A promise\n\n</Match>',
    ['arrow@6'],
    '"- "At four" -> A promise"',
  ],
  ['a colon for an arrow', '<Match id="x">\n\nQ?\n\n- a -> b\n- At four: A promise\n\n</Match>', ['arrow@6'], '"- At four -> A promise"'],
  ['a number without its full stop', order('1. a', '2 Pause briefly', '3. c'), ['option-indent@6'], 'write "2. Pause briefly"'],
  ['a number with a dash', order('1. a', '2. b', '3 - Say it', '4. d', '5. e'), ['option-indent@7'], 'write "3. Say it"'],
  [
    'two dashes',
    '<Quiz id="x">\n\nQ?\n\n- [x] a\n-- [ ] The courier\n- [ ] c\n\n</Quiz>',
    ['option-brackets@6'],
    'write "- [ ] The courier"',
  ],
]

test('a drill in which nobody says anything asks for what is said', () => {
  const [problem] = readTags(drill('[best] Sorry.', '[poor] No.').replace('> **Maya:** Why?\n\n', '')).problems
  expect(problem).toMatchObject({ id: 'question-missing', mend: 'write above the replies what is said: "> **Maya:** …".' })
})

/** Notes under the replies are left out here, to keep the talks short. */
const problemsOf = (mdx: string) => readTags(mdx).problems.filter(({ id }) => id !== 'drill-why')

test.each(nearMisses)('%s', (_, mdx, found, mend) => {
  const problems = problemsOf(mdx)
  expect(problems.map(({ id, line }) => `${id}@${line}`)).toEqual(found)
  expect(problems[0]).toMatchObject({ severity: 'error', mend: expect.stringContaining(mend) as string })
})

/** What only looks like one of them. */
test.each([
  [
    'a scene whose whole name ends in round brackets',
    talk(opening.replace('thanks', 'thanks (ok)'), '### thanks (ok) [best]\n\n> Fine.', gone),
  ],
  ['a scene with a word in round brackets', talk(opening, '### thanks [best]\n\n**Later** (ok)\n\n> Fine.', gone)],
  ['a bold line that is said', talk(opening, '### thanks [best]\n\n**gone**\n\n> Fine.', gone)],
  ['a step that goes on with a number', order('1. Call within', '   2 hours', '2. b', '3. c')],
])('%s is fine', (_, mdx) => {
  expect(problemsOf(mdx)).toEqual([])
})
