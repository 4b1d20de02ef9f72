import type { Item } from '../items/item-type.ts'
import { problemAt, type Placed } from './content.ts'
import type { CompiledLesson, FileProblem } from './lesson.ts'

/** A translation has the same items in the same order, right and wrong in the same places: there is one schedule for all languages. */
export function mismatches(placed: Placed[], defaultLocale = 'en'): FileProblem[] {
  const originals = new Map(placed.filter(({ lesson }) => lesson.locale === defaultLocale).map((each) => [each.lesson.meta.id, each]))
  return placed.flatMap(({ file, lesson }) => {
    if (lesson.locale === defaultLocale) return []
    const original = originals.get(lesson.meta.id)
    if (!original)
      return [
        problemAt(
          file,
          { line: 1, column: 1 },
          'locale-mismatch',
          `There is no lesson "${lesson.meta.id}" in the default language that this could translate.`,
          'write the id of the lesson that it translates.',
        ),
      ]
    return itemMismatch(file, lesson, original)
  })
}

function itemMismatch(file: string, lesson: CompiledLesson, { file: originalFile, lesson: original }: Placed): FileProblem[] {
  const different = original.items.find((item, index) => item.id !== lesson.items[index]?.id)
  const first = different ?? (lesson.items.length > original.items.length ? lesson.items[original.items.length]! : undefined)
  if (first) {
    const at = different ? (lesson.items[original.items.indexOf(different)] ?? { line: 1, column: 1 }) : first
    return [
      problemAt(
        file,
        at,
        'locale-mismatch',
        `The items are not those of ${originalFile} in the same order: "${first.id}" is out of place.`,
        'write the same items in the same order, with the same ids.',
      ),
    ]
  }
  return lesson.items.flatMap((item, index) => {
    if (marksOf(item) === marksOf(original.items[index]!)) return []
    return [
      problemAt(
        file,
        item,
        'locale-mismatch',
        `"${item.id}" is marked differently in ${originalFile}, so the answer would depend on the language.`,
        'mark the same options in the same order.',
      ),
    ]
  })
}

const markFields = new Set(['correct', 'mark'])

/** Type and marks in written order; every type names a mark `correct` or `mark`. */
function marksOf(item: Item): string {
  const marks: unknown[] = [item.type]
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, inner] of Object.entries(value)) {
      if (markFields.has(name)) marks.push(inner)
      else walk(inner)
    }
  }
  walk(item.spec)
  return JSON.stringify(marks)
}
