import type { Db } from '#dialect/client.ts'
import { itemVersionById, itemVersions } from '../../../db/lessons.ts'
import type { Context } from '../../context.ts'
import type { BaseSpec } from '../../items/item-type.ts'
import { correctionOf, outdatedBy } from '../../lessons/lineage.ts'
import { nameNow } from '../../lessons/live.ts'
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
  /** Of the later version that corrected its key: what judges answers to it. */
  correctedSpec: BaseSpec | undefined
  /** The newest later version that states another fact. */
  outdatedBy: string | undefined
  /** Set while the item is retired: answers that arrive then make no memory. */
  retiredAt: number | null
}

const liveVersions = new WeakMap<Live, ReadonlyMap<string, Version>>()

/** A version that is live comes from memory, an older one from its table. */
export async function versionOf(context: Context, db: Db, id: string): Promise<Version | undefined> {
  return versionsOf(context.catalogue.live()).get(id) ?? (await storedVersion(context, db, id))
}

async function storedVersion(context: Context, db: Db, id: string): Promise<Version | undefined> {
  const row = await itemVersionById(db, id)
  if (!row) return undefined
  const versions = await itemVersions(db, row.itemId)
  const name = nameNow(context.catalogue.live(), row.itemId)
  if (name !== row.itemId) versions.push(...(await itemVersions(db, name)))
  const corrected = correctionOf(row, versions)
  return {
    ...row,
    spec: JSON.parse(row.spec) as BaseSpec,
    correctedSpec: corrected && (JSON.parse(corrected.spec) as BaseSpec),
    outdatedBy: outdatedBy(row, versions)?.id,
  }
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
      {
        ...{ id: version, itemId: id, lessonId: lesson, rev, type, locale, keyHash, spec },
        correctedSpec: undefined,
        outdatedBy: undefined,
        retiredAt: null,
      },
    ]),
  )
}
