import type { Db } from '#dialect/client.ts'
import { sessionOf, visitOf, type Visit } from '../../../db/sessions.ts'
import type { Context } from '../../context.ts'
import { nameNow } from '../../lessons/live.ts'
import { lessonsHolding } from '../../lessons/places.ts'
import type { Viewer } from '../../people/role.ts'
import type { Version } from './versions.ts'

/** Where an item may be answered: since when, and for a lesson which visit. */
export interface Opening {
  since: number
  visit: Visit | undefined
}

/**
 * The session that the answer names, one of the person's own that holds the item; else a lesson that the person has opened.
 *
 * @param version of the item, when it is known: an item that stands nowhere any more is open where it stood last
 */
export async function openingOf(
  context: Context,
  db: Db,
  viewer: Viewer,
  itemId: string,
  { session, version }: { session?: string; version?: Version } = {},
): Promise<Opening | undefined> {
  if (session !== undefined) return openSession(context, db, viewer, itemId, session)
  const holding = lessonsHolding(context.catalogue.live(), itemId)
  let opening: Opening | undefined
  for (const lesson of holding.length === 0 && version ? [version.lessonId] : holding) {
    const visit = await visitOf(db, viewer, lesson)
    // Standing in several opened lessons, an item was open since the first, and is done with the one that is not done yet.
    if (visit)
      opening = {
        since: Math.min(opening?.since ?? Infinity, visit.openedAt),
        visit: opening?.visit?.doneAt === null ? opening.visit : visit,
      }
  }
  return opening
}

async function openSession(context: Context, db: Db, viewer: Viewer, itemId: string, sessionId: string): Promise<Opening | undefined> {
  const session = await sessionOf(db, viewer, sessionId)
  const holds = session?.items.some(({ item }) => nameNow(context.catalogue.live(), item) === itemId)
  return session && holds ? { since: session.createdAt, visit: undefined } : undefined
}
