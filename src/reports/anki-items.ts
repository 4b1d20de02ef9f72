import { strToU8, zipSync } from 'fflate'
import type { BasePrompt } from '../items/item-type.ts'
import { facesOf } from '../items/faces.ts'
import { typeOf } from '../items/registry.ts'
import { seedOf } from '../kernel/hash.ts'
import { studyDay } from '../kernel/study-day.ts'
import type { Exportable, ExportNote } from '../lessons/exchange/export.ts'
import { newCollection, type AnkiCollection, type Learnable } from './anki.ts'

/** What a package is made with. */
export interface AnkiWorld {
  /** Milliseconds UTC. */
  now: number
  /** The public address, for links into Heed. */
  url: string
  /** A collection is a database, which only the store writes. */
  ankiFile: (collection: AnkiCollection) => Uint8Array
}

/** Items as new cards: question on one side, answer on the other. The same item is the same note the next time. */
export function ankiPackage(items: readonly Exportable[], { now, url, ankiFile }: AnkiWorld): { body: Uint8Array; notes: ExportNote[] } {
  const collection = ankiFile(
    newCollection(
      items.map((item) => learnable(item, url)),
      { now, today: studyDay(now, 'UTC') },
    ),
  )
  const body = zipSync({ 'collection.anki2': collection, media: strToU8('{}') }, { mtime: now })
  const others = items.filter(({ item }) => item.type !== 'card')
  return {
    body,
    notes: others.map(({ item }) => ({ id: item.id, fate: 'changed', why: ['it becomes a card that one grades by oneself'] })),
  }
}

function learnable({ item }: Exportable, site: string): Learnable {
  const type = typeOf(item.type)
  const prompt = type.present(item.spec, seedOf('anki', item.id)) as BasePrompt
  const { feedback } = type.grade(item.spec, type.sample(item.spec).right)
  return { ...facesOf(prompt, feedback, site), item: item.id, tags: [`skill::${item.skill}`, `lesson::${item.lesson}`] }
}
