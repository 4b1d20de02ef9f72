import type { Db } from '#dialect/client.ts'
import { removeFeeds } from '../../../db/feeds.ts'
import { removeOpenSignInLinks } from '../../../db/links.ts'
import type { PeopleContext } from '../entrance.ts'

/** Also what would still open the door later: links that nobody has used yet. */
export async function endSignIns(tx: Db, context: PeopleContext, personId: string): Promise<void> {
  await context.sessions.endAll(tx, personId)
  await removeOpenSignInLinks(tx, personId)
}

/** The same, and the address of the calendar, which needs no sign-in: for what somebody else may hold. */
export async function shutOut(tx: Db, context: PeopleContext, personId: string): Promise<void> {
  await endSignIns(tx, context, personId)
  await removeFeeds(tx, { id: personId }, 'calendar')
}
