import { toString } from 'mdast-util-to-string'
import type { Definition, RootContent } from 'mdast'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import type { AnyItemType, BaseSpec, Item, Reader, ReaderProblem } from '../items/item-type.ts'
import { typeTagged } from '../items/registry.ts'
import type { Problem } from '../kernel/problem.ts'
import { didYouMean, nearest } from './did-you-mean.ts'
import { slugPattern, slugWords } from './front-matter.ts'
import { keyHashOf, textHashOf } from './hashes.ts'
import { htmlOf } from './html.ts'
import type { Reference } from './lesson.ts'
import { attributesOf } from './tidy.ts'

/** An item before its lesson is known. */
export type ReadItem = Omit<Item, 'lesson' | 'skill'> & { skill: string | undefined }

export interface ItemContext {
  locale: string
  definitions: Definition[]
  problems: Problem[]
  references: Reference[]
}

/** What any item may say of itself; its type adds its own. */
const wrapperAttributes = ['id', 'skill', 'rev', 'was', 'change', 'allow']

/** A tag → an item; undefined when it has no usable id or nothing can be asked, which has been reported. */
export function readItem(node: MdxJsxFlowElement, context: ItemContext): ReadItem | undefined {
  const { line, column } = node.position?.start ?? { line: 1, column: 1 }
  const sharesLine = context.problems.some((problem) => problem.id === 'tag-line' && problem.line === line)
  const report = ({ at, ...problem }: ReaderProblem) => {
    // What a tag that shares its line has swallowed is not missing: it is one problem, and it has been said.
    if (sharesLine) return
    const place = at?.position?.start ?? { line, column }
    context.problems.push({ severity: 'error', ...problem, line: place.line, column: place.column })
  }
  const attributes = attributesOf(node)
  const type = typeTagged(node.name ?? '')
  if (!type) return undefined
  reportUnknown(node, [...wrapperAttributes, ...(type.attributes ?? [])], report)
  const { id, rev, change, skill, was } = readWrapper(attributes, type.tag, report)
  const source = { id: id ?? '', attributes, children: node.children as RootContent[], locale: context.locale, line, column }
  const spec = readSpec(type, source, readerOf(context, report))
  if (skill !== undefined) context.references.push({ kind: 'skill', id: skill, line, column })
  if (was !== undefined) context.references.push({ kind: 'was', id: was, line, column })
  if (id === undefined || spec === undefined) return undefined
  const hashes = { textHash: textHashOf(type, spec), keyHash: keyHashOf(type, spec) }
  return {
    id,
    type: type.name,
    skill,
    locale: context.locale,
    rev,
    ...(change === undefined ? {} : { change }),
    ...(was === undefined ? {} : { was }),
    spec,
    ...hashes,
    line,
    column,
  }
}

function readSpec(type: AnyItemType, source: Parameters<AnyItemType['read']>[0], reader: Reader): BaseSpec | undefined {
  return type.read(source, reader) as BaseSpec | undefined
}

function readerOf({ definitions }: ItemContext, problem: Reader['problem']): Reader {
  return {
    html: (nodes) => htmlOf(nodes, definitions, 3),
    text: (nodes) => toString(nodes.filter(({ type }) => type !== 'mdxFlowExpression')),
    problem,
  }
}

function reportUnknown({ attributes }: MdxJsxFlowElement, known: string[], report: Reader['problem']): void {
  for (const attribute of attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || known.includes(attribute.name)) continue
    const { name, position } = attribute
    const meant = nearest(name, known)
    const mend = meant === undefined ? `delete it; this tag may say ${known.join(', ')}.` : `write ${meant}="…", or delete it.`
    const message = `"${name}" says nothing here, so it does nothing.${didYouMean(name, known)}`
    report({ id: 'attribute-unknown', at: { position }, length: name.length, message, mend })
  }
}

interface Wrapper {
  id: string | undefined
  rev: number
  change: 'fact' | 'mistake' | undefined
  skill: string | undefined
  was: string | undefined
}

function readWrapper(attributes: Record<string, string>, tag: string, report: Reader['problem']): Wrapper {
  const { rev = '1', change } = attributes
  if (attributes.id === undefined || attributes.id === '') {
    report({
      id: 'id-missing',
      message: `This ${tag.toLowerCase()} has no id, so nobody's progress could be kept.`,
      mend: `give it one that no other item has: <${tag} id="…">`,
    })
  }
  if (!/^[1-9]\d{0,5}$/.test(rev)) {
    report({
      id: 'attribute-value',
      message: `rev="${rev}" is no count.`,
      mend: 'write rev="2" when the meaning has changed and everybody should learn it afresh.',
    })
  }
  if (change !== undefined && change !== 'fact' && change !== 'mistake') {
    report({
      id: 'attribute-value',
      message: `change="${change}" says nothing that Heed knows.`,
      mend: 'write change="fact" when the fact has changed, change="mistake" when the key was wrong.',
    })
  }
  return {
    id: slugIn(attributes.id || undefined, 'id', report),
    rev: Number.parseInt(rev) || 1,
    change: change === 'mistake' || change === 'fact' ? change : undefined,
    skill: slugIn(attributes.skill, 'skill', report),
    was: slugIn(attributes.was, 'was', report),
  }
}

function slugIn(value: string | undefined, name: string, report: Reader['problem']): string | undefined {
  if (value === undefined || slugPattern.test(value)) return value
  report({ id: 'id-form', message: `${name}="${value}" is no id: it may have ${slugWords}.`, mend: `write ${name}="${slugOf(value)}"` })
  return undefined
}

function slugOf(value: string): string {
  const slug = value
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return slug.slice(0, 64) || '…'
}
