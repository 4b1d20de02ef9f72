import { createHash } from 'node:crypto'
import { openReader, type Handle } from './client.ts'
import { appliedMigrations, isForeign } from './migrated.ts'

/** What a table held: `sha256` over its rows in the order of their primary key. */
interface TableHash {
  table: string
  rows: number
  sha256: string
}

/**
 * A whole copy as of one instant, beside whoever writes: VACUUM INTO reads one snapshot, which a second connection's
 * backup() never finishes under writes. What was deleted is not in it.
 */
export function copyInto(file: string, target: string): void {
  reading(file, (handle) => void handle.prepare('VACUUM INTO ?').run(target))
}

export function readCopy(file: string): { migrations: number; tables: TableHash[] } {
  return reading(file, (handle) => ({
    migrations: appliedMigrations(handle),
    tables: tablesOf(handle).map((table) => hashOf(handle, table)),
  }))
}

/** Without these no Heed ever was. */
const oldest = ['answer', 'item', 'memory', 'person']

/** Whether a copy is of another program, or of half of ours. */
export const isOfAnother = (file: string): boolean =>
  reading(file, (handle) => {
    const there = tablesOf(handle)
    return isForeign(handle) || appliedMigrations(handle) === 0 || !oldest.every((table) => there.includes(table))
  })

/** How many changes of the tables a copy has been through. @throws what SQLite says of a file that is no database */
export const migrationsOf = (file: string): number => reading(file, appliedMigrations)

/**
 * What is wrong with a copy, in sentences; nothing when it is whole. `integrity_check` alone missed more than half of the
 * damages that were tried: it does not know what the rows said.
 *
 * @param expected what the tables held when it was made; without it only SQLite's own check is made
 */
export function problemsOf(file: string, expected?: readonly TableHash[]): string[] {
  try {
    return reading(file, (handle) => [...structure(handle), ...(expected ? differences(handle, expected) : [])])
  } catch (problem) {
    return [`SQLite cannot read it (${(problem as Error).message}).`]
  }
}

function reading<T>(file: string, look: (handle: Handle) => T): T {
  const { handle } = openReader(file)
  try {
    return look(handle)
  } finally {
    handle.close()
  }
}

function structure(handle: Handle): string[] {
  const found = handle.pragma('integrity_check(5)') as { integrity_check: string }[]
  return found
    .map(({ integrity_check }) => integrity_check)
    .filter((said) => said !== 'ok')
    .map((said) => `SQLite says: ${said}.`)
}

function differences(handle: Handle, expected: readonly TableHash[]): string[] {
  const there = tablesOf(handle)
  return expected.flatMap((wanted) => {
    if (!there.includes(wanted.table)) return [`The table ${wanted.table} is missing.`]
    try {
      const found = hashOf(handle, wanted.table)
      if (found.rows !== wanted.rows) return [`The table ${wanted.table} has ${found.rows} rows, not ${wanted.rows}.`]
      return found.sha256 === wanted.sha256 ? [] : [`The rows of the table ${wanted.table} do not say what they said.`]
    } catch (problem) {
      return [`The table ${wanted.table} cannot be read (${(problem as Error).message}).`]
    }
  })
}

/** The search index is hashed by the plain tables that it lies in. */
function tablesOf(handle: Handle): string[] {
  return handle
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
    )
    .pluck()
    .all() as string[]
}

const chunk = 65_536

function hashOf(handle: Handle, table: string): TableHash {
  const keys = handle.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk').pluck().all(table) as string[]
  const order = keys.length > 0 ? keys.map(quoted).join(', ') : 'rowid'
  const hash = createHash('sha256')
  let rows = 0
  let text = ''
  for (const row of handle
    .prepare(`SELECT * FROM ${quoted(table)} ORDER BY ${order}`)
    .raw()
    .iterate()) {
    rows += 1
    text += `${JSON.stringify(row)}\n`
    if (text.length < chunk) continue
    hash.update(text)
    text = ''
  }
  return { table, rows, sha256: hash.update(text).digest('hex') }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
