import type { Comparison } from './compare.ts'
import type { FileProblem } from './lesson.ts'
import { inLocale, type GoodLesson, type Published } from './versions.ts'

/**
 * Problems that only show against what was live: an item or a lesson that is gone without a word, an item that became another type.
 * History hangs on all of them, so the last good version stays.
 */

/** Lessons that may be published, and why the others may not. Holding one back may strand an item that moved out of another. */
export function holdBack(
  good: GoodLesson[],
  published: Published,
  retired: ReadonlySet<string>,
  everywhere: ReadonlyMap<string, string>,
): { good: GoodLesson[]; problems: FileProblem[] } {
  let free = good
  const problems: FileProblem[] = []
  for (;;) {
    const ids = new Set(free.flatMap(({ lesson }) => lesson.items.flatMap(({ id, was }) => (was === undefined ? [id] : [id, was]))))
    const held = free.flatMap((each) => {
      const found = [
        ...otherType(each, published),
        ...renamedAway(each, published),
        ...goneItems(each, published, ids, retired, everywhere),
      ]
      return found.length > 0 ? [{ each, found }] : []
    })
    if (held.length === 0) return { good: free, problems }
    problems.push(...held.flatMap(({ found }) => found))
    free = free.filter((each) => !held.some((one) => one.each === each))
  }
}

function goneItems(
  { file, hash, lesson }: GoodLesson,
  published: Published,
  ids: ReadonlySet<string>,
  retired: ReadonlySet<string>,
  everywhere: ReadonlyMap<string, string>,
): FileProblem[] {
  const newest = published.lessons.get(inLocale(lesson.meta.id, lesson.locale))
  if (!newest || newest.hash === hash || newest.status !== 'live' || lesson.meta.status !== 'live') return []
  const gone = newest.compiled.lesson.items.filter(
    ({ id }) => !ids.has(id) && !retired.has(id) && published.items.get(id)?.retiredAt === null,
  )
  return gone
    .filter(({ id }) => !published.aliases.has(id))
    .map(({ id }) => ({ file, ...lesson.place, severity: 'error', id: 'item-gone', ...goneWords(id, everywhere.get(id)) }))
}

function goneWords(id: string, movedTo: string | undefined): { message: string; mend: string } {
  if (movedTo !== undefined) {
    return {
      message: `"${id}" has moved to ${movedTo}, which has errors, so this lesson stays as it was too.`,
      mend: `mend ${movedTo} first.`,
    }
  }
  return {
    message: `"${id}" is gone without a word, and people have learnt it. The lesson stays as it was.`,
    mend: `put it back; if it has another id now, say was="${id}" in its tag; or add a line to retired.yml: - { id: ${id}, date: …, why: … }`,
  }
}

function otherType({ file, lesson }: GoodLesson, { items }: Published): FileProblem[] {
  return lesson.items
    .filter(({ id, type }) => items.has(id) && items.get(id)!.type !== type)
    .map(({ id, line, column }) => ({
      file,
      line,
      column,
      severity: 'error',
      id: 'type-changed',
      message: `"${id}" was another kind of question, and answers to it are kept. The lesson stays as it was.`,
      mend: 'give the new question an id of its own, and retire the old one.',
    }))
}

/** The old answers of a renamed item count for its new id; under the old one they would count for two. */
function renamedAway({ file, lesson }: GoodLesson, { aliases }: Published): FileProblem[] {
  return lesson.items
    .filter(({ id }) => aliases.has(id))
    .map(({ id, line, column }) => ({
      file,
      line,
      column,
      severity: 'error',
      id: 'id-retired',
      message: `"${id}" was renamed to "${aliases.get(id)}", and the answers to the old item are kept under it. The lesson stays as it was.`,
      mend: 'give this item another id.',
    }))
}

/** Lessons that were live and whose file is nowhere. */
export function goneLessons(published: Published, found: { file: string; id: string | undefined; locale: string }[]): FileProblem[] {
  const there = new Set(found.flatMap(({ id, locale }) => (id === undefined ? [] : [inLocale(id, locale)])))
  const unreadable = new Set(found.flatMap(({ file, id }) => (id === undefined ? [file] : [])))
  const gone = [...published.lessons].filter(
    ([key, { status, compiled }]) => status === 'live' && !there.has(key) && !unreadable.has(compiled.file),
  )
  return gone.map(([, { lessonId, compiled }]) => goneLesson(lessonId, compiled.file))
}

/** What has gone between two states of a folder: told before it is published, where nobody knows yet what is live. */
export function goneBetween({ lessons, items }: Comparison): FileProblem[] {
  const left = lessons.filter(({ kind }) => kind === 'gone')
  const taken = items.filter(({ kind, lesson }) => kind === 'gone' && !left.some(({ id }) => id === lesson))
  const place = { line: 1, column: 1, severity: 'error' as const }
  return [
    ...left.map(({ id, file }) => goneLesson(id, file)),
    ...taken.map(({ id, file }) => ({ file, ...place, id: 'item-gone', ...goneWords(id, undefined) })),
  ]
}

function goneLesson(lessonId: string, file: string): FileProblem {
  return {
    file,
    line: 1,
    column: 1,
    severity: 'error',
    id: 'lesson-gone',
    message: `The lesson "${lessonId}" is gone without a word, and people have learnt it. Its last good version stays live.`,
    mend: 'put it back; to take it away set status: retired, and delete the file once that is live.',
  }
}
