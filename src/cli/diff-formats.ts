import { minuteMs } from '../kernel/time.ts'
import { extraAnswers, type BrokenLesson, type ItemChange, type LessonChange } from '../lessons/compare.ts'
import { counted } from './content-paths.ts'

/** A change with the number of people who have learnt the item; undefined where nobody can tell. */
export type Concerned = ItemChange & { people: number | undefined }

export interface Difference {
  revision: string
  lessons: LessonChange[]
  items: Concerned[]
  broken: BrokenLesson[]
}

/** For a terminal, for a pull request, for a program. */
export const diffFormats = { pretty, md, json } as const

const lessonWords: Record<LessonChange['kind'], string> = {
  added: 'new',
  translated: 'new translation',
  retired: 'retired',
  gone: 'gone without a word: its last good version stays live',
  withdrawn: 'a draft again: not shown any more',
}

/** In the order in which somebody should look at them. */
const itemWords: Record<ItemChange['kind'], string> = {
  key: 'Another answer is right',
  afresh: 'Learnt afresh',
  gone: 'Gone without a word',
  added: 'New',
  retired: 'Retired',
  renamed: 'Renamed',
  reworded: 'Reworded',
}

function pretty(difference: Difference): string {
  const items = groups(difference).map(({ words, changes }) => [
    `${words} (${changes.length})`,
    ...changes.map((each) => `  ${each.id}  ${detail(each, plain)}`),
  ])
  return sections(difference, items, (title) => title, plain)
}

function md(difference: Difference): string {
  const items = groups(difference).map(({ words, changes }) => [
    `**${words}** (${changes.length})`,
    '',
    ...changes.map((each) => `- \`${each.id}\` ${detail(each, escaped)}`),
  ])
  return sections(difference, items, (title) => `### ${title}`, escaped)
}

function json({ revision, lessons, items, broken }: Difference): string {
  const changes = items.map((each) => ({ ...each, extraMinutes: minutesOf(each) }))
  return JSON.stringify({ since: revision, lessons, items: changes, broken }, null, 2)
}

function sections(
  { revision, lessons, items, broken }: Difference,
  groups: string[][],
  heading: (title: string) => string,
  quote: (text: string) => string,
): string {
  if (lessons.length + items.length + broken.length === 0) return `Nothing changes for learners since ${revision}.`
  const named = lessons.map(({ id, title, locale, kind }) => `- ${quote(title)} (${id}, ${locale}): ${lessonWords[kind]}`)
  const parts = [
    [heading(`What changes for learners since ${quote(revision)}`)],
    ...(named.length > 0 ? [named] : []),
    ...(broken.length > 0 ? [broken.map((each) => `- ${unreadWords(each, quote)}`)] : []),
    ...groups,
    ...(items.length > 0 || broken.length === 0 ? [[summary(items)]] : []),
  ]
  return parts.map((lines) => lines.join('\n')).join('\n\n')
}

function unreadWords({ title, id, locale, file, mistakes, line, message }: BrokenLesson, quote: (text: string) => string): string {
  const first = mistakes === 1 ? 'it has a mistake' : `it has ${mistakes} mistakes, the first`
  return `${quote(title)} (${id ?? 'no id'}, ${locale}): its items could not all be compared, because ${first} in line ${line} of ${quote(file)}: ${quote(message)} Until it is mended, learners keep what they have.`
}

function groups({ items }: Difference): { words: string; changes: Concerned[] }[] {
  return Object.entries(itemWords)
    .map(([kind, words]) => ({ words, changes: items.filter((each) => each.kind === kind) }))
    .filter(({ changes }) => changes.length > 0)
}

/** What it is about, and what it means for whom. */
function detail(change: Concerned, quote: (text: string) => string): string {
  const { kind, key, was, instead, locale, people } = change
  const question = quote(shortened(change.question))
  const what = key
    ? `${question}: from ${quote(`'${shortened(key.from)}'`)} to ${quote(`'${shortened(key.to)}'`)}, ${key.change === 'fact' ? 'the fact changed' : 'the key was a mistake'}${key.noted ? '' : ' (no note in the tag)'}`
    : kind === 'renamed'
      ? `was ${was}`
      : `${question}${instead === undefined ? '' : `, instead: ${instead}`}`
  const asked = extraAnswers(change)
  const who =
    people === undefined || kind === 'added'
      ? ''
      : `. ${people === 1 ? 'One person has' : `${people} people have`} learnt it${asked > 0 && people > 0 ? `, about ${minutes(minutesOf(change)!)} more` : ''}`
  return `(${locale}) ${what}${who}`
}

function summary(items: Concerned[]): string {
  const known = items.filter(({ people }) => people !== undefined)
  if (known.length === 0) return 'How many people are concerned cannot be said: there is no database here.'
  const total = known.reduce((sum, each) => sum + minutesOf(each)!, 0)
  return total === 0
    ? 'It costs learners no extra time.'
    : `It costs learners about ${minutes(total)} in all: who had learnt what is different now is asked on that day, the next and a week later.`
}

/** Of everybody together, in minutes. */
function minutesOf(change: Concerned): number | undefined {
  if (change.people === undefined) return undefined
  return (change.people * extraAnswers(change) * change.answerMs) / minuteMs
}

function minutes(count: number): string {
  return counted(Math.max(1, Math.round(count)), 'minute')
}

const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 99).trimEnd()}…` : text)
const plain = (text: string) => text
const escaped = (text: string) => text.replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
