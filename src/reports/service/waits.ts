import { answersOn, memoriesOf } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { itemFor, nameNow } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { standing } from '../../review/service/standing.ts'

/** The items whose answer must not be looked up on that study day: due, and not answered on it. A suspended one may be asked again any time. */
export async function waitingItems(context: Context, viewer: Viewer, day: string): Promise<Set<string>> {
  const live = context.catalogue.live()
  const answered = [...standing(await answersOn(context.read, viewer, day))].map((item) => nameNow(live, item))
  const due = (await memoriesOf(context.read, viewer)).filter(
    ({ itemId, rev, dueDay }) => dueDay <= day && itemFor(live, itemId, viewer.locale)?.rev === rev && !answered.includes(itemId),
  )
  return new Set(due.map(({ itemId }) => itemId))
}
