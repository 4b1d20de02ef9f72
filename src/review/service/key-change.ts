import type { Db } from '#dialect/client.ts'
import { appendAnswer } from '../../../db/answers.ts'
import { learnersOf } from '../../../db/key-changes.ts'
import type { Context } from '../../context.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { studyDay } from '../../kernel/study-day.ts'
import type { KeysChanged } from '../../lessons/catalogue.ts'
import { emptyCatalogue, nothingLive } from '../../lessons/live.ts'
import type { ItemVersion } from '../../lessons/versions.ts'
import type { Viewer } from '../../people/role.ts'
import { defaultParametersId } from '../../scheduling/schedule.ts'
import { lastCounted, latest, type Memory } from '../../scheduling/replay.ts'
import { foldPair, readPair, saveFold } from './pair.ts'

type Learner = Pick<Viewer, 'id' | 'zone'>
type Changed = Pick<ItemVersion, 'id' | 'itemId' | 'rev' | 'locale' | 'change'>

/**
 * What a changed key means for those who have learnt it. A fact that changed: who knew the old one is asked again that study day.
 * A key that was a mistake: past answers are worth what the right key says, and memories are folded anew.
 */
export function keysChanged(world: Omit<Context, 'catalogue'>): KeysChanged {
  return async (tx, versions, aliases) => {
    // What is published is not live yet: versions come from their table.
    const context = { ...world, catalogue: { ...emptyCatalogue, live: () => ({ ...nothingLive, aliases }) } }
    for (const version of versions) {
      for (const learner of await learnersOf(tx, version.itemId, version.rev)) {
        if (version.change === 'fact') await askAgain(context, tx, learner, version)
        else await foldAnew(context, tx, learner, version)
      }
    }
  }
}

/**
 * Notes in the log that the person has to be asked again, if the last answer that counted was right by an older key of this
 * language and nothing was noted since.
 *
 * @returns the memory after it; undefined when there is nothing to note
 */
export async function askAgain(
  context: Context,
  tx: Db,
  learner: Learner,
  { id, itemId, rev, locale }: Changed,
): Promise<Memory | null | undefined> {
  const { rows, events, versions } = await readPair(context, tx, learner, itemId, rev)
  const { outcomes } = foldPair(events)
  const last = lastCounted(events, outcomes)
  const answered = last && versions.get(rows.find((row) => row.id === last.id)!.versionId)
  const knewTheOld = last?.credit === 1 && answered?.locale === locale && answered.outdatedBy === id
  if (!knewTheOld || latest(events)?.kind === 'rekey') return undefined

  const now = context.now()
  const row = {
    id: uuidv7(now, context.random),
    kind: 'rekey' as const,
    personId: learner.id,
    itemId,
    versionId: id,
    day: studyDay(now, learner.zone),
    // Behind the answer, also when that came in this very millisecond.
    at: Math.max(now, last.at + 1),
    zone: learner.zone,
    device: '',
    seq: 0,
    sessionId: null,
    mode: null,
    response: 'null',
    hint: false,
    ms: 0,
    focusLostMs: 0,
    rapid: false,
    clamped: false,
    paramsId: defaultParametersId,
    dr: last.dr,
    targetId: null,
    receivedAt: now,
    payloadHash: '',
  }
  const arrival = await appendAnswer(tx, row)
  const { fold } = foldPair([...events, { ...row, credit: 0, guess: 0, keyHash: last.keyHash }])
  return saveFold(tx, learner, itemId, rev, fold, arrival)
}

async function foldAnew(context: Context, tx: Db, learner: Learner, { itemId, rev }: Changed): Promise<void> {
  const { events, arrival } = await readPair(context, tx, learner, itemId, rev)
  await saveFold(tx, learner, itemId, rev, foldPair(events).fold, arrival)
}
