import { strFromU8, Unzip, unzipSync, type AsyncFlateStreamHandler } from 'fflate'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'

export interface AnkiPackage {
  /** A SQLite file. */
  collection: Uint8Array
  /** Names of its pictures and sounds. */
  media: string[]
}

const mebibyte = 2 ** 20

/** What is inflated of one package, in all, while somebody waits in the browser. */
const usualMost = 64 * mebibyte

/** More than a deck that somebody made has, pictures and sounds among them. */
const mostFiles = 20_000

/** The library takes the files of one piece within each other, so a piece is small. */
const step = 16_384

/**
 * What an .apkg holds.
 *
 * @param most bytes of what is inflated
 * @throws Refusal('invalid') for what is no such package, or one that only the newest Anki reads; Refusal('too-large')
 */
export async function openAnkiPackage(bytes: Uint8Array, most = usualMost): Promise<AnkiPackage> {
  try {
    return await opened(bytes, most)
  } catch (problem) {
    throw isRefusal(problem) ? problem : notOne()
  }
}

async function opened(bytes: Uint8Array, most: number): Promise<AnkiPackage> {
  const listed = listedIn(bytes)
  const newestForm = listed.has('collection.anki21b')
  // Beside the newest form the oldest is a stand-in, which says only that a newer Anki is needed.
  const name = ['collection.anki21', ...(newestForm ? [] : ['collection.anki2'])].find((each) => listed.has(each))
  if (name === undefined) throw newestForm ? newest() : notOne()
  const wanted = new Set([name, 'media'].filter((each) => listed.has(each)))
  if ([...wanted].reduce((sum, each) => sum + listed.get(each)!, 0) > most) throw tooLarge(most)
  const packed = packedIn(bytes, new Set(listed.keys()), wanted)
  const body = async (each: string) => inflated(packed.get(each)!, listed.get(each)!)
  return { collection: await body(name), media: mediaIn(wanted.has('media') ? await body('media') : undefined) }
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

interface Packed {
  parts: Uint8Array<ArrayBuffer>[]
  deflated: boolean
}

/** Takes a deflated body as it is packed: blocks made for it keep a processor busy for minutes in JavaScript, and the platform a moment. */
class AsPacked {
  static compression = 8
  ondata: AsyncFlateStreamHandler = () => undefined
  push(data: Uint8Array<ArrayBuffer>, last: boolean): void {
    this.ondata(null, data, last)
  }
}

/** Some files as they are packed; each file of the list stands there once. */
function packedIn(bytes: Uint8Array, listed: ReadonlySet<string>, wanted: ReadonlySet<string>): Map<string, Packed> {
  const awaited = new Set(listed)
  const found = new Map<string, Packed>()
  const unzip = new Unzip((file) => {
    if (!awaited.delete(file.name)) throw notOne()
    if (!wanted.has(file.name)) return
    const packed: Packed = { parts: [], deflated: file.compression === AsPacked.compression }
    file.ondata = (problem, data) => {
      if (problem) throw problem
      packed.parts.push(data.slice())
    }
    file.start()
    found.set(file.name, packed)
  })
  unzip.register(AsPacked)
  for (let at = 0; at < bytes.length; at += step) unzip.push(bytes.subarray(at, at + step), at + step >= bytes.length)
  if (found.size < wanted.size) throw notOne()
  return found
}

/** @param size as the package says it: a body that turns out longer is not read on */
async function inflated({ parts, deflated }: Packed, size: number): Promise<Uint8Array> {
  const packed = new Blob(parts).stream()
  const reader = (deflated ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed).getReader()
  const body = new Uint8Array(size)
  let length = 0
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    if (length + read.value.length > size) {
      await reader.cancel()
      throw notOne()
    }
    body.set(read.value, length)
    length += read.value.length
  }
  if (length < size) throw notOne()
  return body
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
