import { answerWithId, appendAnswer } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { minuteMs } from '../../kernel/time.ts'
import { nameNow } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { reopenLessons } from './complete.ts'
import { foldPair, noParameters, readPair, saveFold } from './pair.ts'
import { versionOf } from './versions.ts'

const undoMs = 10 * minuteMs

/**
 * Takes back a self-graded card within ten minutes: only there can a slip of the thumb be a wrong grade.
 * Nothing is deleted; a void joins the log, and taking back twice is one void.
 *
 * @throws Refusal('not-found') for an id that is not the person's, Refusal('conflict') when it is too late or no card
 */
export async function voidAnswer(context: Context, viewer: Viewer, id: string): Promise<void> {
  await context.transaction(async (tx) => {
    const stored = await answerWithId(tx, id)
    if (!stored || stored.personId !== viewer.id || stored.kind !== 'answer')
      throw new Refusal('not-found', 'There is no such answer of yours.')
    const version = (await versionOf(context, tx, stored.versionId))!
    const itemId = nameNow(context.catalogue.live(), stored.itemId)
    const { rows, events } = await readPair(context, tx, viewer, itemId, version.rev)
    if (rows.some(({ kind, targetId }) => kind === 'void' && targetId === id)) return
    if (version.type !== 'card') throw new Refusal('conflict', 'Only a card that you graded yourself can be taken back.')
    const now = context.now()
    if (now - stored.receivedAt > undoMs) throw new Refusal('conflict', 'It is more than ten minutes ago, so this answer stands.')

    const { arrival: _, ...row } = stored
    const event = {
      ...row,
      id: uuidv7(now, context.random),
      kind: 'void' as const,
      at: now,
      mode: null,
      targetId: id,
      receivedAt: now,
      payloadHash: '',
    }
    const arrival = await appendAnswer(tx, event)
    if (stored.paramsId === noParameters) return
    const folded = foldPair([...events, { ...event, credit: 0, guess: 0, keyHash: version.keyHash }])
    const memory = await saveFold(tx, viewer, itemId, version.rev, folded.fold, arrival)
    if (!memory) await reopenLessons(context, tx, viewer, itemId)
  })
}
