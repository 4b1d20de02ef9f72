import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Writes a file in one step: whoever reads sees the old text or the new one, never a half. Folders on the way are made. */
export async function save(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const beside = join(dirname(path), `.${basename(path)}.heed-${process.pid}`)
  try {
    await writeFile(beside, text, { mode: await modeOf(path), flush: true })
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
}

/** @throws with code EEXIST when something stands there */
export async function saveNew(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text, { flag: 'wx', flush: true })
}

const modeOf = (path: string) =>
  stat(path).then(
    ({ mode }) => mode,
    () => 0o644,
  )
