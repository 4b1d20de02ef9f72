import { z } from 'zod'
import type { RootContent } from 'mdast'
import type { Problem } from '../kernel/problem.ts'
import { inOrder, isError, itemTags, tidyingInto, type CompileOptions } from './compile.ts'
import type { ReadFile } from './course-files.ts'
import { aboutId, headBlock, slug, words } from './front-matter.ts'
import { htmlOf } from './html.ts'
import type { CardPage, Reference } from './lesson.ts'
import { parse } from './parse.ts'
import { plain } from './text.ts'
import { isItem, isUse, tidy, type Tidying } from './tidy.ts'
import { readYaml } from './yaml/yaml.ts'

/** The head of a quick-reference card. */
const cardHead = z.strictObject(
  {
    id: slug.describe('Never changes: the address of the card ends in it.'),
    title: words.describe('What learners see.'),
    summary: words.optional().describe('What the card is for, in one sentence.'),
    skill: slug.optional().describe('Must exist in site.yml.'),
  },
  { error: 'lines of "key: value"' },
)

export interface ReadCard extends CardPage {
  /** What it names elsewhere. */
  references: Reference[]
}

/**
 * A card from its text: the Markdown of a lesson without anything to answer. Never throws.
 *
 * @param unlisted the name ends in a language that site.yml does not list
 */
export function readCard(file: string, source: string, options: CompileOptions, unlisted: boolean): ReadFile<ReadCard> {
  const text = plain(source)
  const block = headBlock.exec(text)
  const { value: head, problems, placeOf } = readYaml(block?.[1] ?? '', cardHead, 'front-matter', 1)
  const found: Problem[] = block ? problems.map(aboutId) : [withoutHead]
  if (unlisted) found.push(inUnlisted(options.locale))
  const references: Reference[] = head?.skill === undefined ? [] : [{ kind: 'skill', id: head.skill, ...placeOf(['skill']) }]
  const html = bodyOf(text, options, found, references)
  const isGood = head !== undefined && !found.some(isError)
  return {
    file,
    value: isGood
      ? { id: head.id, locale: options.locale, title: head.title, summary: head.summary ?? '', skill: head.skill ?? null, html, references }
      : undefined,
    problems: inOrder(found).map((problem) => ({ file, ...problem })),
    placeOf,
  }
}

function bodyOf(text: string, options: CompileOptions, found: Problem[], references: Reference[]): string {
  const { tree, problems } = parse(text, { items: itemTags })
  found.push(...problems)
  const named: Reference[] = []
  const tidying = tidyingInto(found, named, options)
  const definitions = tidy(tree, tidying)
  for (const reference of named) {
    if (reference.kind === 'media') found.push(pictured(reference))
    else references.push(reference)
  }
  const prose = tree.children.filter((node) => !isAsked(node, tidying, found))
  return htmlOf(prose, definitions, 2)
}

function isAsked(node: RootContent, tidying: Tidying, found: Problem[]): boolean {
  if (!isItem(node, tidying) && !isUse(node)) return false
  const { line, column } = node.position!.start
  found.push({
    line,
    column,
    severity: 'error',
    id: 'card-item',
    message: `A card is there to be looked at, so nobody would be asked this <${node.name} …>.`,
    mend: 'move it into a lesson.',
  })
  return true
}

const pictured = ({ line, column }: Reference): Problem => ({
  line,
  column,
  severity: 'error',
  id: 'card-item',
  message: 'A card has no folder for pictures and files, so learners would see a gap.',
  mend: 'say it in words, or show it in a lesson.',
})

const withoutHead: Problem = {
  line: 1,
  column: 1,
  severity: 'error',
  id: 'front-matter-missing',
  message: 'The card has no head, so nobody knows its id and title.',
  mend: 'begin the file with --- and the lines id and title, then --- again.',
}

const inUnlisted = (locale: string): Problem => ({
  line: 1,
  column: 1,
  severity: 'error',
  id: 'locale-unknown',
  message: `The name says that this card is in "${locale}", which site.yml does not list.`,
  mend: `add ${locale} to locales in site.yml, or rename the file.`,
})
