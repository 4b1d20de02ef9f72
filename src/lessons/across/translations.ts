import type { Item } from '../../items/item-type.ts'
import { problemAt, type Placed } from '../content.ts'
import type { CompiledLesson, FileProblem, ItemMarks } from '../lesson.ts'
import type { Place } from '../text.ts'

/**
 * A translation has the same items in the same order, right and wrong in the same places: there is one schedule for all languages.
 *
 * @param broken files with errors: what they hold is not known
 * @param isTyped whether a broken lesson may have the id
 */
export function mismatches(
  placed: Placed[],
  defaultLocale = 'en',
  broken: ReadonlySet<string> = new Set(),
  isTyped: (lesson: string) => boolean = () => false,
): FileProblem[] {
  const originals = new Map(placed.filter(({ lesson }) => lesson.locale === defaultLocale).map((each) => [each.lesson.meta.id, each]))
  return placed.flatMap((translation) => {
    const { file, lesson } = translation
    const { id } = lesson.meta
    const original = originals.get(id)
    if (lesson.locale === defaultLocale || (!original && isTyped(id))) return []
    if (!original) {
      return [
        mismatch(
          file,
          lesson.place,
          `There is no lesson "${id}" in the default language that this could translate.`,
          'write the id of the lesson that it translates.',
        ),
      ]
    }
    return broken.has(file) || broken.has(original.file) || hasTwins(lesson) ? [] : itemMismatch(translation, original)
  })
}

const mismatch = (file: string, place: Place, message: string, mend: string): FileProblem =>
  problemAt(file, place, 'locale-mismatch', message, mend)

/** An id that stands twice is one problem, and has been told. */
const hasTwins = ({ items }: CompiledLesson) => new Set(items.map(({ id }) => id)).size < items.length

function itemMismatch(translation: Placed, placedOriginal: Placed): FileProblem[] {
  const { file, lesson } = translation
  const { file: originalFile, lesson: original } = placedOriginal
  const has = (items: Item[]) => new Set(items.map(({ id }) => id))
  const [here, there] = [has(lesson.items), has(original.items)]
  const extra = lesson.items.find(({ id }) => !there.has(id))
  const missing = original.items.findIndex(({ id }) => !here.has(id))
  const moved = lesson.items.find(({ id }, index) => id !== original.items[index]?.id)
  const twin = extra && original.items[lesson.items.indexOf(extra)]
  // Where the same kind of item stands in its place and is not here, only the id was written anew.
  if (twin && twin.type === extra.type && !here.has(twin.id))
    return [
      mismatch(
        file,
        extra,
        `"${extra.id}" is not in ${originalFile}: "${twin.id}" stands in its place there, and a translation has the same ids.`,
        `write id="${twin.id}", as in ${originalFile}.`,
      ),
    ]
  if (extra)
    return [
      mismatch(
        file,
        extra,
        `"${extra.id}" is not in ${originalFile}, and a translation has the same items.`,
        'write it there too, or take it out here.',
      ),
    ]
  if (missing >= 0) {
    const { id } = original.items[missing]!
    const place = lesson.items[missing] ?? lesson.place
    return [
      mismatch(
        file,
        place,
        `"${id}" of ${originalFile} is missing here, and a translation has the same items.`,
        'translate it too, in the same place.',
      ),
    ]
  }
  if (moved)
    return [
      mismatch(file, moved, `"${moved.id}" does not stand in the same place as in ${originalFile}.`, 'put the items in the same order.'),
    ]
  const [ownMarks, twinMarks] = [marksIn(translation), marksIn(placedOriginal)]
  return lesson.items.flatMap((item, index) => {
    const [own, twin] = [ownMarks[index]!, twinMarks[index]!]
    if (own.shape === twin.shape && own.marks === twin.marks) return []
    const [here, there] = [gapsIn(own.shape), gapsIn(twin.shape)]
    if (here && there) return [unlikeGaps(file, item, here, there, originalFile)]
    return [
      mismatch(
        file,
        item,
        `"${item.id}" is ${own.shape === twin.shape ? 'marked differently' : 'built differently'} in ${originalFile}${differing(own, twin)}, so the answer would depend on the language.`,
        'write the same lines with the same marks in the same order.',
      ),
    ]
  })
}

const gapsIn = (shape: string) => /^\["cloze",(\d+)\]$/.exec(shape)?.[1]

function unlikeGaps(file: string, item: Item, here: string, there: string, originalFile: string): FileProblem {
  return mismatch(
    file,
    item,
    `"${item.id}" has ${here} ${here === '1' ? 'gap' : 'gaps'} here and ${there} in ${originalFile}, so the answer would depend on the language.`,
    'put [[ ]] around the same words in both.',
  )
}

/** Which answers, where each has one mark; a conversation has more, and other types none. */
function differing(own: ItemMarks, twin: ItemMarks): string {
  if (own.shape !== twin.shape || !/^\["(?:choice|best-reply)"/.test(own.shape)) return ''
  const [here, there] = [own.marks, twin.marks].map((marks) => JSON.parse(marks) as unknown[])
  const numbers = here!.flatMap((mark, index) => (mark === there![index] ? [] : [index + 1]))
  return numbers.length === 1 ? ` (answer ${numbers[0]})` : ` (answers ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)})`
}

const markFields = new Set(['correct', 'mark'])
/** Of what there must be as many in every language. What a learner may type differs by language. */
const partFields = new Set(['options', 'pairs', 'steps', 'gaps', 'scenes'])

const marksIn = ({ lesson, marks }: Placed) => marks ?? marksOf(lesson)

export const marksOf = ({ items }: CompiledLesson): ItemMarks[] => items.map((item) => ({ shape: shapeOf(item), marks: itemMarks(item) }))

/** Marks and where replies lead, in written order; every type names a mark `correct` or `mark`. */
function itemMarks(item: Item): string {
  const marks: unknown[] = []
  const scenes = 'scenes' in item.spec ? (item.spec.scenes as { key: string }[]).map(({ key }) => key) : []
  walk(item.spec, (name, value) => {
    if (markFields.has(name)) marks.push(value)
    if (name === 'next') marks.push(scenes.indexOf(value as string))
  })
  return JSON.stringify(marks)
}

/** The type, and how many parts it has. */
function shapeOf(item: Item): string {
  const shape: unknown[] = [item.type]
  walk(item.spec, (name, value) => {
    if (partFields.has(name) && Array.isArray(value)) shape.push(value.length)
  })
  return JSON.stringify(shape)
}

function walk(value: unknown, meet: (name: string, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    meet(name, inner)
    walk(inner, meet)
  }
}
