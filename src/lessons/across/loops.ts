import { problemAt, type Content, type Placed } from '../content.ts'
import type { FileProblem } from '../lesson.ts'
import type { Place } from '../text.ts'

/** What requires what, with the place where it says so. */
interface Gate {
  file: string
  id: string
  requires: { id: string; place: Place }[]
}

/** Lessons, or courses, of which each waits for the other: nobody could ever open any of them. */
export function requiresLoops(content: Content, placed: Placed[]): FileProblem[] {
  const originals = placed.filter(({ lesson }) => lesson.locale === (content.site.value?.defaultLocale ?? 'en'))
  const lessons = originals.map(({ file, lesson: { meta, references } }): Gate => ({
    file,
    id: meta.id,
    requires: references.flatMap((reference) => (reference.kind === 'requires' ? [{ id: reference.id, place: reference }] : [])),
  }))
  const courses = content.courses.flatMap(({ file, value, placeOf }): Gate[] =>
    value ? [{ file, id: value.id, requires: value.requires.map((id, index) => ({ id, place: placeOf(['requires', index]) })) }] : [],
  )
  return [...loopsIn(lessons, 'lesson'), ...loopsIn(courses, 'course')]
}

/** Each circle once, at the first that stands in it. One that requires itself has been told already. */
function loopsIn(gates: Gate[], noun: string): FileProblem[] {
  const byId = new Map(gates.map((gate) => [gate.id, gate]))
  const told = new Set<string>()
  return gates.flatMap((gate) => {
    const circle = gate.requires.flatMap(({ id, place }) => {
      const way = id === gate.id ? undefined : wayBack(id, gate.id, byId)
      return way ? [{ place, way }] : []
    })[0]
    if (!circle || circle.way.some((id) => told.has(id))) return []
    for (const id of circle.way) told.add(id)
    const names = [gate.id, ...circle.way].map((id) => `"${id}"`).join(' requires ')
    return [
      problemAt(
        gate.file,
        circle.place,
        'requires-loop',
        `${names}, so nobody could ever open any of them.`,
        `take one of them out of "requires"; a ${noun} can only require what is open before it.`,
      ),
    ]
  })
}

/** The ids from one to the other along what they require, the last included; undefined when there is no way. */
function wayBack(from: string, to: string, byId: ReadonlyMap<string, Gate>): string[] | undefined {
  const ways = new Map([[from, [from]]])
  for (const [id, way] of ways) {
    for (const next of byId.get(id)?.requires ?? []) {
      if (next.id === to) return [...way, to]
      if (!ways.has(next.id)) ways.set(next.id, [...way, next.id])
    }
  }
  return undefined
}
