import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'

/** What a store function is given: the reader, or the writer inside a transaction. */
export type Db = BetterSQLite3Database

export type Handle = Database.Database

export interface Connection {
  db: Db
  handle: Handle
}

/**
 * The one connection that writes. Throws when the disk does not do what `synchronous=FULL` promises:
 * in WAL mode better-sqlite3 runs at NORMAL whatever the pragma first reports, so it is read back after a real write.
 */
export function openWriter(file: string): Connection {
  mkdirSync(dirname(file), { recursive: true })
  const handle = new Database(file)
  guard(handle)
  handle.pragma('journal_mode = WAL')
  handle.pragma('synchronous = FULL')
  handle.pragma('secure_delete = ON')
  handle.pragma('journal_size_limit = 67108864')
  return { db: drizzle({ client: handle }), handle }
}

/** For everything that only looks. It never sees a transaction that is not committed. */
export function openReader(file: string): Connection {
  const handle = new Database(file, { readonly: true })
  guard(handle)
  return { db: drizzle({ client: handle }), handle }
}

function guard(handle: Handle): void {
  handle.pragma('busy_timeout = 5000')
  handle.pragma('foreign_keys = ON')
  handle.pragma('trusted_schema = OFF')
  handle.pragma('cell_size_check = ON')
  handle.pragma('mmap_size = 0')
}

/** Writes one row, then reads the pragma back; anything but FULL means that "saved" would be a lie. */
export function proveDurable(handle: Handle, now: number): void {
  handle.prepare('INSERT INTO heartbeat (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at').run(now)
  const level = handle.pragma('synchronous', { simple: true })
  if (level !== 2)
    throw new Error(`SQLite runs at synchronous=${String(level)} after a write, not FULL: answers could be lost in a power cut.`)
}
