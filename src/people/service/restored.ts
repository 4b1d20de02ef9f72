import { removeAllFeeds } from '../../../db/feeds.ts'
import { removeOpenLinks } from '../../../db/links.ts'
import { removeAllLogins } from '../../../db/logins.ts'
import type { PeopleContext } from '../entrance.ts'
import { systemViewer } from '../role.ts'
import { finishErasures } from './erasure.ts'
import { record } from './record.ts'

/**
 * After a backup was put in place: sign-ins and calendars that have been ended and links that have been used since it was made must
 * not open the door again, and who has been erased since is erased again.
 *
 * @param input.from what was restored, for the audit
 */
export async function afterRestore(context: PeopleContext, input: { from: string }): Promise<{ erasedAgain: number }> {
  await context.transaction(async (tx) => {
    await removeAllLogins(tx)
    await removeOpenLinks(tx)
    await removeAllFeeds(tx, 'calendar')
    await record(tx, context, { actorId: systemViewer.id, verb: 'backup.restored', object: input.from })
  })
  return { erasedAgain: await finishErasures(context) }
}
