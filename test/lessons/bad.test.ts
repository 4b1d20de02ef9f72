import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../src/lessons/check.ts'

const folder = join(import.meta.dirname, 'bad')

/** A good content folder but for the lesson: what a case does not say itself. */
const around: Record<string, string> = {
  'site.yml': 'title: Acme Academy\ndefault_locale: en\nlocales: [en, de]\nskills: { refunds: Refunds, policy: Policy }\n',
  'courses/refunds/course.yml': 'title: Refunds\nsections:\n  - title: All\n    lessons: [basics]\n',
}

/** The end of a case's name → the file of the content folder. */
function pathOf(suffix: string): string {
  if (suffix === 'course.yml' || suffix.startsWith('other.')) return `courses/refunds/${suffix}`
  if (suffix.endsWith('.yml')) return suffix
  return `courses/refunds/basics.${suffix}`
}

interface Case {
  name: string
  files: Record<string, string>
  expected: string[]
}

const cases = new Map<string, Case>()
for (const rule of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  for (const file of readdirSync(join(folder, rule.name))) {
    const [, stem, suffix] = /^([^.]+)\.(.+)$/.exec(file)!
    const name = `${rule.name}/${stem}`
    const one = cases.get(name) ?? { name, files: {}, expected: [] }
    one.files[suffix!] = readFileSync(join(folder, rule.name, file), 'utf8')
    cases.set(name, one)
  }
}
for (const line of readFileSync(join(folder, 'expected.txt'), 'utf8').trim().split('\n')) {
  const [, name, problem] = /^([^.]+)\.(.+)$/.exec(line)!
  cases.get(name!)!.expected.push(problem!)
}

function problemsOf({ files }: Case) {
  const own = Object.entries(files).map(([suffix, text]) => [pathOf(suffix), text] as const)
  const texts = new Map([...Object.entries(around), ...own])
  return check({ texts, others: new Set(['courses/refunds/media/there.png']) }, undefined, '2026-11-26').problems
}

test.each([...cases.values()])('$name', (one) => {
  const suffixOf = (file: string) => Object.keys(one.files).find((suffix) => pathOf(suffix) === file) ?? file
  const problems = problemsOf(one)
  const found = problems.map(
    ({ file, line, column, id, severity }) => `${suffixOf(file)}:${line}:${column} ${id}${severity === 'warning' ? ' warning' : ''}`,
  )
  expect(found.toSorted()).toEqual(one.expected.toSorted())
  for (const { message, mend } of problems) {
    expect(message).toMatch(/^\P{Ll}.*[.?]$/su)
    expect(`${message} ${mend}`).not.toMatch(/[Tt]oken|\bnode\b|\bAST\b|acorn|JSX|[Pp]arse|undefined|NaN|\[object/)
    expect(mend).toBeTruthy()
  }
})

test('the folder has bad lessons and good ones', () => {
  const good = [...cases.values()].filter(({ name }) => name.startsWith('good/'))
  expect(good.length).toBeGreaterThanOrEqual(40)
  expect(cases.size - good.length).toBeGreaterThanOrEqual(500)
  expect(good.flatMap(({ expected }) => expected)).toEqual([])
})
