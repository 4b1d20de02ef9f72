import Database from 'better-sqlite3'

/**
 * Moves what the write-ahead log holds into the database and empties the log: what was deleted would stay readable in it.
 *
 * @returns false while somebody reads or writes; then it is worth another try
 */
export function emptyLog(file: string): boolean {
  const handle = new Database(file)
  try {
    // Whoever writes may be this very process, between two turns: to wait for it here would be to wait for ever.
    handle.pragma('busy_timeout = 0')
    handle.pragma('secure_delete = ON')
    const [{ busy }] = handle.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }]
    return busy === 0
  } finally {
    handle.close()
  }
}
