import { toString } from 'mdast-util-to-string'
import type { Definition, RootContent } from 'mdast'
import type { ReaderProblem } from '../items/item-type.ts'
import { itemTypes } from '../items/registry.ts'
import { sum } from '../kernel/numbers.ts'
import type { Problem } from '../kernel/problem.ts'
import { adviceOn } from './advice/index.ts'
import { itemAdvice, lessonAdvice, unknownAllowed } from './advice/allow.ts'
import { reportListCount } from './advice/list-count.ts'
import { lessonMeta, readFrontMatter, type ReadFrontMatter } from './front-matter.ts'
import { htmlOf } from './html.ts'
import { readItem, type ReadItem } from './item.ts'
import type { Compilation, Reference, Segment } from './lesson.ts'
import { parse } from './parse.ts'
import { reportOutside } from './outside.ts'
import { reportOpenFence } from './syntax/open-fence.ts'
import { reportRawSigns } from './syntax/raw-signs.ts'
import { reportStrayDashes } from './syntax/stray-dashes.ts'
import { reportTableRows } from './syntax/table-row.ts'
import { blank, plain } from './text.ts'
import { attributesOf, isItem, isUse, reportAttributes, tidy, type Tidying } from './tidy.ts'

export interface CompileOptions {
  locale: string
  /** Folder of the course, in whose `media/` the lesson's pictures are. */
  course: string
  /** Term to its short definition. */
  glossary?: Readonly<Record<string, string>>
}

export const itemTags = itemTypes.map(({ tag }) => tag)

/**
 * MDX → segments and items, without running any of it. Never throws: everything wrong is in `problems`, in the order of the file.
 * What needs the rest of the content, such as whether a skill exists, is left to `check.ts`; `references` says what to look for.
 */
export function compile(source: string, options: CompileOptions): Compilation {
  const text = plain(source)
  if (text.includes('\0')) return { lesson: undefined, problems: [notUtf8] }
  const front = readFrontMatter(text)
  // A head that is not written as one is no text for learners either.
  const { tree, problems } = parse(blank(text.slice(0, front.misplaced)) + text.slice(front.misplaced), { items: itemTags })
  const found: Problem[] = [...front.problems, ...problems]
  for (const words of unknownAllowed(front.given.allow ?? [], lessonAdvice, itemAdvice))
    found.push({ ...front.placeOf(['allow']), severity: 'error', id: 'allow-unknown', ...words })
  const references: Reference[] = frontReferences(front)
  const tidying = tidyingInto(found, references, options)
  const definitions = tidy(tree, tidying)
  const lines = text.split('\n')
  const report = (problem: Problem) => void found.push(problem)
  reportRawSigns(tree, lines, report)
  reportTableRows(tree, report)
  // A box around the whole lesson, its end included, is told at the head.
  if (front.misplaced === 0) reportOpenFence(tree, lines, report)
  reportOutside(tree, tidying)
  reportStrayDashes(tree, lines, report)
  if (!front.given.allow?.includes('list-count')) reportListCount(tree, options.locale, report)
  const { segments, items } = cut(tree.children, definitions, tidying, (node) =>
    readItem(node, { locale: options.locale, lines, definitions, problems: found, references }),
  )
  reportUsedTwice(items, references, found)
  const id = front.given.id
  if (id === undefined) return { lesson: undefined, problems: inOrder(found) }
  const most = minutesOf(tree.children)
  const meta = lessonMeta({ ...front.given, id }, most)
  const hasItem = segments.some((segment) => 'item' in segment)
  if (meta.status === 'live' && !hasItem && !found.some(isError)) found.push(noItem(front))
  const compiled = items.map(({ allow: _, ...item }) => ({ ...item, lesson: id, skill: item.skill ?? meta.skills[0] ?? 'general' }))
  const prosed = withProse(segments, meta.summary || meta.title)
  const lesson = { meta, locale: options.locale, segments: prosed, items: compiled, place: front.placeOf(['id']), references }
  found.push(...adviceOn({ lesson, items, most, front, lines }, !found.some(isError)))
  return { lesson, problems: inOrder(found) }
}

/** What is wrong and what is named while a text is tidied, noted in these two lists. */
export function tidyingInto(found: Problem[], references: Reference[], { course, glossary = {} }: CompileOptions): Tidying {
  return {
    itemTags,
    course,
    glossary,
    footnotes: new Set(),
    anchors: new Set(),
    problem: (problem) => found.push({ severity: 'error', ...placeOf(problem.at), ...withoutPlace(problem) }),
    reference: (reference, at) => references.push({ ...reference, ...placeOf(at) }),
  }
}

/** Letters with a zero beside each are UTF-16: what Windows calls Unicode. */
const notUtf8: Problem = {
  ...{ severity: 'error', id: 'file-unreadable', line: 1, column: 1 },
  message: 'The file is not saved as UTF-8 but probably as UTF-16, so nothing of it can be read.',
  mend: 'save it as UTF-8: in Notepad under “Save as”, “Encoding”.',
}

export const isError = ({ severity }: Problem) => severity === 'error'

/** Prose between items becomes one piece of HTML each. */
function cut(
  nodes: RootContent[],
  definitions: Definition[],
  tidying: Tidying,
  read: (node: Parameters<typeof readItem>[0]) => ReadItem | undefined,
): { segments: Segment[]; items: ReadItem[] } {
  const segments: Segment[] = []
  const items: ReadItem[] = []
  let prose: RootContent[] = []
  const endProse = () => {
    const html = htmlOf(prose, definitions, 2)
    if (html) segments.push({ html })
    prose = []
  }
  for (const node of nodes) {
    if (!isItem(node, tidying) && !isUse(node)) {
      prose.push(node)
      continue
    }
    endProse()
    const item = isUse(node) ? undefined : read(node)
    const id = item?.id ?? (isUse(node) ? usedId(node, tidying) : undefined)
    if (item) items.push(item)
    if (id) segments.push({ item: id })
  }
  endProse()
  return { segments, items }
}

function usedId(node: Parameters<typeof readItem>[0], tidying: Tidying): string | undefined {
  const { id } = attributesOf(node)
  reportAttributes(node, tidying)
  if (id) tidying.reference({ kind: 'use', id }, node)
  else
    tidying.problem({ id: 'id-missing', at: node, message: 'This <Use> does not say which item it reuses.', mend: 'write <Use id="…" />' })
  return id
}

/** Of its own items a lesson has none to reuse, and of another's each once. */
function reportUsedTwice(items: ReadItem[], references: Reference[], found: Problem[]): void {
  const shown = new Set(items.map(({ id }) => id))
  for (const { id, line, column } of references.filter(({ kind }) => kind === 'use')) {
    // What else is odd on a broken line most likely follows from that.
    if (shown.has(id) && !found.some((problem) => problem.line === line))
      found.push({
        ...{ line, column, severity: 'warning', id: 'item-twice' },
        message: `“${id}” stands in this lesson already, so learners answer the same question twice.`,
        mend: 'delete this <Use …>, or name an item of another lesson.',
      })
    shown.add(id)
  }
}

/** Whoever opens a lesson reads something before the first question, if only what it is about. */
function withProse(segments: Segment[], words: string): Segment[] {
  return segments.some((segment) => 'html' in segment)
    ? segments
    : [{ html: htmlOf([{ type: 'paragraph', children: [{ type: 'text', value: words }] }], [], 2) }, ...segments]
}

function frontReferences({ given, placeOf }: ReadFrontMatter): Reference[] {
  // At its key, unless the entry has a line of its own.
  const placeIn = (key: string, index: number) => {
    const [list, entry] = [placeOf([key]), placeOf([key, index])]
    return entry.line === list.line ? list : entry
  }
  return [
    ...(given.skills ?? []).map((id, index) => ({ kind: 'skill' as const, id, ...placeIn('skills', index) })),
    ...(given.requires ?? []).map((id, index) => ({ kind: 'requires' as const, id, ...placeIn('requires', index) })),
  ]
}

function noItem({ placeOf }: ReadFrontMatter): Problem {
  return {
    ...placeOf(['status']),
    severity: 'error',
    id: 'lesson-no-item',
    message: 'This lesson is live and has no item, so nobody could ever complete it.',
    mend: 'add a question, or set status: draft.',
  }
}

/** Two hundred words and two items a minute. */
function minutesOf(nodes: RootContent[]): number {
  const words = sum(nodes.map((node) => toString(node).split(/\s+/).length))
  const items = nodes.filter(({ type }) => type === 'mdxJsxFlowElement').length
  return Math.max(1, Math.min(60, Math.round(words / 200 + items / 2)))
}

function placeOf(node: ReaderProblem['at']): { line: number; column: number } {
  const { line, column } = node?.position?.start ?? { line: 1, column: 1 }
  return { line, column }
}

function withoutPlace<T extends { at?: unknown }>({ at: _, ...rest }: T): Omit<T, 'at'> {
  return rest
}

/** One problem, one message: the text and the tree may both have noticed it. */
export function inOrder(problems: Problem[]): Problem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  const seen = new Set<string>()
  return sorted.filter(({ line, column, id }) => {
    const place = `${line}:${column} ${id}`
    return !seen.has(place) && seen.add(place)
  })
}
