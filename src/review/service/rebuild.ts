import { answeredPairs, answersOfEveryone, countDay, everyMemory, forgetCaches, memoryOf } from '../../../db/answers.ts'
import type { Db } from '#dialect/client.ts'
import type { Context } from '../../context.ts'
import { foldPair, readPair, saveFold } from './pair.ts'
import { versionOf } from './versions.ts'

interface Rebuilt {
  personId: string
  itemId: string
  rev: number
}

/** Compares every cached memory with a replay of its log. `different` counts also those that are missing or too many. */
export async function verifyMemories(context: Context): Promise<{ pairs: number; different: number }> {
  let pairs = 0
  let different = 0
  const expected = new Set<string>()
  for (const { personId, itemId, rev } of await revisionsAnswered(context, context.read)) {
    const viewer = { id: personId }
    const { rows, events } = await readPair(context, context.read, viewer, itemId, rev)
    const { memory } = foldPair(events)
    const cached = await memoryOf(context.read, viewer, itemId, rev)
    pairs += 1
    if (memory) expected.add(JSON.stringify([personId, itemId, rev]))
    const uptoArrival = Math.max(...rows.map(({ arrival }) => arrival))
    if (JSON.stringify(comparable(memory && { ...memory, uptoArrival })) !== JSON.stringify(comparable(cached ?? null))) different += 1
  }
  const orphans = (await everyMemory(context.read)).filter(({ personId, itemId, rev }) => !expected.has(JSON.stringify([personId, itemId, rev])))
  return { pairs, different: different + orphans.length }
}

type Comparable = { s: number; d: number; lastDay: string; dueDay: string; lapses: number; answers: number; firstCredit: number; lastKeyHash: string; paramsId: string; uptoArrival: number }

function comparable(memory: Comparable | null) {
  if (!memory) return null
  const { s, d, lastDay, dueDay, lapses, answers, firstCredit, lastKeyHash, paramsId, uptoArrival } = memory
  return [s, d, lastDay, dueDay, lapses, answers, firstCredit, lastKeyHash, paramsId, uptoArrival]
}

/** Makes memories and day totals anew from the log alone; no date moves, because the log holds what the dates follow from. */
export async function rebuildMemories(context: Context): Promise<{ pairs: number }> {
  return context.transaction(async (tx) => {
    await forgetCaches(tx)
    const revisions = await revisionsAnswered(context, tx)
    for (const { personId, itemId, rev } of revisions) {
      const { rows, events } = await readPair(context, tx, { id: personId }, itemId, rev)
      await saveFold(tx, { id: personId }, itemId, rev, foldPair(events), Math.max(...rows.map(({ arrival }) => arrival)))
    }
    for (const { personId, day, ms } of await answersOfEveryone(tx)) await countDay(tx, { id: personId }, day, ms)
    return { pairs: revisions.length }
  })
}

/** Every person, item (by its present name) and revision that the log speaks of. */
async function revisionsAnswered(context: Context, db: Db): Promise<Rebuilt[]> {
  const found = new Map<string, Rebuilt>()
  for (const { personId, itemId, versionId } of await answeredPairs(db)) {
    const version = await versionOf(context, db, versionId)
    if (!version) continue
    const pair = { personId, itemId: context.catalogue.live().aliases.get(itemId) ?? itemId, rev: version.rev }
    found.set(JSON.stringify(pair), pair)
  }
  return [...found.values()]
}
