import type { Db } from '#dialect/client.ts'
import type { ReviewSession, SessionItem } from '../../../db/sessions.ts'
import type { Context } from '../../context.ts'
import { verdictOf } from '../../grading/verdict.ts'
import { itemFor, nameNow } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { gradeRow, readPair } from './pair.ts'
import { setAside } from './waiting.ts'

/** What the person missed in a session and has not looked at since: it comes back once at the end (scheduling.md §1). */
export async function missedOnce(context: Context, db: Db, viewer: Viewer, session: ReviewSession): Promise<SessionItem[]> {
  const aside = await setAside(context, db, viewer, session.day)
  const missed: SessionItem[] = []
  for (const shown of session.items) {
    const item = nameNow(context.catalogue.live(), shown.item)
    if (!aside.has(item) && (await isMissedOnce(context, db, viewer, session.day, item))) missed.push(shown)
  }
  return missed
}

async function isMissedOnce(context: Context, db: Db, viewer: Viewer, day: string, item: string): Promise<boolean> {
  const current = itemFor(context.catalogue.live(), item, viewer.locale)
  if (!current) return false
  const { rows, versions } = await readPair(context, db, viewer, current.id, current.rev)
  const voided = new Set(rows.map(({ targetId }) => targetId))
  const [only, ...more] = rows.filter((row) => row.kind === 'answer' && row.day >= day && !voided.has(row.id))
  const version = only && versions.get(only.versionId)
  return version !== undefined && more.length === 0 && verdictOf(gradeRow(only!, version).credit) === 'not-yet'
}
