import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { compile } from '../src/lessons/compile.ts'
import { problemsPage } from '../src/lessons/explained/page.ts'
import { tagNames } from '../src/lessons/ui/author/words.ts'
import { itemTypes } from '../src/items/registry.ts'
import { partFields, questionFields } from '../src/items/schema.ts'
import type { AnyItemType, BaseSpec, Example } from '../src/items/item-type.ts'

/*
 * npm run handbook: the pages of the handbook that are made from the program, so that they say what it does.
 */
const folder = join(import.meta.dirname, '../content/handbook')

/** Below the handbook's folder. */
export const handbookPages: Record<string, () => string> = {
  'authors/item-types.mdx': itemTypesPage,
  'authors/problems.mdx': problemsPage,
}

function itemTypesPage(): string {
  return `---
title: Every kind of question, in full
summary: All that each kind can do, with examples to copy, what an answer is worth, and what Heed keeps of it.
order: 7
---

[Eight kinds of questions](/help/authors/items) shows each in its simplest form. This page is made from the program, and every example and every credit on it is tried whenever the program is tested.

Every tag may say \`id\`, \`skill\`, \`rev\`, \`was\`, \`change\` and \`allow\`. Of every question Heed keeps:

${table(['What is kept', 'What it is'], fieldRows(z.object(questionFields)))}

Every part that an answer can name, such as an option, has:

${table(['What is kept', 'What it is'], fieldRows(z.object(partFields)))}

${itemTypes.map(section).join('\n\n')}
`
}

function section(type: AnyItemType): string {
  const { tag, name, attributes = [], examples } = type
  const { spec } = itemOf(examples[0]!.mdx)
  const own = attributes.length > 0 ? ` The tag may also say ${attributes.map((each) => `\`${each}\``).join(' and ')}.` : ''
  const common = new Set([questionFields, partFields].flatMap((fields) => fieldRows(z.object(fields)).map(([, words]) => words)))
  const kept = fieldRows(type.spec).filter(([, words]) => !common.has(words))
  return `## ${tagNames[tag] ?? tag}

\`<${tag}>\`, in answers and exports \`${name}\`. Counted as ${type.defaultMs(spec) / 1000} seconds until answers show how long it takes.${own}

${examples.map(exampleOf).join('\n\n')}

### What Heed keeps of ${tag}

${kept.length > 0 ? `${table(['What is kept', 'What it is'], kept)}\n\n` : ''}A learner’s answer says:

${table(['What is sent', 'What it is'], fieldRows(type.answer))}`
}

function exampleOf({ name, mdx, answers }: Example<BaseSpec, unknown>): string {
  const rows = answers.map(({ name, credit }) => [escaped(name), String(credit)])
  return `### Example: ${escaped(name)}\n\n\`\`\`mdx\n${mdx.trim()}\n\`\`\`\n\n${table(['Answer', 'Credit'], rows)}`
}

function itemOf(mdx: string) {
  const source = `---\nid: example\ntitle: Example\nskills: [one]\nstatus: live\n---\n\n${mdx}\n`
  return compile(source, { locale: 'en', course: 'example' }).lesson!.items[0]!
}

interface Described {
  description?: string
  properties?: Record<string, Described>
  required?: string[]
  items?: Described
}

/** Every field that says what it is, with its way from the top. */
function fieldRows(schema: z.ZodType): string[][] {
  return rowsBelow(z.toJSONSchema(schema, { unrepresentable: 'any' }) as Described, '')
}

function rowsBelow({ properties = {}, required = [] }: Described, above: string): string[][] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${above}${name}`
    const words = field.description && `${field.description}${required.includes(name) ? '' : ' May be missing.'}`
    const below = field.items ? rowsBelow(field.items, `${path}[].`) : rowsBelow(field, `${path}.`)
    return [...(words ? [[`\`${path}\``, escaped(words)]] : []), ...below]
  })
}

function table(heads: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}

/** In a page of the handbook these signs mean something. */
const escaped = (text: string): string => text.replace(/[<{[\]}|]/g, '\\$&')

if (import.meta.main) for (const [file, page] of Object.entries(handbookPages)) writeFileSync(join(folder, file), page())
