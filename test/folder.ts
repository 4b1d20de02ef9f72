import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of a test's own. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'heed-test-'))
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** The tests may run as root, whom no file mode stops. */
export async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid!() === 0
  if (isRoot) process.seteuid!(65534)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid!(0)
  }
}
