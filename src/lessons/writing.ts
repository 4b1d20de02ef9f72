import { constants } from 'node:fs'
import * as disk from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import { hash } from '../kernel/hash.ts'
import { Refusal } from '../kernel/refusal.ts'

/** What somebody read, to know at the time of writing whether it is still there. */
export const readMark = (text: string): string => hash(text)

/** @param file as a listing of the content folder names it */
export async function readText(folder: string, file: string): Promise<string | undefined> {
  return disk.readFile(join(folder, file), 'utf8').catch(() => undefined)
}

/**
 * Puts a text into the content folder in one step: whoever reads sees the old one or the new one, never a half.
 *
 * @param file as a listing of the folder names it, or made of a course's folder and an id of the right form: never what a request says
 * @param read the mark of the text that this one takes the place of; null for a file that must not be there yet
 * @throws Refusal('conflict') when something else stands there by now, Refusal('forbidden') in a folder that cannot be written,
 *   Refusal('disk-full')
 */
export async function writeText(folder: string, file: string, text: string, read: string | null): Promise<void> {
  const path = await placeWithin(folder, file)
  await demandAsRead(folder, file, read)
  try {
    // A link fails where somebody has just made the file; a renaming would take its place.
    if (read === null) await putInPlace(path, text, 0o644, disk.link)
    else await putInPlace(path, text, (await disk.stat(path)).mode, disk.rename)
  } catch (problem) {
    throw inWords(problem)
  }
}

/**
 * Puts a file that is no text into the content folder in one step, and never in the place of another.
 *
 * @param file made of a course's folder and a name of the right form: never what a request says
 * @returns whether it is there; false where something else has that name
 * @throws Refusal('forbidden') in a folder that cannot be written, Refusal('disk-full')
 */
export async function writeNew(folder: string, file: string, bytes: Uint8Array): Promise<boolean> {
  const path = await placeWithin(folder, file)
  try {
    await putInPlace(path, bytes, 0o644, disk.link)
    return true
  } catch (problem) {
    if ((problem as { code?: string }).code === 'EEXIST') return false
    throw inWords(problem)
  }
}

/** What has a name in the folder: nothing, a file with just these bytes, or something else, of which a link is one. */
export async function foundAt(folder: string, file: string, bytes: Uint8Array): Promise<'nothing' | 'same' | 'other'> {
  const path = join(folder, file)
  const found = await disk.lstat(path).catch(() => undefined)
  if (!found) return 'nothing'
  if (!found.isFile() || found.size !== bytes.length) return 'other'
  const there = await disk.readFile(path).catch(() => undefined)
  return there?.equals(bytes) ? 'same' : 'other'
}

/** By way of a file beside it, whose bytes are on the disk before it gets the name. */
async function putInPlace(
  path: string,
  content: string | Uint8Array,
  mode: number,
  put: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.heed`)
  try {
    await disk.rm(beside, { force: true })
    await writeThrough(beside, content, mode)
    await put(beside, path)
  } finally {
    await disk.rm(beside, { force: true }).catch(() => undefined)
  }
}

/**
 * Makes the folder of a course, where it is not there yet.
 *
 * @param course an id of the right form: never what a request says
 * @throws Refusal('forbidden') in a folder that cannot be written, Refusal('disk-full')
 */
export async function makeCourseFolder(folder: string, course: string): Promise<void> {
  await disk.mkdir(join(folder, 'courses', course), { recursive: true }).catch((problem: unknown) => {
    throw inWords(problem)
  })
}

/**
 * Makes the folder for the pictures of a course, where it is not there yet.
 *
 * @param course as a listing of the content folder names it
 * @throws Refusal('forbidden') in a folder that cannot be written, Refusal('disk-full')
 */
export async function makeMediaFolder(folder: string, course: string): Promise<void> {
  const path = await placeWithin(folder, join('courses', course, 'media'))
  await disk.mkdir(path, { recursive: true }).catch((problem: unknown) => {
    throw inWords(problem)
  })
}

/** When a file was changed last, milliseconds UTC; null where it is not there. */
export async function changedAt(folder: string, file: string): Promise<number | null> {
  return disk.stat(join(folder, file)).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  )
}

/** @throws Refusal('conflict') when a file is not as it was read; null for one that must not be there */
export async function demandAsRead(folder: string, file: string, read: string | null): Promise<void> {
  const now = await readText(folder, file)
  if ((now === undefined ? null : readMark(now)) !== read) throw changedMeanwhile()
}

/** @throws Refusal('forbidden') in a folder that cannot be written */
export async function removeText(folder: string, file: string): Promise<void> {
  const path = await placeWithin(folder, file)
  try {
    await disk.rm(path, { force: true })
  } catch (problem) {
    throw inWords(problem)
  }
}

/** Whether a save would get through, as far as the file system tells beforehand. */
export async function canWrite(folder: string, file: string): Promise<boolean> {
  return disk.access(dirname(join(folder, file)), constants.W_OK).then(
    () => true,
    () => false,
  )
}

async function writeThrough(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const handle = await disk.open(path, 'wx', mode)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Symbolic links are followed before it is judged where the file would lie. */
async function placeWithin(folder: string, file: string): Promise<string> {
  const root = await disk.realpath(folder).catch(() => undefined)
  const parent = root && (await disk.realpath(dirname(join(root, file))).catch(() => undefined))
  if (!root || !parent || (parent !== root && !parent.startsWith(root + sep)))
    throw new Refusal('not-found', 'There is no such place in the content folder.')
  return join(parent, basename(file))
}

const changedMeanwhile = () =>
  new Refusal(
    'conflict',
    'Somebody has changed this file since you opened it, so nothing was saved.',
    'Compare the two texts, take over what you need, and save again.',
  )

function inWords(problem: unknown): unknown {
  switch ((problem as { code?: string }).code) {
    case 'EEXIST':
      return changedMeanwhile()
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Refusal(
        'forbidden',
        'Heed may not write into the content folder here, so nothing was saved.',
        'Copy your text, and ask whoever runs Heed to make the folder writable or to put the lesson in its place.',
      )
    case 'ENOSPC':
      return new Refusal('disk-full', 'The disk is full, so nothing was saved.', 'Copy your text, and tell whoever runs Heed.')
    default:
      return problem
  }
}

/** The last writing of each folder. */
const queues = new WeakMap<object, Promise<unknown>>()

/** One after the other for the same owner: between looking and writing nobody else of this process writes. */
export function inTurn<T>(owner: object, work: () => Promise<T>): Promise<T> {
  const turn = (queues.get(owner) ?? Promise.resolve()).then(work, work)
  queues.set(owner, turn)
  return turn
}
