import type { Db } from '#dialect/client.ts'
import type { SessionItem } from '../../../db/sessions.ts'
import type { Context } from '../../context.ts'
import { verdictOf } from '../../grading/verdict.ts'
import { itemFor } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { gradeRow, readPair } from './pair.ts'

/**
 * What was missed and not looked at since: it comes back once at the end, while the right answer is still fresh.
 *
 * @param answered of a session
 * @param day the study day of the session
 */
export async function missedOnce(
  context: Context,
  db: Db,
  viewer: Viewer,
  answered: readonly SessionItem[],
  day: string,
): Promise<SessionItem[]> {
  const missed: SessionItem[] = []
  for (const shown of answered) if (await isMissedOnce(context, db, viewer, shown.item, day)) missed.push(shown)
  return missed
}

async function isMissedOnce(context: Context, db: Db, viewer: Viewer, item: string, day: string): Promise<boolean> {
  const { id, rev } = itemFor(context.catalogue.live(), item, viewer.locale)!
  const { rows, versions } = await readPair(context, db, viewer, id, rev)
  const voided = new Set(rows.map(({ targetId }) => targetId))
  const [only, ...more] = rows.filter((row) => row.kind === 'answer' && row.day >= day && !voided.has(row.id))
  const version = only && versions.get(only.versionId)
  return version !== undefined && more.length === 0 && verdictOf(gradeRow(only!, version).credit) === 'not-yet'
}
