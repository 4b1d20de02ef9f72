import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/lessons/check.ts'
import { itemAdvice, lessonAdvice } from '../../src/lessons/advice/allow.ts'
import { rules, type Sample } from '../../src/lessons/explained/index.ts'
import { problemsPage } from '../../src/lessons/explained/page.ts'
import { lessonText, quiz } from './texts.ts'

const root = join(import.meta.dirname, '../..')

/** A content folder in which everything is there that a sample may name. */
const around: Record<string, string> = {
  'site.yml': 'locales: [en, de]\nskills: { refunds: Refunds }\n',
  'glossary.yml': '- { term: calm, short: Not loud. }\n',
  'retired.yml': '- { id: old-window, date: 2026-11-01, why: policy changed }\n',
  'courses/refunds/course.yml': 'title: Refunds\nsections:\n  - title: All\n    lessons: [basics]\n',
  'courses/refunds/basics.mdx': lessonText(quiz('good')),
  'courses/more/course.yml': 'title: More\nsections:\n  - title: All\n    lessons: [other]\n',
  'courses/more/other.mdx': lessonText(quiz('good-too'), { id: 'other', requires: '[basics]' }),
}

function problemsOf(sample: Sample) {
  const { file, text } = typeof sample === 'string' ? { file: 'basics.mdx', text: whole(sample) } : sample
  const path = /^(?:course\.yml|basics)/.test(file) ? `courses/refunds/${file}` : file
  const extra =
    file === 'site.yml'
      ? { 'courses/refunds/basics.de.mdx': lessonText(quiz('good').replace(/How long[^?]*/, 'Wie lange hat eine Kundin Zeit')) }
      : {}
  const twin = file === 'basics.de.mdx' ? { 'courses/refunds/basics.mdx': originalOf(text) } : {}
  const texts = new Map(Object.entries({ ...around, ...extra, ...twin, [path]: text }))
  return check({ texts, others: new Set(['courses/refunds/media/label.png']) }, undefined, '2026-11-26').problems
}

const originalOf = (text: string) =>
  text.replace('[ ]', '[x]').replace('[x] 14', '[ ] 14').replace('Eine Kundin hat dreißig Tage Zeit.', 'A customer has thirty days.')

const whole = (sample: string) =>
  sample.startsWith('---') ? `${sample}\n` : lessonText(`${sample.replaceAll('"good"', '"good-too"')}\n\n${quiz('last')}`)

describe('every rule', () => {
  test.each(rules.filter(({ beyondText }) => !beyondText))('$id is broken by its wrong sample and by nothing in its right one', (rule) => {
    const found = problemsOf(rule.wrong)
    expect(found.map(({ id }) => id)).toContain(rule.id)
    expect(new Set(found.map(({ id }) => id)).size).toBe(1)
    expect(found[0]!.severity).toBe(rule.severity)
    expect(problemsOf(rule.right)).toEqual([])
  })

  test.each([...rules])('$id is explained in two sentences', ({ what, why }) => {
    for (const sentence of [what, why]) expect(sentence).toMatch(/^\p{Lu}.*\.$/su)
  })

  test('has one entry', () => {
    const ids = rules.map(({ id }) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })
})

test('every id that a rule can report has its entry, and every entry its rule', () => {
  expect([...reported()].toSorted()).toEqual(rules.map(({ id }) => id).toSorted())
})

test('the page of the handbook says the same', () => {
  expect(readFileSync(join(root, 'content/handbook/authors/problems.mdx'), 'utf8')).toBe(problemsPage())
})

/** The ids that stand in the source, and those that are put together: `rule-key`, the keys of the advice. */
function reported(): Set<string> {
  const files = ['lessons', 'items'].flatMap((domain) =>
    readdirSync(join(root, 'src', domain), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/^rules\/|(?:^|\/)ui\/|examples\.ts$/.test(file))
      .map((file) => readFileSync(join(root, 'src', domain, file), 'utf8')),
  )
  const source = files.join('\n')
  const literal = [
    ...source.matchAll(/\bid: '([a-z]+(?:-[a-z]+)+|brace|html|code|comment|quotes|arrow|footnote|unclosed|unopened|unparsable|autolink)'/g),
    ...source.matchAll(
      /(?:problemAt\(\s*[^,()]+(?:\.[^,()]+)?,\s*(?:\{[^}]*\}|[^,]+(?:\([^)]*\))?),|\bno\(|pattern\(|\bat\(\w+,|, meant,)\s*'([a-z-]+)'/g,
    ),
    ...source.matchAll(/\? '([a-z]+-[a-z]+)' : '([a-z]+-[a-z]+)',/g),
  ]
  const made = ['key', 'value', 'missing', 'unreadable'].flatMap((end) => [`front-matter-${end}`, `file-${end}`])
  const ids = literal.flatMap((match) => match.slice(1)).filter((id): id is string => id !== undefined)
  return new Set([...ids, ...made, 'drill-why', 'drill-feels', ...itemAdvice, ...lessonAdvice])
}
