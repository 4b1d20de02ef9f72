import { memoryOf } from '../../../db/answers.ts'
import { itemVersions } from '../../../db/lessons.ts'
import type { Context } from '../../context.ts'
import { verdictOf } from '../../grading/verdict.ts'
import { daysBetween } from '../../kernel/day.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { nameNow } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { retrievability } from '../../scheduling/schedule.ts'
import type { PastAnswer } from '../learner-pages.ts'
import { gradeRow, readPair } from './pair.ts'
import { versionOf } from './versions.ts'
import { parameters, waitingItems } from './waiting.ts'

export interface History {
  item: string
  due: string | null
  /** Retrievability today, 0 to 1; null on the day of the first answer and while the item waits to be asked. */
  strength: number | null
  versions: { version: string; change: string; liveFrom: string }[]
  answers: PastAnswer[]
}

/**
 * A person's own answers to an item, oldest first, graded as of now. While the item waits to be asked there is
 * nothing to see: what it is worth could be looked up.
 *
 * @throws Refusal('not-found') for an item that the person never answered
 */
export async function history(context: Context, viewer: Viewer, asked: string, input: { zone?: string } = {}): Promise<History> {
  const live = context.catalogue.live()
  const item = nameNow(live, asked)
  const versions = await itemVersions(context.read, item)
  const rev = Math.max(1, ...versions.map((version) => version.rev))
  const { rows } = await readPair(context, context.read, viewer, item, rev)
  if (rows.length === 0) throw new Refusal('not-found', 'You have not met this item yet.')

  const day = studyDay(context.now(), input.zone ?? viewer.zone)
  const memory = await memoryOf(context.read, viewer, item, rev)
  if ((await waitingItems(context, viewer, day)).has(item)) return { item, due: null, strength: null, versions: [], answers: [] }

  const voided = new Set(rows.map(({ targetId }) => targetId))
  const answers: History['answers'] = []
  for (const row of rows.filter(({ kind }) => kind === 'answer').toSorted((a, b) => a.at - b.at)) {
    const { credit } = gradeRow(row, (await versionOf(context, context.read, row.versionId))!)
    answers.push({
      id: row.id,
      day: row.day,
      at: new Date(row.at).toISOString(),
      mode: row.mode,
      credit,
      verdict: verdictOf(credit),
      voided: voided.has(row.id),
    })
  }
  return {
    item,
    due: memory?.dueDay ?? null,
    strength: memory && memory.lastDay < day ? retrievability(parameters, memory.s, daysBetween(memory.lastDay, day)) : null,
    versions: versions.map(({ id, change, liveFrom }) => ({ version: id, change, liveFrom: new Date(liveFrom).toISOString() })),
    answers,
  }
}
