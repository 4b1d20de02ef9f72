import type { Item } from '../../items/item-type.ts'
import { compile } from '../compile.ts'
import { compileOptions, type Content, type LessonFile } from '../content.ts'
import type { LessonMeta } from '../lesson.ts'
import { tagsOf } from '../syntax/tags.ts'
import { offsetAt, plain, withoutLiterals } from '../text.ts'

/** An item on its way out, with all that is known of it. It holds the key: only for authors and those above. */
export interface Exportable {
  item: Item
  lesson: LessonMeta
  /** Folder of the course. */
  course: string
  /** As its author wrote it. */
  mdx: string
}

/** What became of an item in another format. Nothing is said of one that went out as it is. */
export interface ExportNote {
  id: string
  fate: 'changed' | 'left out'
  why: string[]
}

export interface Exported {
  items: Exportable[]
  /** Ids of lessons that are drafts. */
  drafts: string[]
}

/** The items of all live lessons in one language, in written order: those of one course, or all. */
export function exportables(content: Content, { course, locale }: { course?: string | undefined; locale: string }): Exported {
  const wanted = course === undefined ? undefined : lessonsOf(content, course)
  const files = content.lessons.filter(
    ({ locale: language, compilation: { lesson } }) =>
      language === locale && lesson && lesson.meta.status !== 'retired' && (!wanted || wanted.includes(lesson.meta.id)),
  )
  const ordered = wanted ? files.toSorted((a, b) => placeIn(wanted, a) - placeIn(wanted, b)) : files
  return {
    items: ordered.filter((file) => !isDraft(file)).flatMap((file) => itemsOf(file, content)),
    drafts: ordered.filter(isDraft).map(({ compilation }) => compilation.lesson!.meta.id),
  }
}

const isDraft = ({ compilation }: LessonFile) => compilation.lesson!.meta.status === 'draft'

const placeIn = (wanted: readonly string[], { compilation }: LessonFile) => wanted.indexOf(compilation.lesson!.meta.id)

const lessonsOf = ({ courses }: Content, course: string): string[] =>
  courses.find(({ value }) => value?.id === course)?.value?.sections.flatMap(({ lessons }) => lessons) ?? []

function itemsOf(file: LessonFile, { glossary }: Content): Exportable[] {
  const { meta, items } = file.compilation.lesson!
  const text = plain(file.text)
  const options = compileOptions(file, glossary.value ?? {})
  return items.map((item) => ({ item, lesson: meta, course: file.course, mdx: selfContained(sourceOf(text, item), text, item, options) }))
}

function sourceOf(text: string, { line, column }: Item): string {
  const start = offsetAt(text, { line, column })
  const tags = tagsOf(withoutLiterals(text))
  const open = tags.find((tag) => tag.start === start)
  const close = tags.find((tag) => tag.start > start && tag.kind === 'close' && tag.name === open?.name)
  return text.slice(start, close?.end)
}

/** A link whose address stands elsewhere in the lesson takes the address along. */
function selfContained(mdx: string, text: string, item: Item, options: Parameters<typeof compile>[1]): string {
  const addresses = text.match(/^\[[^\]\n]+\]:[^\S\n]*\S.*$/gm) ?? []
  if (addresses.length === 0 || !/\]/.test(mdx)) return mdx
  const alone = compile(`---\nid: alone\ntitle: Alone\nstatus: draft\n---\n\n${mdx}\n`, options).lesson?.items[0]
  return alone?.textHash === item.textHash ? mdx : `${mdx}\n\n${addresses.join('\n')}`
}
