import { strFromU8, Unzip, UnzipInflate, unzipSync } from 'fflate'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'

export interface AnkiPackage {
  /** A SQLite file. */
  collection: Uint8Array
  /** Names of its pictures and sounds. */
  media: string[]
}

const mebibyte = 2 ** 20

/** What is inflated of one package, in all, while somebody waits in the browser, and everybody else with them: a second or less. */
const usualMost = 64 * mebibyte

/** More than a deck that somebody made has, pictures and sounds among them. */
const mostFiles = 20_000

/** So little is inflated at a time that a body longer than its package says is noticed early: a byte becomes at most 1,032. */
const step = 16_384

/**
 * What an .apkg holds.
 *
 * @param most bytes of what is inflated
 * @throws Refusal('invalid') for what is no such package, or one that only the newest Anki reads; Refusal('too-large')
 */
export function openAnkiPackage(bytes: Uint8Array, most = usualMost): AnkiPackage {
  const listed = unlessDamaged(() => listedIn(bytes))
  const newestForm = listed.has('collection.anki21b')
  // Beside the newest form the oldest is a stand-in, which says only that a newer Anki is needed.
  const name = ['collection.anki21', ...(newestForm ? [] : ['collection.anki2'])].find((each) => listed.has(each))
  if (name === undefined) throw newestForm ? newest() : notOne()
  const sizes = new Map([name, 'media'].flatMap((each) => (listed.has(each) ? [[each, listed.get(each)!]] : [])))
  if ([...sizes.values()].reduce((sum, size) => sum + size, 0) > most) throw tooLarge(most)
  const bodies = unlessDamaged(() => inflated(bytes, listed, sizes))
  return { collection: bodies.get(name)!, media: mediaIn(bodies.get('media')) }
}

/** The files that the package names and the size that it says of each. Nothing is inflated: many names may share one body. */
function listedIn(bytes: Uint8Array): Map<string, number> {
  const sizes = new Map<string, number>()
  unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (name === '') throw notOne()
      if (sizes.has(name)) throw twice(name)
      if (sizes.size === mostFiles) throw tooManyFiles()
      sizes.set(name, originalSize)
      return false
    },
  })
  return sizes
}

/** The bodies of some files: each file of the list once, and none longer than was said. */
function inflated(bytes: Uint8Array, listed: ReadonlyMap<string, number>, sizes: ReadonlyMap<string, number>): Map<string, Uint8Array> {
  const awaited = new Set(listed.keys())
  const bodies = new Map<string, Uint8Array>()
  const unzip = new Unzip((file) => {
    if (!awaited.delete(file.name)) throw notOne()
    const size = sizes.get(file.name)
    if (size === undefined) return
    const body = new Uint8Array(size)
    let length = 0
    file.ondata = (problem, data, last) => {
      if (problem) throw problem
      if (length + data.length > size) throw notOne()
      body.set(data, length)
      length += data.length
      if (last && length === size) bodies.set(file.name, body)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for (let at = 0; at < bytes.length; at += step) unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length)
  if (bodies.size < sizes.size) throw notOne()
  return bodies
}

function unlessDamaged<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (problem) {
    throw isRefusal(problem) ? problem : notOne()
  }
}

function mediaIn(list: Uint8Array | undefined): string[] {
  try {
    return Object.values(JSON.parse(strFromU8(list ?? new Uint8Array())) as Record<string, unknown>).map(String)
  } catch {
    return []
  }
}

const notOne = () =>
  new Refusal('invalid', 'This is no package of Anki, or it is damaged.', 'Export the deck from Anki as “Anki Deck Package (.apkg)”.')
const newest = () =>
  new Refusal(
    'invalid',
    'This package is in the newest form of Anki, which only Anki reads.',
    'Export it once more from Anki and tick “Support older Anki versions”.',
  )
const twice = (name: string) =>
  new Refusal(
    'invalid',
    `This package names “${name.slice(0, 100)}” twice, which none from Anki does.`,
    'Export the deck from Anki once more.',
  )
const tooManyFiles = () =>
  new Refusal(
    'too-large',
    `This package has more than ${mostFiles.toLocaleString('en-GB')} files in it.`,
    'Export it without its media, which are not taken over, or one deck at a time.',
  )
const tooLarge = (most: number) =>
  new Refusal(
    'too-large',
    `The collection in this package is larger than ${most / mebibyte} MiB.`,
    'Export one deck at a time; the command heed import takes more than the browser does.',
  )
