import { inArray, sql, type Column, type SQL } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'

/**
 * A statement that is prepared once per connection: far cheaper than building it for every call.
 * The cache hangs on the connection, so it ends with it.
 */
export function hot<Statement>(build: (db: Db) => Statement): (db: Db) => Statement {
  const prepared = new WeakMap<Db, Statement>()
  return (db) => {
    let statement = prepared.get(db)
    if (statement === undefined) prepared.set(db, (statement = build(db)))
    return statement
  }
}

/**
 * `column = :name` in a hot statement. Written `=`, SQLite (built with STAT4) plans most statements anew at every run, to
 * look at the value, which takes several times as long as running them. A list of one it does not.
 */
export function equals(column: Column, name: string): SQL {
  return inArray(column, [sql.placeholder(name)])
}
