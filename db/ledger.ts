import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/*
 * Who was erased, beside the database and not in it: a restored backup knows them again, and this file tells so.
 * One line each: the study day in UTC, a tab, the id. An id without its person names nobody.
 */

interface Erased {
  id: string
  /** YYYY-MM-DD, UTC. */
  day: string
}

export const ledgerFile = (folder: string): string => join(folder, 'erased.log')

/** In the order in which they were erased. A line that a power cut tore is no line. */
export function erasedIn(folder: string): Erased[] {
  const file = ledgerFile(folder)
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, day, id] = /^(\d{4}-\d\d-\d\d)\t([0-9a-f-]{36})$/.exec(line) ?? []
      return day && id ? [{ id, day }] : []
    })
}

/** On the disk when it returns; those who are in it already are not written twice. */
export function noteErased(folder: string, erased: readonly Erased[]): void {
  const known = new Set(erasedIn(folder).map(({ id }) => id))
  const fresh = erased.filter(({ id }) => !known.has(id))
  if (fresh.length === 0) return
  const file = openSync(ledgerFile(folder), 'a+', 0o600)
  try {
    const torn = /[^\n]$/.test(readFileSync(file, 'utf8')) ? '\n' : ''
    writeSync(file, torn + fresh.map(({ id, day }) => `${day}\t${id}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
