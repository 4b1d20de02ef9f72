import { Refusal } from '../../kernel/refusal.ts'

/** What the columns of a table of questions are called, and what else people call them. */
const names: Record<Column, string[]> = {
  id: ['id'],
  type: ['type', 'kind'],
  question: ['question', 'front', 'prompt', 'text'],
  answer: ['answer', 'answers', 'correct', 'correct answer', 'right answer', 'back'],
  feedback: ['feedback', 'explanation', 'take-away', 'takeaway'],
  hint: ['hint'],
  tags: ['tags', 'tag', 'skill', 'category'],
}

type Column = 'id' | 'type' | 'question' | 'answer' | 'feedback' | 'hint' | 'tags'

export interface Columns {
  /** Undefined where the table has no such column. */
  at: Partial<Record<Column, number>>
  /** Places of option 1, option 2 …, each with the place of its feedback where it has one. */
  options: { at: number; feedback: number | undefined }[]
  /** Names that mean nothing here. */
  unknown: string[]
  /** Places that have a name. */
  named: ReadonlySet<number>
}

/** @throws Refusal('invalid') when the column of the questions or that of the answers is missing */
export function columnsOf(header: readonly string[]): Columns {
  const plain = header.map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_]+/g, ' '),
  )
  const at: Columns['at'] = {}
  for (const [column, called] of Object.entries(names) as [Column, string[]][]) {
    const place = plain.findIndex((name) => called.includes(name))
    if (place >= 0) at[column] = place
  }
  const numbered = (word: RegExp) =>
    new Map(plain.flatMap((name, place): [string, number][] => (word.exec(name) ? [[word.exec(name)![1]!, place]] : [])))
  const options = numbered(/^(?:option|choice|answer|distractor|wrong answer) ?(\d{1,2}|[a-z])$/)
  const feedback = numbered(/^feedback ?(\d{1,2}|[a-z])$/)
  const known = new Set([...Object.values(at), ...options.values(), ...feedback.values()])
  const columns = {
    at,
    options: [...options].map(([number, place]) => ({ at: place, feedback: feedback.get(number) })),
    unknown: header.filter((name, place) => name.trim() !== '' && !known.has(place)),
    named: new Set(header.flatMap((name, place) => (name.trim() === '' ? [] : [place]))),
  }
  demandColumns(columns, header)
  return columns
}

function demandColumns({ at, options }: Columns, header: readonly string[]): void {
  const seen = header.map((name) => `“${name.trim()}”`).join(', ')
  if (at.question === undefined) throw missing('question', seen)
  if (at.answer === undefined && options.length === 0 && at.type === undefined) throw missing('answer', seen)
}

const missing = (column: string, seen: string) =>
  new Refusal(
    'invalid',
    `The column “${column}” is missing. The first line holds ${seen}.`,
    'Begin the table with a line of names: question, answer, option 1, option 2, feedback, type, tags.',
  )
