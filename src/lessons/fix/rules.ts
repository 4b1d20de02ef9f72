import type { Problem } from '../../kernel/problem.ts'
import { itemId, lessonId, slugForm, type Naming } from './ids.ts'
import {
  arrow,
  cardRule,
  clozeTable,
  drillLabel,
  optionBrackets,
  optionsSplit,
  orderNumbers,
  quotesWithin,
  underOption,
  yamlColon,
} from './lines.ts'
import { autolink, brace, clozeBraces, comment, headingId, html, lessThan } from './signs.ts'
import { asFound } from './tags.ts'
import { offsetAt, withoutLiterals, type Edit } from '../text.ts'

export type { Naming }

/** A problem in its text. */
export interface Spot {
  /** With `\n` line ends and no byte order mark. */
  text: string
  /** The same text with everything covered that Markdown takes literally. */
  visible: string
  /** Where the problem stands. */
  at: number
  problem: Problem
  naming: Naming
}

/** The edits that mend a problem; undefined where only its author knows what was meant. */
export type Fixer = (spot: Spot) => Edit[] | undefined

/** By the id of the rule. A rule without a row is never mended by us. */
const fixers: Record<string, Fixer> = {
  brace,
  'cloze-braces': clozeBraces,
  'less-than': lessThan,
  autolink,
  comment,
  html,
  'heading-id': headingId,
  'tag-line': asFound,
  'tag-indent': asFound,
  'tag-case': asFound,
  'tag-form': asFound,
  quotes: asFound,
  'option-brackets': optionBrackets,
  'options-split': optionsSplit,
  'option-note': underOption,
  'feedback-indent': underOption,
  'order-numbers': orderNumbers,
  'drill-label': drillLabel,
  arrow,
  'card-rule': cardRule,
  'cloze-table': clozeTable,
  'yaml-colon': yamlColon,
  'front-matter-unreadable': quotesWithin,
  'file-unreadable': quotesWithin,
  'id-missing': (spot) => (spot.text.startsWith('<', spot.at) ? itemId(spot) : lessonId(spot)),
  'id-form': slugForm,
}

/**
 * @param text with `\n` line ends and no byte order mark, as `plain` makes it
 * @returns undefined when the problem is not one that can be mended without its author
 */
export function fixFor(text: string, problem: Problem, naming: Naming): Edit[] | undefined {
  if (!Object.hasOwn(fixers, problem.id)) return undefined
  const edits = fixers[problem.id]!({ text, visible: withoutLiterals(text), at: offsetAt(text, problem), problem, naming })
  return edits?.some(({ start, end, text: to }) => text.slice(start, end) !== to) ? edits : undefined
}
