import type { Db } from '#dialect/client.ts'
import { itemVersionById } from '../../../db/lessons.ts'
import type { Context } from '../../context.ts'
import type { BaseSpec } from '../../items/item-type.ts'
import type { Live } from '../../lessons/lesson.ts'

/** An item as it was worded when somebody was asked it. */
export interface Version {
  id: string
  itemId: string
  /** The lesson in which the item stands, or stood last. */
  lessonId: string
  rev: number
  type: string
  locale: string
  keyHash: string
  spec: BaseSpec
  /** Set while the item is retired: answers that arrive then make no memory. */
  retiredAt: number | null
}

const liveVersions = new WeakMap<Live, ReadonlyMap<string, Version>>()

/** A version that is live comes from memory, an older one from its table. */
export async function versionOf(context: Context, db: Db, id: string): Promise<Version | undefined> {
  return versionsOf(context.catalogue.live()).get(id) ?? (await storedVersion(db, id))
}

async function storedVersion(db: Db, id: string): Promise<Version | undefined> {
  const row = await itemVersionById(db, id)
  return row && { ...row, spec: JSON.parse(row.spec) as BaseSpec }
}

function versionsOf(live: Live): ReadonlyMap<string, Version> {
  let index = liveVersions.get(live)
  if (!index) liveVersions.set(live, (index = indexVersions(live)))
  return index
}

function indexVersions(live: Live): ReadonlyMap<string, Version> {
  const items = [...live.items.values()].flatMap((locales) => [...locales.values()])
  return new Map(
    items.map(({ version, id, lesson, rev, type, locale, keyHash, spec }) => [
      version,
      { id: version, itemId: id, lessonId: lesson, rev, type, locale, keyHash, spec, retiredAt: null },
    ]),
  )
}
