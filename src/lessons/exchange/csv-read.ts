import { parse } from 'csv-parse/sync'
import { Refusal } from '../../kernel/refusal.ts'
import { clean } from './clean.ts'
import { columnsOf, type Columns } from './csv-columns.ts'
import { leftOut, type Draft, type DraftOption, type Part, type Read } from './draft.ts'
import { plainRich, type Gap, type Rich, type Say } from './rich.ts'
import { putAside, putBack } from './tokens.ts'
import { trueFalse } from './weights.ts'

/** A table of questions, one a line, with the names of its columns in the first. */
export function readCsv(source: string, delimiter?: '\t'): Read {
  const text = clean(source)
  const [header, ...rows] = rowsOf(text, delimiter ?? delimiterOf(text))
  if (!header)
    throw new Refusal('invalid', 'The table is empty.', 'Its first line names the columns: question, answer, option 1, option 2 …')
  const columns = columnsOf(header.cells)
  const unknown = columns.unknown.map((name) => leftOut(header.line, `column “${name}”`, 'Heed has no use for a column of this name'))
  return {
    parts: [...unknown, ...rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).map((row) => readRow(row, columns))],
    unit: 'line',
  }
}

interface Row {
  /** Where it begins. */
  line: number
  cells: string[]
}

/** Spreadsheets write semicolons where the comma is the sign of decimals. */
function delimiterOf(text: string): string {
  const header = text.trimStart().split('\n')[0]!
  const count = (sign: string) => header.split(sign).length
  return [',', ';', '\t'].toSorted((a, b) => count(b) - count(a))[0]!
}

function rowsOf(text: string, delimiter: string): Row[] {
  const options = { delimiter, info: true, raw: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: true } as const
  try {
    const rows = parse(text, options) as unknown as { record: string[]; raw: string; info: { lines: number } }[]
    return rows.map(({ record, raw, info }) => ({ line: info.lines - raw.trim().split('\n').length + 1, cells: record.map(bare) }))
  } catch (problem) {
    // With what is relaxed above, an open quotation mark is all that can stop it.
    const [, line = '?'] = /at line (\d+)/.exec((problem as Error).message) ?? []
    throw new Refusal(
      'invalid',
      `A quotation mark that opens on line ${line} is never closed, so the table cannot be read.`,
      'Close it, or write two in a row where one is meant as such.',
    )
  }
}

/** Without the mark that keeps a spreadsheet from running the cell, which we write ourselves. */
const bare = (cell: string) => cell.replace(/^'(?=[=+\-@\t\r])/, '')

/** A row with its cells by name. */
interface Cells {
  question: string
  answer: string
  options: { text: string; feedback: string }[]
}

function readRow({ line, cells }: Row, { at, options, named }: Columns): Part {
  const changes: string[] = []
  const say: Say = (change) => void (changes.includes(change) || changes.push(change))
  const cell = (place: number | undefined) => (place === undefined ? '' : (cells[place] ?? '').trim())
  const found: Cells = {
    question: cell(at.question),
    answer: cell(at.answer),
    options: options.map((option) => ({ text: cell(option.at), feedback: cell(option.feedback) })).filter(({ text }) => text !== ''),
  }
  if (found.question === '') return leftOut(line, `line ${line}`, 'The question is empty')
  const type = typeOf(cell(at.type), found)
  if (type === undefined)
    return leftOut(
      line,
      found.question,
      `The type “${cell(at.type)}” means nothing here. Write one of ${Object.keys(types).join(', ')}, or leave the cell empty`,
    )
  const draft = makers[type](found, say)
  if (typeof draft === 'string') return leftOut(line, found.question, draft)
  reportNameless(
    cells.filter((words, place) => words.trim() !== '' && !named.has(place)),
    say,
  )
  const asides = { hint: richOrNothing(cell(at.hint)), takeaway: richOrNothing(cell(at.feedback)) }
  const tags = cell(at.tags)
    .split(/[,;|\n]/)
    .map((tag) => tag.trim())
    .filter(Boolean)
  return { line, kind: 'item', draft: { ...draft, ...asides }, changes, tags, id: cell(at.id) || undefined }
}

/** Most often a comma in a text has parted it, and the rest of the line has moved. */
function reportNameless(cells: readonly string[], say: Say): void {
  if (cells.length === 0) return
  const what = cells.length === 1 ? 'a cell that no name stands above is' : `${cells.length} cells that no name stands above are`
  const words = cells.map((cell) => `“${cell.trim()}”`).join(', ')
  say(`${what} left out: ${words}. Where a comma is part of a text, its cell needs quotation marks`)
}

const richOrNothing = (text: string): Rich | undefined => (text ? plainRich(text) : undefined)

type Maker = 'choice' | 'typed' | 'cloze' | 'order' | 'match' | 'card'

const types: Record<string, Maker> = {
  ...{ choice: 'choice', quiz: 'choice', single: 'choice', multiple: 'choice', 'multiple choice': 'choice', 'true/false': 'choice' },
  ...{
    typed: 'typed',
    'short answer': 'typed',
    cloze: 'cloze',
    gap: 'cloze',
    order: 'order',
    match: 'match',
    matching: 'match',
    card: 'card',
    flashcard: 'card',
  },
}

/** Longer answers are seldom typed as they are expected. */
const longestTyped = 40

function typeOf(type: string, { question, answer, options }: Cells): Maker | undefined {
  const name = type.toLowerCase().replace(/[\s_-]+/g, ' ')
  if (name !== '') return Object.hasOwn(types, name) ? types[name] : undefined
  if (/\[\[.*?\]\]/s.test(question)) return 'cloze'
  if (options.length > 0 || isTruth(answer)) return 'choice'
  return answer.length > longestTyped ? 'card' : 'typed'
}

const isTruth = (answer: string) => /^(?:true|false)$/i.test(answer)

const makers: Record<Maker, (cells: Cells, say: Say) => Draft | string> = {
  choice(cells, say) {
    const question = plainRich(cells.question)
    if (cells.options.length === 0 && isTruth(cells.answer)) return trueFalse(question, /^t/i.test(cells.answer))
    return { tag: 'Quiz', question, options: optionsOf(cells, say) }
  },
  typed: ({ question, answer, options }) => ({
    tag: 'Typed',
    question: plainRich(question),
    accepted: listed(answer),
    wrong: options.map(({ text, feedback }) => ({ text, why: richOrNothing(feedback) })),
  }),
  cloze: ({ question, answer }) => {
    const { text, kept } = putAside(question, /\[\[([\s\S]*?)\]\]|_{3,}/g, ([, gap]) => gap ?? answer)
    return kept.length > 0
      ? { tag: 'Cloze', question: putBack(plainRich(text), kept, gapIn) }
      : 'It has no gap: write [[answer]] or ___ where the words are missing'
  },
  order: ({ question, answer, options }) => ({
    tag: 'Order',
    question: plainRich(question),
    steps: (options.length > 0 ? options.map(({ text }) => text) : listed(answer)).map(plainRich),
  }),
  match({ question, answer, options }) {
    const lines = (options.length > 0 ? options.map(({ text }) => text) : listed(answer)).map((line) => line.split(/\s*->\s*([\s\S]*)/))
    if (lines.some(([left, right]) => !left || !right)) return 'One of its pairs has no arrow: write "left -> right"'
    return {
      tag: 'Match',
      question: plainRich(question),
      pairs: lines.map(([left, right]) => ({ left: plainRich(left!), right: plainRich(right!) })),
    }
  },
  card: ({ question, answer }) =>
    answer ? { tag: 'Card', question: plainRich(question), back: plainRich(answer) } : 'The answer is empty',
}

const listed = (answers: string) =>
  answers
    .split('|')
    .map((answer) => answer.trim())
    .filter(Boolean)

function gapIn(written: string): Gap {
  const [answers = '', ...hint] = written.split('::')
  return { type: 'gap', accepted: listed(answers), hint: hint.join('::') || undefined }
}

/** The answer names options by their words, or else by letter or number; words that are no option yet become the right one. */
function optionsOf({ answer, options }: Cells, say: Say): DraftOption[] {
  const named = (words: string) => options.findIndex(({ text }) => text.toLowerCase() === words.toLowerCase())
  const found =
    named(answer) >= 0
      ? [answer]
      : answer
          .split(/[|;\n]/)
          .map((each) => each.trim())
          .filter(Boolean)
  const places = found.map((words) => (named(words) >= 0 ? named(words) : numbered(words, options.length)))
  const added = found.filter((_, index) => places[index] === -1)
  if (added.length > 0) say(`the answer “${added.join('”, “')}” was none of the options and is added to them`)
  const own = options.map(({ text, feedback }, index) => ({
    words: plainRich(text),
    correct: places.includes(index),
    why: richOrNothing(feedback),
  }))
  return [...added.map((words) => ({ words: plainRich(words), correct: true })), ...own]
}

/** `B` or `2`: the place from 0, or -1. */
function numbered(words: string, count: number): number {
  const place = /^\d{1,2}$/.test(words) ? Number(words) - 1 : /^[a-z]$/i.test(words) ? words.toLowerCase().charCodeAt(0) - 97 : -1
  return place < count ? place : -1
}
