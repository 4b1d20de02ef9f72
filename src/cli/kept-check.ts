import { createHash, hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { openCache, type CheckCache } from '../lessons/check-cache.ts'

const root = join(import.meta.dirname, '../..')

/**
 * The cache of `heed check` for a content folder. Whatever is wrong with it, or with the place where it lies, costs time and nothing else.
 *
 * @param content the content folder: each has a cache of its own
 * @returns with `keep`, to be called after the check
 */
export async function openKeptCheck(content: string, folder: string): Promise<CheckCache & { keep(): Promise<void> }> {
  const file = keptFile(content, folder)
  const program = programMark()
  const cache = openCache(readKept(file, program), (source, options) => hashOf(`${JSON.stringify(options)}\n${source}`))
  return {
    ...cache,
    async keep() {
      const kept = cache.toKeep()
      if (kept) await writeKept(file, program, kept).catch(() => undefined)
    },
  }
}

/** Where the cache of a content folder lies. */
export const keptFile = (content: string, folder: string) => join(folder, `check-${hashOf(content).slice(0, 16)}`)

const hashOf = (text: string) => hash('sha256', text)

/** Of everything that decides what a source compiles to. */
function programMark(): string {
  // npm's own note of what is installed; a container's image has no lock file.
  const installed = bytesOf(join(root, 'node_modules/.package-lock.json')) ?? readFileSync(join(root, 'package.json'))
  const mark = createHash('sha256').update(installed)
  for (const domain of ['kernel', 'grading', 'items', 'lessons']) {
    const names = readdirSync(join(root, 'src', domain), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
    for (const name of names.toSorted()) mark.update(name).update(readFileSync(join(root, 'src', domain, name)))
  }
  return mark.digest('hex')
}

/** The first line says by which program, and a check sum of the rest. */
const headOf = (program: string, kept: Uint8Array[]) =>
  Buffer.from(`${program} ${kept.reduce((sum, part) => crc32(part, sum), 0).toString(16)}\n`)

function readKept(file: string, program: string): Uint8Array {
  const nothing = new Uint8Array()
  const text = bytesOf(file) ?? nothing
  const start = text.indexOf(10) + 1
  const kept = Buffer.from(text.buffer, text.byteOffset + start, text.length - start)
  return headOf(program, [kept]).equals(text.subarray(0, start)) ? kept : nothing
}

/** At once: read bit by bit, it would be in memory twice. */
function bytesOf(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

async function writeKept(file: string, program: string, kept: Uint8Array[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  await writeFile(beside, [headOf(program, kept), ...kept])
  await rename(beside, file)
}
