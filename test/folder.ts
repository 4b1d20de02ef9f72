import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of a test's own. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'heed-test-'))
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })
