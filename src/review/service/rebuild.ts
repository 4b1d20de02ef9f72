import { isDeepStrictEqual } from 'node:util'
import { answeredPairs, answersOfEveryone, countDay, everyMemory, forgetCaches } from '../../../db/answers.ts'
import type { Db } from '#dialect/client.ts'
import type { Context } from '../../context.ts'
import { nameNow } from '../../lessons/live.ts'
import { foldPair, readPair, rowOf, saveFold } from './pair.ts'
import { versionOf } from './versions.ts'

interface Pair {
  personId: string
  itemId: string
  rev: number
}

/** Compares every cached memory with a replay of its log. `different` counts also those that are missing or too many. */
export async function verifyMemories(context: Context): Promise<{ pairs: number; different: number }> {
  const cached = new Map((await everyMemory(context.read)).map((row) => [keyOf(row), row]))
  const pairs = await revisionsAnswered(context, context.read)
  let different = 0
  for (const pair of pairs) {
    const found = cached.get(keyOf(pair))
    cached.delete(keyOf(pair))
    const { row } = await replay(context, context.read, pair)
    if (!isDeepStrictEqual(row, found)) different += 1
  }
  return { pairs: pairs.length, different: different + cached.size }
}

const keyOf = ({ personId, itemId, rev }: Pair) => JSON.stringify([personId, itemId, rev])

/** What the log of a pair amounts to, as the row that should be there. */
async function replay(context: Context, db: Db, { personId, itemId, rev }: Pair) {
  const viewer = { id: personId }
  const { events, arrival } = await readPair(context, db, viewer, itemId, rev)
  const { fold, memory } = foldPair(events)
  return { row: memory ? rowOf(viewer, itemId, rev, fold, memory, arrival) : undefined, fold, arrival }
}

/** Makes memories and day totals anew from the log alone; no date moves, because the log holds what the dates follow from. */
export async function rebuildMemories(context: Context): Promise<{ pairs: number }> {
  return context.transaction(async (tx) => {
    await forgetCaches(tx)
    const revisions = await revisionsAnswered(context, tx)
    for (const { personId, itemId, rev } of revisions) {
      const { fold, arrival } = await replay(context, tx, { personId, itemId, rev })
      await saveFold(tx, { id: personId }, itemId, rev, fold, arrival)
    }
    for (const { personId, day, ms } of await answersOfEveryone(tx)) await countDay(tx, { id: personId }, day, ms)
    return { pairs: revisions.length }
  })
}

/** Every person, item (by its present name) and revision that the log speaks of. */
async function revisionsAnswered(context: Context, db: Db): Promise<Pair[]> {
  const found = new Map<string, Pair>()
  for (const { personId, itemId, versionId } of await answeredPairs(db)) {
    const version = await versionOf(context, db, versionId)
    if (!version) continue
    const pair = { personId, itemId: nameNow(context.catalogue.live(), itemId), rev: version.rev }
    found.set(JSON.stringify(pair), pair)
  }
  return [...found.values()]
}
