import { problemAt, type Placed } from '../content.ts'
import { stemOf } from '../lesson-file.ts'
import type { FileProblem } from '../lesson.ts'

interface Spot {
  file: string
  line: number
  column: number
}

interface Twice {
  kind: 'lesson' | 'item'
  id: string
  first: Spot
  second: Spot
}

/** Within a language an id stands once; its translations carry the same. Told at the second, so that the first can stay live. */
export const duplicates = (placed: Placed[]): FileProblem[] => twice(placed).map((each) => told(each, each.second, each.first))

/** The same, told in the files that had it first: whoever asks only for one of those has to hear of it too. */
export function duplicatesElsewhere(placed: Placed[]): FileProblem[] {
  const across = twice(placed).filter(({ first, second }) => first.file !== second.file)
  return [...new Map(across.toReversed().map((each) => [each.first, told(each, each.first, each.second)])).values()]
}

/** Of lessons under an id that two files have: what the others are called was most likely meant to be their id. */
export function namesOfCopies(placed: Placed[]): string[] {
  return twice(placed).flatMap(({ kind, first, second }) => (kind === 'lesson' ? [first, second].map(({ file }) => stemOf(file)) : []))
}

function twice(placed: Placed[]): Twice[] {
  const seen = new Map<string, Spot>()
  const found: Twice[] = []
  const meet = (kind: Twice['kind'], id: string, locale: string, second: Spot) => {
    const first = seen.get(`${kind} ${locale} ${id}`)
    if (first) found.push({ kind, id, first, second })
    else seen.set(`${kind} ${locale} ${id}`, second)
  }
  for (const { file, lesson } of placed) {
    meet('lesson', lesson.meta.id, lesson.locale, { file, ...lesson.place })
    for (const { id, line, column } of lesson.items) meet('item', id, lesson.locale, { file, line, column })
  }
  return found
}

function told({ kind, id }: Twice, here: Spot, there: Spot): FileProblem {
  return problemAt(
    here.file,
    here,
    'id-duplicate',
    `The ${kind} id "${id}" is there twice: here and in ${there.file}:${there.line}. Progress is kept under it, so the two would share one.`,
    kind === 'item' ? `give one of them another id, or reuse the item with <Use id="${id}" />` : 'give one of them another id.',
  )
}
