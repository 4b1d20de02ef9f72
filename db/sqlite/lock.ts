import Database from 'better-sqlite3'

/**
 * Holds the data folder for one server. The lock is SQLite's own, so that it ends with the process, kill -9 included.
 *
 * @returns a function that lets go, or undefined when another server holds it
 * @throws when the folder does not let anybody write
 */
export function holdLock(file: string): (() => void) | undefined {
  const handle = new Database(file)
  handle.pragma('busy_timeout = 0')
  try {
    handle.exec('BEGIN EXCLUSIVE')
  } catch (problem) {
    handle.close()
    if ((problem as { code?: string }).code === 'SQLITE_BUSY') return undefined
    throw problem
  }
  return () => {
    handle.close()
  }
}
