import { z } from 'zod'
import type { Problem } from '../kernel/problem.ts'
import type { LessonMeta } from './lesson.ts'
import { snippet, type Place } from './text.ts'
import { readYaml } from './yaml/yaml.ts'

export const slugPattern = /^[a-z0-9][a-z0-9-]{0,63}$/
export const slugWords = 'small letters, digits and hyphens, such as refunds-basics'

export const slug = z.string({ error: slugWords }).regex(slugPattern, { error: slugWords })
/** A title such as `2026` is a number to YAML and words to its author. */
export const words = z
  .union([z.string(), z.number()], { error: 'words' })
  .transform(String)
  .pipe(z.string().trim().min(1, { error: 'words' }))
export const slugs = z.array(slug, { error: 'a list of ids, such as [refunds, policy]' })
export const day = z.iso.date({ error: 'a day, such as 2026-11-01' })

/** Half an address reaches nobody; a name without @ is none. */
const isNameOrAddress = (text: string) => !text.includes('@') || /(?:^|[\s<])[^\s@<>]+@[^\s@.<>]+(?:\.[^\s@.<>]+)*(?:$|[\s>])/.test(text)

const status = z.enum(['draft', 'live', 'retired'], { error: 'draft, live or retired' })

/** The one schema of a lesson's head: the checker, the handbook and the editors' completion are made from it. */
export const frontMatter = z.strictObject(
  {
    id: slug.describe('Never changes; the file may move.'),
    title: words.describe('What learners see.'),
    summary: words.optional().describe('What the lesson gives, in one sentence.'),
    minutes: z
      .int({ error: 'a whole number of minutes' })
      .min(1, { error: 'at least 1' })
      .max(60, { error: 'a number of at most 60' })
      .optional()
      .describe('How long it takes; estimated from words and items when missing.'),
    skills: slugs.optional().describe('Must exist in site.yml. An item without a skill of its own trains the first.'),
    owner: words
      .refine(isNameOrAddress, { error: 'an address such as anna@acme.test, or a name' })
      .optional()
      .describe('Who hears "this item looks wrong".'),
    reviewed: day.optional().describe('When somebody last read it with care.'),
    review_every: z
      .string({ error: 'a time such as "6 months"' })
      .regex(/^[1-9]\d? (?:day|week|month|year)s?$/, { error: 'a time such as "6 months"' })
      .optional()
      .describe('How often it should be read again.'),
    requires: slugs.optional().describe('Ids of lessons that come first.'),
    status: status.describe('Only a live lesson is shown.'),
    allow: slugs.optional().describe('Advice about the whole lesson that does not fit it, by the id that the checker prints.'),
  },
  { error: 'lines of "key: value"' },
)

export type FrontMatter = z.output<typeof frontMatter>

export interface ReadFrontMatter {
  /** What is right of it, even when the rest is not: so the lesson can be checked on. */
  given: Partial<FrontMatter>
  problems: Problem[]
  placeOf(path: readonly PropertyKey[]): Place
  /** How many characters at the front were meant as the head and are not written as one. */
  misplaced: number
}

/** The head of a text between its dashes. */
export const headBlock = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/

/** @param source the whole lesson */
export function readFrontMatter(source: string): ReadFrontMatter {
  const block = headBlock.exec(source)
  if (!block || runsOn(block[1]!)) return nearlyFrontMatter(source)
  const { raw, problems, placeOf } = readYaml(block[1]!, frontMatter, 'front-matter', 1)
  return { given: rightParts(raw), problems: [...problems.map(aboutId), ...cutValues(block[1]!)], placeOf, misplaced: 0 }
}

/** Without its last ---, a head ends at the next one in the text, such as that of a card. */
const runsOn = (head: string) => /\n[ \t]*\n[ \t]*(?![\w-]+:|[-#])\S/.test(head) && /^<\/?[A-Z]/m.test(head)

/** "Your rule #1": to YAML all from the # is a note. Whoever means one puts a space behind the #. */
function cutValues(yaml: string): Problem[] {
  return yaml.split('\n').flatMap((written, index): Problem[] => {
    const [, key, value, rest] = /^(title|summary|owner):[ \t]+([^"'[{|>\s#].*?)[ \t]+(#\S.*)$/.exec(written) ?? []
    if (!key) return []
    return [
      {
        ...{ severity: 'warning', id: 'front-matter-comment', line: index + 2, column: written.indexOf(rest!) + 1 },
        message: `All from the # on is a note for colleagues here, so the ${key} is only “${value}”.`,
        mend: `put all of it in quotes: ${key}: "${value} ${rest}"`,
      },
    ]
  })
}

/** Dashes and lines `key: value`, below an empty line, or below a title or a sentence. */
const nearlyHead = /^((?:(?![-–—<])[^\n]*\n){0,5}?)([-–—]{1,5})[ \t]*\n((?:[\w-]+:.*\n|[ \t]+\S.*\n)+)(?:[-–—]{1,5}[ \t]*(?:\n|$))?/

/** Lines `key: value` at the front whose dashes are not as they should be: told once, and read all the same. */
function nearlyFrontMatter(source: string): ReadFrontMatter {
  const found = nearlyHead.exec(source)
  // Further down, only what names itself is a head.
  const nearly = found && (!found[1]!.trim() || /^id:/m.test(found[3]!)) ? found : null
  const problems = [noFrontMatter(source, nearly)]
  if (!nearly) return { given: {}, problems, placeOf: () => ({ line: 1, column: 1 }), misplaced: 0 }
  const above = source.slice(0, nearly[1]!.length).split('\n').length
  const { raw, placeOf } = readYaml(nearly[3]!, frontMatter, 'front-matter', above)
  const end = boxOf(source, nearly) ? boxEnd(source, nearly[0]) : 0
  return { given: rightParts(raw), problems, placeOf, misplaced: nearly[0].length + end }
}

function rightParts(raw: unknown): Partial<FrontMatter> {
  if (typeof raw !== 'object' || raw === null) return {}
  const right = Object.entries(frontMatter.shape).flatMap(([key, schema]) => {
    const read = Object.hasOwn(raw, key) ? schema.safeParse((raw as Record<string, unknown>)[key]) : undefined
    return read?.success ? [[key, read.data]] : []
  })
  return Object.fromEntries(right) as Partial<FrontMatter>
}

function noFrontMatter(source: string, nearly: RegExpExecArray | null): Problem {
  return { line: 1, column: 1, severity: 'error', id: 'front-matter-missing', ...wordsFor(source, nearly), ...openEnd(source, nearly) }
}

/** A head that begins as it should: where its end is missing, and what stands there. */
function openEnd(source: string, nearly: RegExpExecArray | null): Partial<Problem> {
  if (!nearly || nearly[1] || nearly[2] !== '---') return {}
  const line = nearly[3]!.split('\n').length + 1
  const there = source.split('\n')[line - 1]?.trim() ?? ''
  return /^[-–—]{1,5}$/.test(there)
    ? { line, message: `This line reads ${there} and not ---, so the head of the lesson never ends.`, mend: 'write three hyphens: ---' }
    : { line }
}

function wordsFor(source: string, nearly: RegExpExecArray | null): { message: string; mend: string } {
  const box = nearly && boxOf(source, nearly)
  if (box) return box
  if (nearly?.[1])
    return {
      message: 'The head of the lesson does not begin on the first line, so it is not read.',
      mend: nearly[1].trim() ? `put “${snippet(nearly[1].trim())}” below the second ---.` : 'delete what stands above the first ---.',
    }
  if (nearly && nearly[2] !== '---')
    return {
      message: `The head of the lesson begins with ${nearly[2]}, so it is not read.`,
      mend: 'write three hyphens, ---, above it and below it.',
    }
  if (source.startsWith('---'))
    return { message: 'The head of the lesson never ends.', mend: 'put --- on its own line after the last key.' }
  return {
    message: 'The lesson has no head, so nobody knows its id and title.',
    mend: 'begin the file with --- and the lines id, title and status, then --- again.',
  }
}

const fence = /^(?:`{3,}|~{3,})/

/** A box of code around the whole lesson, or around its head; a chat program says something above it. */
function boxOf(source: string, { 0: head, 1: above = '' }: RegExpExecArray): { message: string; mend: string } | undefined {
  const begun = above.trimEnd().split('\n')
  if (!fence.test(begun.at(-1)!)) return undefined
  const first = begun.length === 1 ? 'line 1' : `lines 1 to ${begun.length}`
  const below = head.split('\n').length
  if (boxEnd(source, head) > 0)
    return { message: 'The head of the lesson stands in a box of code, so it is not read.', mend: `delete ${first} and line ${below}.` }
  const fences = source.split('\n').flatMap((line, index) => (index >= below - 1 && fence.test(line) ? [index + 1] : []))
  // Code within the box has two fences, so of an odd number the last is its end.
  const last = fences.length % 2 === 1 ? ` and line ${fences.at(-1)}` : ''
  return { message: 'The whole lesson stands in a box of code, so nothing of it is read.', mend: `delete ${first}${last}.` }
}

/** How long the line is that ends a box right below the head. */
const boxEnd = (source: string, head: string) => /^(?:`{3,}|~{3,})[ \t]*(?:\n|$)/.exec(source.slice(head.length))?.[0].length ?? 0

export function aboutId(problem: Problem): Problem {
  return problem.id === 'front-matter-missing' && problem.message === 'The id is missing.' ? { ...problem, id: 'id-missing' } : problem
}

/**
 * @param given with an id
 * @param estimate minutes, for a lesson that gives none
 */
export function lessonMeta(given: Partial<FrontMatter> & Pick<FrontMatter, 'id'>, estimate: number): LessonMeta {
  return {
    id: given.id,
    title: given.title ?? given.id,
    summary: given.summary ?? '',
    minutes: given.minutes ?? estimate,
    skills: given.skills ?? [],
    owner: given.owner ?? null,
    reviewed: given.reviewed ?? null,
    reviewEvery: given.review_every ?? null,
    requires: given.requires ?? [],
    status: given.status ?? 'draft',
  }
}
