import { expect, test } from 'vitest'
import { keyProblem } from '../../src/lessons/key-problem.ts'
import type { ItemChange } from '../../src/lessons/compare.ts'

const told = (from: string, to: string) => {
  const change = { file: 'a.mdx', line: 1, column: 1, key: { from, to } } as unknown as ItemChange
  return /moved from '(.*)' to '(.*)'\./.exec(keyProblem(change, undefined).message)!.slice(1)
}
const long = 'The customer has so many days to send the parcel back, counted from the day on which it was delivered: '

test.each([
  ['short answers are told whole', '30 days', '14 days', ['30 days', '14 days']],
  ['long ones from a little before they differ', `${long}30 days`, `${long}14 days`, [/^…\S.*: 30 days$/, /^…\S.*: 14 days$/]],
  ['long ones that differ at once from their beginning', `30 days. ${long}`, `14 days. ${long}`, [/^30 days.*…$/, /^14 days.*…$/]],
] as const)('%s', (_, from, to, [before, after]) => {
  const [was, is] = told(from, to)
  for (const [words, wanted] of [
    [was, before],
    [is, after],
  ] as const)
    expect(words).toMatch(wanted)
  expect(was).not.toBe(is)
  expect(was!.length).toBeLessThanOrEqual(81)
})
