import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../src/lessons/compile.ts'
import { slips, type Slip } from './slips.ts'
import { lessonText, tenExamples } from './texts.ts'

const folder = join(import.meta.dirname, '../../content/courses/active-listening')
const lessons = readdirSync(folder)
  .filter((file) => file.endsWith('.mdx'))
  .map((file) => ({ locale: file.endsWith('.de.mdx') ? 'de' : 'en', text: readFileSync(join(folder, file), 'utf8') }))
const examples = { locale: 'en', text: lessonText(tenExamples, { summary: 'What you may promise', owner: 'anna', minutes: '4' }) }

const problemsOf = (lines: string[], locale: string, end = '\n') =>
  compile(`${lines.join(end)}${end}`, { locale, course: 'refunds' }).problems
const linesOf = (text: string) => text.trimEnd().split('\n')

/** One slip in a good lesson is one problem, at its line, under its id, whatever the machine that it was written on. */
function expectOne({ id, apply }: Slip, lines: string[], at: number, locale: string, end: string): void {
  const slip = apply(lines, at)!
  const problems = problemsOf(slip.lines, locale, end)
  expect(problems.map((problem) => `${problem.id} ${problem.line}`)).toEqual([`${id} ${slip.line}`])
}

const placesFor = ({ apply }: Slip, lines: string[]) => lines.map((_, at) => at).filter((at) => apply(lines, at))

describe('a slip of the hand in the examples of the guide', () => {
  test.each(Object.entries(slips))('%s is found, and nothing else', (_, slip) => {
    const lines = linesOf(examples.text)
    for (const at of placesFor(slip, lines).slice(0, 4)) expectOne(slip, lines, at, 'en', '\n')
  })

  test('every slip has a place in them or in our course', () => {
    const all = [examples, ...lessons].map(({ text }) => linesOf(text))
    const never = Object.entries(slips).filter(([, slip]) => !all.some((lines) => placesFor(slip, lines).length > 0))
    expect(never.map(([name]) => name)).toEqual([])
  })
})

test('a slip of the hand in any lesson of ours is found, and nothing else', () => {
  const chosen = fc.record({
    lesson: fc.constantFrom(...lessons),
    name: fc.constantFrom(...Object.keys(slips)),
    place: fc.nat(),
    end: fc.constantFrom('\n', '\r\n'),
  })
  fc.assert(
    fc.property(chosen, ({ lesson: { text, locale }, name, place, end }) => {
      const lines = linesOf(text)
      const places = placesFor(slips[name]!, lines)
      if (places.length > 0) expectOne(slips[name]!, lines, places[place % places.length]!, locale, end)
    }),
    { numRuns: 120 },
  )
}, 60_000)
