import { stringify } from 'csv-stringify/sync'
import type { Draft } from './draft.ts'
import type { Exportable, ExportNote } from './export.ts'
import { outgoing } from './outgoing.ts'
import { lineOf, wordsOf, type Inline, type Rich, type Say } from './rich.ts'

interface Row {
  type: string
  question: string
  answer: string
  options: { text: string; feedback: string }[]
  feedback: string
  hint: string
}

/** A table with a line for each item. It carries words: bold, links and the like stay behind. */
export function writeCsv(items: readonly Exportable[]): { body: string; notes: ExportNote[] } {
  const { written, notes } = outgoing(items, rowOf)
  const most = Math.max(2, ...written.map(({ out }) => out.options.length))
  const numbers = Array.from({ length: most }, (_, index) => index)
  const named = (word: string) => numbers.map((index) => `${word} ${index + 1}`)
  const columns = ['id', 'type', 'question', 'answer', ...named('option'), 'feedback', ...named('feedback'), 'hint', 'tags']
  const rows = written.map(({ exportable: { item }, out }) => [
    ...[item.id, out.type, out.question, out.answer],
    ...numbers.map((index) => out.options[index]?.text ?? ''),
    out.feedback,
    ...numbers.map((index) => out.options[index]?.feedback ?? ''),
    ...[out.hint, item.skill],
  ])
  // A cell that begins like a formula would be run by a spreadsheet: it gets a quote before it. A line within a cell must not end its row.
  const options = { header: true, columns, bom: true, escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const
  return { body: stringify(rows, options), notes }
}

function rowOf(draft: Draft, _: Exportable, say: Say): Row {
  const words = (rich: Rich | undefined) => (rich ? plain(rich, say) : '')
  const asides = { question: words(draft.question), feedback: words(draft.takeaway), hint: words(draft.hint) }
  if ('exact' in draft && draft.exact) say('that it is compared letter by letter is lost')
  return { ...asides, ...answersOf(draft, words, say) }
}

function answersOf(
  draft: Draft,
  words: (rich: Rich | undefined) => string,
  say: Say,
): Pick<Row, 'type' | 'answer' | 'options'> & Partial<Row> {
  switch (draft.tag) {
    case 'Quiz': {
      const options = draft.options.map((option) => ({
        text: oneLine(words(option.words)),
        feedback: words(option.why),
        correct: option.correct,
      }))
      const right = options.flatMap(({ text, correct }, index) => (correct ? [{ text, place: String(index + 1) }] : []))
      const isNamed = right.every(({ text }) => !/[|;\n]/.test(text))
      return {
        type: right.length > 1 ? 'multiple' : 'choice',
        answer: right.map(({ text, place }) => (isNamed ? text : place)).join('|'),
        options,
      }
    }
    case 'Typed':
      if (draft.accepted.some((answer) => answer.includes('|'))) say('an accepted answer with | in it becomes two')
      return {
        type: 'typed',
        answer: draft.accepted.join('|'),
        options: draft.wrong.map(({ text, why }) => ({ text, feedback: words(why) })),
      }
    case 'Cloze':
      return {
        type: 'cloze',
        question: wordsOf(draft.question, ({ accepted, hint }) => `[[${accepted.join('|')}${hint ? `::${hint}` : ''}]]`),
        answer: '',
        options: [],
      }
    case 'Order':
      return { type: 'order', answer: '', options: draft.steps.map((step) => ({ text: oneLine(words(step)), feedback: '' })) }
    case 'Match':
      return {
        type: 'match',
        answer: '',
        options: draft.pairs.map(({ left, right }) => ({ text: `${oneLine(words(left))} -> ${oneLine(words(right))}`, feedback: '' })),
      }
    case 'Card':
      return { type: 'card', answer: words(draft.back), options: [] }
  }
}

const oneLine = (words: string) => words.replace(/\s+/g, ' ').trim()

/** Paragraphs with an empty line between them. */
function plain(rich: Rich, say: Say): string {
  if (rich.some((block) => block.type !== 'paragraph' || block.children.some(isMarked)))
    say('bold, links and lists are lost: a table carries words')
  return rich.map((block) => (block.type === 'paragraph' ? lineOf([block]) : wordsOf([block]))).join('\n\n')
}

const isMarked = ({ type }: Inline) => type !== 'text' && type !== 'gap' && type !== 'break'
