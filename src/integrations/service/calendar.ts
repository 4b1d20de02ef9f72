import type { PeopleContext } from '../../people/entrance.ts'
import { usualReminder } from '../../people/fields.ts'
import { whoseFeed } from '../../people/service/feed.ts'
import { workAhead } from '../../review/service.ts'
import { calendarOf } from '../calendar.ts'

const days = 14

/**
 * The review sessions of the coming days of whoever was given that secret, for a calendar program.
 *
 * @returns iCalendar text
 * @throws Refusal('not-found'), Refusal('too-many')
 */
export async function calendar(context: PeopleContext, token: string): Promise<string> {
  const viewer = await whoseFeed(context, token, 'calendar')
  await context.countRequest(viewer.id)
  return calendarOf({
    days: await workAhead(context, viewer, days),
    time: viewer.remindAt ?? usualReminder,
    zone: viewer.zone,
    lasts: viewer.minutes,
    url: context.settings.url,
    whose: viewer.id,
    now: context.now(),
  })
}
