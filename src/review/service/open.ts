import type { Db } from '#dialect/client.ts'
import { sessionOf, visitOf, type Visit } from '../../../db/sessions.ts'
import type { Context } from '../../context.ts'
import { lessonsHolding } from '../../lessons/places.ts'
import type { Viewer } from '../../people/role.ts'

/** Where an item may be answered: since when, and for a lesson which visit. */
export interface Opening {
  since: number
  visit: Visit | undefined
}

/** The session that the answer names, one of the person's own that holds the item; else a lesson that the person has opened. */
export async function openingOf(context: Context, db: Db, viewer: Viewer, itemId: string, sessionId: string | undefined): Promise<Opening | undefined> {
  if (sessionId !== undefined) return openSession(db, viewer, itemId, sessionId)
  let opening: Opening | undefined
  for (const lesson of lessonsHolding(context.catalogue.live(), itemId)) {
    const visit = await visitOf(db, viewer, lesson)
    // Standing in several opened lessons, an item was open since the first, and is done with the one that is not done yet.
    if (visit) opening = { since: Math.min(opening?.since ?? Infinity, visit.openedAt), visit: opening?.visit?.doneAt === null ? opening.visit : visit }
  }
  return opening
}

async function openSession(db: Db, viewer: Viewer, itemId: string, sessionId: string): Promise<Opening | undefined> {
  const session = await sessionOf(db, viewer, sessionId)
  const holds = session?.items.some(({ item }) => item === itemId)
  return session && holds ? { since: session.createdAt, visit: undefined } : undefined
}
