import { z } from 'zod'
import { Refusal } from '../../kernel/refusal.ts'
import { parse } from '../parse.ts'
import { slug } from '../front-matter.ts'
import { itemTypes } from '../../items/registry.ts'
import { clean } from './clean.ts'
import { leftOut, type Part, type Read } from './draft.ts'
import type { Exportable } from './export.ts'

const fields = z.object({
  id: slug,
  type: z.string().optional(),
  skill: z.string().optional(),
  /** The item as its author wrote it: this is what is read back. */
  mdx: z.string(),
  /** What Heed made of it, for other programs. */
  spec: z.record(z.string(), z.unknown()).optional(),
})

const file = z.object({ heed: z.literal(1), locale: z.string().optional(), items: z.array(z.unknown()) })

/** Everything about the items, for another Heed and for programs. */
export function writeJson(items: readonly Exportable[], locale: string): string {
  const lessons = [
    ...new Map(
      items.map(({ lesson, course }) => [lesson.id, { id: lesson.id, title: lesson.title, course, skills: lesson.skills }]),
    ).values(),
  ]
  const written = items.map(({ item: { id, type, lesson, skill, rev, change, was, spec, textHash, keyHash }, mdx }) => {
    return { id, type, lesson, skill, rev, change, was, textHash, keyHash, mdx, spec }
  })
  return `${JSON.stringify({ heed: 1, locale, lessons, items: written }, null, 2)}\n`
}

/** @throws Refusal('invalid') for anything but such a file */
export function readJson(source: string): Read {
  const read = file.safeParse(parsed(source))
  if (!read.success) throw notOurs()
  return { parts: read.data.items.map((item, index) => readItem(item, index + 1)), unit: 'item' }
}

function readItem(item: unknown, number: number): Part {
  const read = fields.safeParse(item)
  if (!read.success)
    return leftOut(
      number,
      `item ${number}`,
      `Its ${read.error.issues[0]?.path.join('.') || 'form'} is not what an export of Heed has there`,
    )
  const { id, mdx, skill, spec } = read.data
  const source = clean(mdx).trim()
  if (!isOneItem(source, id)) return leftOut(number, id, 'Its mdx is not one item with this id')
  return { line: number, kind: 'mdx', id, mdx: source, skill, spec, changes: [] }
}

/** A tag with this id and nothing beside it but the addresses of its links. */
function isOneItem(mdx: string, id: string): boolean {
  const nodes = parse(mdx, { items: itemTypes.map(({ tag }) => tag) }).tree.children.filter(({ type }) => type !== 'definition')
  const [only] = nodes
  return nodes.length === 1 && only?.type === 'mdxJsxFlowElement' && new RegExp(`^<[A-Z]\\w*(?: [^>]*)? id="${id}"`).test(mdx)
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''))
  } catch {
    throw notOurs()
  }
}

const notOurs = () =>
  new Refusal('invalid', 'This is no JSON that Heed has exported.', 'Make it with “heed export --format json”, and do not edit it by hand.')
