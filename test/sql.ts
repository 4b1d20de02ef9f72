import Database from 'better-sqlite3'
import { databaseFile } from '../db/sqlite/open.ts'

/** Looks into a data folder from outside, as an auditor would. */
export function rowsOf<Row>(data: string, query: string): Row[] {
  const handle = new Database(databaseFile(data), { readonly: true })
  try {
    return handle.prepare(query).all() as Row[]
  } finally {
    handle.close()
  }
}

export const answersWithIds = (data: string): string[] =>
  rowsOf<{ id: string }>(data, "SELECT id FROM answer WHERE kind = 'answer'").map(({ id }) => id)
