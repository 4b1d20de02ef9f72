import { itemTypes } from '../../items/registry.ts'
import type { Fixer } from './rules.ts'
import { findLoud } from '../syntax/loud.ts'
import { hasOnlyValues } from '../syntax/tag-form.ts'
import type { Edit } from '../text.ts'

const tags = { items: itemTypes.map(({ tag }) => tag) }

/** Where a tag can be read only one way, that is what its author should have typed too. */
export const asFound: Fixer = ({ text, at, problem }) => {
  const found = findLoud(text, tags).find(({ id, start }) => id === problem.id && start === at)
  const edits = found?.edits.map((edit) => withoutSpaces(text, edit))
  return edits?.every((edit) => saysTheSame(text.slice(edit.start, edit.end), edit.text)) ? edits : undefined
}

/**
 * Words that would be left out, or become names of the tag, were meant as something: where a quote or the tag itself never ends,
 * what follows is most likely the question.
 */
function saysTheSame(before: string, after: string): boolean {
  return wordsOf(before) === wordsOf(after) && (!after.startsWith('<') || hasOnlyValues(after))
}

const wordsOf = (text: string) =>
  text
    .replace(/&\w+;/g, ' ')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.join(' ') ?? ''

/** No spaces are left at the end of a line or at the beginning of the next. */
function withoutSpaces(text: string, { start, end, text: words }: Edit): Edit {
  if (words !== '\n\n') return { start, end, text: words }
  const before = /[ \t]*$/.exec(text.slice(0, start))![0].length
  const after = /^[ \t]*/.exec(text.slice(end))![0].length
  return { start: start - before, end: end + after, text: words }
}
