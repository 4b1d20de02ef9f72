import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { ImportProblem } from './admin-pages.ts'
import { emailField, nameField, roleField } from './fields.ts'
import type { Role } from './role.ts'

const columns = ['email', 'name', 'role', 'team', 'lead'] as const
type Column = (typeof columns)[number]

/** Characters and rows of a list: a large company in one file, and a second or two of work. */
export const longestList = 1_000_000
const mostRows = 2_000

/** A row as it was written, with the place of each of its columns. */
export interface ListedRow {
  line: number
  /** From 1, as a spreadsheet counts. */
  at: Partial<Record<Column, number>>
  email: string
  name: string
  /** Null where none is written: who is new is a learner, who is here keeps theirs. */
  role: Role | null
  team: string | null
  lead: boolean
}

/** What could be read of a row with a mistake: enough to look for more. */
export type TornRow = Pick<ListedRow, 'line' | 'at'> & Partial<ListedRow>

export interface PeopleList {
  rows: ListedRow[]
  torn: TornRow[]
  problems: ImportProblem[]
}

const yes = ['yes', 'y', 'true', '1', 'x', 'ja']
const no = ['no', 'n', 'false', '0', '', 'nein']

const fields = {
  email: emailField,
  name: nameField,
  role: z
    .string()
    .trim()
    .toLowerCase()
    .transform((role) => role || null)
    .pipe(roleField.nullable()),
  team: z
    .string()
    .trim()
    .max(100, 'A team’s name has at most 100 characters.')
    .transform((team) => team || null),
  lead: z
    .string()
    .trim()
    .toLowerCase()
    .refine((word) => [...yes, ...no].includes(word), 'Write yes or no.')
    .transform((word) => yes.includes(word)),
} satisfies Record<Column, z.ZodType>

/** Reads a list of people: a line of headings, then one person a line, or one a person and team. Every mistake at once. */
export function readPeople(csv: string): PeopleList {
  if (csv.length > longestList) return trouble(1, 0, `The file has more than ${longestList.toLocaleString('en-GB')} characters. Split it.`)
  if (csv.includes('\uFFFD')) return trouble(1, 0, 'The file is not in UTF-8. Save it as “CSV UTF-8”.')
  const read = recordsOf(csv)
  if ('problem' in read) return { rows: [], torn: [], problems: [read.problem] }
  const [head, ...records] = read.records
  if (!head) return trouble(1, 0, `The file is empty. Its first line names the columns: ${columns.join(',')}.`)
  if (records.length > mostRows) return trouble(head.line, 0, `The file has ${records.length} people. Split it: ${mostRows} fit in one go.`)
  const headings = headingsOf(head)
  if (headings.problems.length > 0) return { rows: [], torn: [], problems: headings.problems }
  const all = records.map((record) => rowOf(record, headings.at, head.cells.length))
  const rows = all.flatMap(({ row }) => row ?? [])
  const torn = all.flatMap((each) => each.torn ?? [])
  return { rows, torn, problems: [...all.flatMap(({ problems }) => problems), ...contradictions(rows)].toSorted(byPlace) }
}

const byPlace = (a: ImportProblem, b: ImportProblem) => a.line - b.line || a.column - b.column

const trouble = (line: number, column: number, message: string) => ({ rows: [], torn: [], problems: [{ line, column, message }] })

interface CsvRecord {
  line: number
  cells: string[]
}

/** Empty lines are none. German spreadsheets write semicolons. */
function recordsOf(csv: string): { records: CsvRecord[] } | { problem: ImportProblem } {
  const first = csv.slice(0, csv.search(/[\r\n]|$/))
  const delimiter = [',', ';', '\t'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0]!
  try {
    const found = parse(csv, { bom: true, delimiter, info: true, raw: true, relax_column_count: true, trim: true }) as unknown as {
      info: { lines: number }
      record: string[]
      raw: string
    }[]
    const records = found.map(({ info, record, raw }) => ({ line: info.lines - raw.trimEnd().split('\n').length + 1, cells: record }))
    return { records: records.filter(({ cells }) => cells.some((cell) => cell !== '')) }
  } catch (problem) {
    if (!(problem instanceof CsvError)) throw problem
    const line = Number(problem.lines ?? 1)
    return { problem: { line, column: 0, message: 'A quotation mark is opened and not closed, or stands inside a cell without quotes.' } }
  }
}

function headingsOf({ line, cells }: CsvRecord): { at: Partial<Record<Column, number>>; problems: ImportProblem[] } {
  const names = cells.map((cell) => cell.toLowerCase())
  const problems = names.flatMap((name, index): ImportProblem[] => {
    if (!(columns as readonly string[]).includes(name))
      return [{ line, column: index + 1, message: `“${cells[index]}” is no column. There are ${columns.join(', ')}.` }]
    return names.indexOf(name) < index ? [{ line, column: index + 1, message: `The column “${name}” is there twice.` }] : []
  })
  for (const needed of ['email', 'name'])
    if (!names.includes(needed))
      problems.push({ line, column: 0, message: `The column “${needed}” is missing. The first line names the columns.` })
  const at = Object.fromEntries(columns.flatMap((column) => (names.includes(column) ? [[column, names.indexOf(column) + 1]] : [])))
  return { at, problems }
}

function rowOf(
  { line, cells }: CsvRecord,
  at: ListedRow['at'],
  width: number,
): { row?: ListedRow; torn?: TornRow; problems: ImportProblem[] } {
  if (cells.length > width)
    return {
      problems: [
        {
          line,
          column: width + 1,
          message: `The line has ${cells.length} cells, the first line ${width}. Put quotes around a cell with a comma in it.`,
        },
      ],
    }
  const problems: ImportProblem[] = []
  const read = <Name extends Column>(name: Name) => {
    const result = fields[name].safeParse(cells[(at[name] ?? 0) - 1] ?? '')
    if (!result.success) problems.push({ line, column: at[name] ?? 0, message: `${name}: ${result.error.issues[0]!.message}` })
    return result.data as z.output<(typeof fields)[Name]>
  }
  const row = { line, at, email: read('email'), name: read('name'), role: read('role'), team: read('team'), lead: read('lead') }
  if (row.lead && row.team === null) problems.push({ line, column: at.lead ?? 0, message: 'lead: Name the team that this person leads.' })
  return problems.length === 0 ? { row, problems } : { torn: row, problems }
}

/** Somebody in several teams has several lines, which otherwise say the same. */
function contradictions(rows: ListedRow[]): ImportProblem[] {
  const first = new Map<string, ListedRow>()
  return rows.flatMap((row): ImportProblem[] => {
    const key = row.email.toLowerCase()
    const before = first.get(key)
    if (!before) first.set(key, row)
    if (!before || (before.name === row.name && before.role === row.role)) return []
    return [{ line: row.line, column: row.at.email ?? 0, message: `${row.email} stands in line ${before.line} with another name or role.` }]
  })
}
