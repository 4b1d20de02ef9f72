import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Handle } from './client.ts'

export const migrationsFolder = new URL('./migrations', import.meta.url).pathname

/** How many changes of the tables this program knows. */
export const knownMigrations = (): number => readMigrationFiles({ migrationsFolder }).length

/** How many a database has been through; 0 for an empty one. */
export function appliedMigrations(handle: Handle): number {
  const exists = handle.prepare("SELECT 1 FROM sqlite_master WHERE name = '__drizzle_migrations'").get()
  if (!exists) return 0
  return (handle.prepare('SELECT count(*) AS n FROM __drizzle_migrations').get() as { n: number }).n
}

/** Whether it has tables, and none of them by us. */
export function isForeign(handle: Handle): boolean {
  const tables = handle.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[]
  return tables.length > 0 && !tables.includes('__drizzle_migrations')
}
