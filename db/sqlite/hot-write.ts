import { is, Param, Placeholder, type Query } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { Database } from 'better-sqlite3'
import type { Db } from './client.ts'

/** Runs with its values by name. @returns the rowid of an insert */
type Write<Values> = (tx: Db, values: Values) => number

/**
 * A write on the path of every answer: Drizzle writes the statement once, SQLite runs it. Filling the places of a
 * prepared statement anew at each run cost as much as the insert itself.
 */
export function hotWrite<Values extends object>(build: (db: Db) => { toSQL(): Query }): Write<Values> {
  const prepared = new WeakMap<Db, Write<Values>>()
  return (tx, values) => {
    let write = prepared.get(tx)
    if (write === undefined) prepared.set(tx, (write = prepare<Values>(tx, build(tx).toSQL())))
    return write(tx, values)
  }
}

function prepare<Values extends object>(db: Db, { sql, params }: Query): Write<Values> {
  const { $client } = db as BetterSQLite3Database & { $client: Database }
  const statement = $client.prepare(sql)
  const places = params.map(placeOf)
  return (_, values) => Number(statement.run(places.map((place) => place(values as Record<string, unknown>))).lastInsertRowid)
}

/** How a place of the statement gets its value: by name and encoded as its column says, or once and for all. */
function placeOf(param: unknown): (values: Record<string, unknown>) => unknown {
  if (is(param, Placeholder)) return (values) => values[param.name]
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param
  const { encoder, value } = param as Param & { value: Placeholder }
  return (values) => {
    const given = values[value.name]
    return given === null ? null : encoder.mapToDriverValue(given)
  }
}
