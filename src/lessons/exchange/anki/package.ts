import { strFromU8, unzipSync, type Unzipped } from 'fflate'
import { Refusal } from '../../../kernel/refusal.ts'

export interface AnkiPackage {
  /** A SQLite file. */
  collection: Uint8Array
  /** Names of its pictures and sounds. */
  media: string[]
}

const mebibyte = 2 ** 20

/** More than any deck of words holds. */
const largest = 512 * mebibyte

/**
 * What an .apkg holds.
 *
 * @throws Refusal('invalid') for what is no such package, or one that only the newest Anki reads; Refusal('too-large')
 */
export function openAnkiPackage(bytes: Uint8Array): AnkiPackage {
  const files = unzipped(bytes)
  const collection = files['collection.anki21'] ?? (files['collection.anki21b'] ? undefined : files['collection.anki2'])
  if (files['collection.anki21b'] && !collection) {
    throw new Refusal(
      'invalid',
      'This package is in the newest form of Anki, which only Anki reads.',
      'Export it once more from Anki and tick “Support older Anki versions”.',
    )
  }
  if (!collection) throw notOne()
  return { collection, media: mediaIn(files.media) }
}

function unzipped(bytes: Uint8Array): Unzipped {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!/^(?:collection\.anki2(?:1b?)?|media)$/.test(name)) return false
        if (originalSize > largest) throw tooLarge()
        return true
      },
    })
  } catch (problem) {
    throw problem instanceof Refusal ? problem : notOne()
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
const tooLarge = () =>
  new Refusal('too-large', `The collection in this package is larger than ${largest / mebibyte} MiB.`, 'Export one deck at a time.')
