import { toString } from 'mdast-util-to-string'
import type { Definition, RootContent } from 'mdast'
import type { MdxJsxFlowElement } from 'mdast-util-mdx-jsx'
import type { AnyItemType, BaseSpec, Item, Reader, ReaderProblem } from '../items/item-type.ts'
import { typeTagged } from '../items/registry.ts'
import type { Problem } from '../kernel/problem.ts'
import { itemAdvice, lessonAdvice, unknownAllowed } from './advice/allow.ts'
import { didYouMean, nearest } from '../kernel/did-you-mean.ts'
import { slugPattern, slugWords } from './front-matter.ts'
import { keyHashOf, textHashOf } from './hashes.ts'
import { htmlOf } from './html.ts'
import { idFrom } from './ids.ts'
import type { Reference } from './lesson.ts'
import { nounFor } from './syntax/tags.ts'
import { attributesOf } from './tidy.ts'

/** An item before its lesson is known. */
export type ReadItem = Omit<Item, 'lesson' | 'skill'> & {
  skill: string | undefined
  /** Advice that its author knows and does not follow here. */
  allow: string[]
}

export interface ItemContext {
  locale: string
  /** Of the lesson, as they were typed. */
  lines: readonly string[]
  definitions: Definition[]
  problems: Problem[]
  references: Reference[]
}

/** What is told of the words in a tag: of one that cannot be read, all of it follows from that. */
const ofTheTag = new Set(['id-missing', 'id-form', 'attribute-unknown', 'attribute-value'])

/** What any item may say of itself; its type adds its own. */
const wrapperAttributes = ['id', 'skill', 'rev', 'was', 'change', 'allow']

/** A tag → an item; undefined when it has no usable id or nothing can be asked, which has been reported. */
export function readItem(node: MdxJsxFlowElement, context: ItemContext): ReadItem | undefined {
  const { line, column } = node.position?.start ?? { line: 1, column: 1 }
  const sharesLine = context.problems.some((problem) => problem.id === 'tag-line' && problem.line === line)
  const isUnreadable = context.problems.some((problem) => problem.id === 'quotes' && problem.line === line && problem.column === column)
  const broken = new Set<number>()
  const report = ({ at, ...rest }: ReaderProblem) => {
    const place = at?.position?.start ?? { line, column }
    // Where something was mended on the way, a place that was counted in the mended text may lie behind the line.
    const end = (context.lines[place.line - 1]?.length ?? 0) + 1
    const problem: Problem = { severity: 'error', ...rest, line: place.line, column: Math.min(place.column, end) }
    // What a tag that shares its line has swallowed is not missing, and what else is odd on a broken line follows from it.
    if (sharesLine || broken.has(place.line) || (isUnreadable && ofTheTag.has(rest.id))) return
    if (place.line > line && problem.severity === 'error') broken.add(place.line)
    context.problems.push(problem)
  }
  const attributes = attributesOf(node)
  const type = typeTagged(node.name ?? '')
  if (!type) return undefined
  reportUnknown(node, [...wrapperAttributes, ...(type.attributes ?? [])], report)
  const { id, rev, change, skill, was, allow } = readWrapper(attributes, type.tag, report)
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
    allow,
    ...hashes,
    line,
    column,
  }
}

function readSpec(type: AnyItemType, source: Parameters<AnyItemType['read']>[0], reader: Reader): BaseSpec | undefined {
  return type.read(source, reader) as BaseSpec | undefined
}

function readerOf({ definitions, lines }: ItemContext, problem: Reader['problem']): Reader {
  return {
    html: (nodes) => htmlOf(nodes, definitions, 3),
    text: (nodes) => toString(nodes.filter(({ type }) => type !== 'mdxFlowExpression')),
    line: (n) => lines[n - 1] ?? '',
    problem,
  }
}

/** In a tag without an id, what stands there was meant as the id: that is said once. */
function reportUnknown({ attributes }: MdxJsxFlowElement, known: string[], report: Reader['problem']): void {
  const hasId = attributes.some((attribute) => attribute.type === 'mdxJsxAttribute' && attribute.name === 'id')
  for (const attribute of attributes) {
    if (attribute.type !== 'mdxJsxAttribute' || known.includes(attribute.name)) continue
    const { name, position } = attribute
    const meant = nearest(name, known)
    if (!hasId && meant !== 'id') continue
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
  allow: string[]
}

function readWrapper(attributes: Record<string, string>, tag: string, report: Reader['problem']): Wrapper {
  const { rev = '1', change } = attributes
  const meant = Object.keys(attributes).find((name) => !wrapperAttributes.includes(name))
  const isTold = meant !== undefined && nearest(meant, wrapperAttributes) === 'id'
  if (!attributes.id && !isTold) {
    report({
      id: 'id-missing',
      message: `This ${nounFor(tag)} has no id, so nobody's progress could be kept.`,
      mend: `give it one that no other item has: <${tag} id="${(meant !== undefined && idFrom(attributes[meant] || meant)) || '…'}">`,
    })
  }
  if (!/^[1-9]\d{0,5}$/.test(rev)) {
    report({
      id: 'attribute-value',
      message: `There is no count in rev="${rev}", so nobody knows whether the meaning has changed.`,
      mend: 'write rev="2" when the meaning has changed and everybody should learn it afresh.',
    })
  }
  if (change !== undefined && change !== 'fact' && change !== 'mistake') {
    report({
      id: 'attribute-value',
      message: `Here change="${change}" means nothing, so nobody knows what is to become of old answers.`,
      mend: 'write change="fact" when the fact has changed, change="mistake" when the key was wrong.',
    })
  }
  const allow = (attributes.allow ?? '').split(/[\s,]+/).filter(Boolean)
  for (const words of unknownAllowed(allow, itemAdvice, lessonAdvice)) report({ id: 'allow-unknown', ...words })
  return {
    id: slugIn(attributes.id || undefined, 'id', report),
    rev: Number.parseInt(rev) || 1,
    change: change === 'mistake' || change === 'fact' ? change : undefined,
    skill: slugIn(attributes.skill, 'skill', report),
    was: slugIn(attributes.was, 'was', report),
    allow,
  }
}

function slugIn(value: string | undefined, name: string, report: Reader['problem']): string | undefined {
  if (value === undefined || slugPattern.test(value)) return value
  const several =
    name === 'skill'
      ? value
          .split(/[,;/&+]|\s(?:and|und)\s/)
          .map(idFrom)
          .filter(Boolean)
      : []
  if (several.length > 1)
    report({
      id: 'id-form',
      message: `An item trains one skill, and skill="${value}" names more than one.`,
      mend: `write skill="${several[0]}", or another one of them.`,
    })
  else
    report({
      id: 'id-form',
      message: `There is no id in ${name}="${value}": an id has ${slugWords}.`,
      mend: `write ${name}="${idFrom(value) || '…'}"`,
    })
  return undefined
}
