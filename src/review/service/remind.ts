import { setImmediate } from 'node:timers/promises'
import { absencesOf } from '../../../db/absences.ts'
import { tell } from '../../../db/outbox.ts'
import { noteReminder, remindable, remindersSince } from '../../../db/reminders.ts'
import type { Context } from '../../context.ts'
import { studyDay, wallClock } from '../../kernel/study-day.ts'
import { hourMs, minuteMs, minutesOf } from '../../kernel/time.ts'
import type { Viewer } from '../../people/role.ts'
import { newUnsubscribe } from '../../people/service/feed.ts'
import { canMail } from '../../people/service/mail.ts'
import { retrievability } from '../../scheduling/schedule.ts'
import { isTheirTime, isTheirTurn, isWorthIt, type Moment } from '../reminder.ts'
import { comingBack } from './ahead.ts'
import { candidatesOn, choose, heldBy, parameters } from './waiting.ts'

/** What could not leave within this time is not worth reading any more, milliseconds. */
const freshMs = 4 * hourMs

/** Reminds of a review whoever wants to hear of it now, and for whom one is worth it. Without mail, nobody. */
export async function sendReminders(context: Context): Promise<void> {
  if (!canMail(context)) return
  const moments = new Map<string, Moment>()
  for (const viewer of await remindable(context.read)) {
    const { zone } = viewer
    const moment = moments.get(zone) ?? { day: studyDay(context.now(), zone), time: wallClock(context.now(), zone) }
    moments.set(zone, moment)
    if (!isTheirTime({ ...viewer, absences: [] }, moment)) continue
    await remindOne(context, viewer, moment)
    // Whoever wants a page meanwhile does not wait for a thousand reminders.
    await setImmediate()
  }
}

async function remindOne(context: Context, viewer: Viewer, moment: Moment): Promise<void> {
  if (!isTheirTime({ ...viewer, absences: await absencesOf(context.read, viewer) }, moment)) return
  if (!isTheirTurn(await remindersSince(context.read, viewer), moment.day)) return
  const session = await sessionWorthIt(context, viewer, moment.day)
  if (session === null) return
  await context.transaction(async (tx) => {
    // Somebody may have answered, or another process reminded, since it was looked at.
    if (!isTheirTurn(await remindersSince(tx, viewer), moment.day)) return
    const at = context.now()
    await noteReminder(tx, { personId: viewer.id, day: moment.day, kind: 'review', at })
    const token = await newUnsubscribe(tx, context, viewer)
    await tell(tx, context, 'mail.reminder', { personId: viewer.id, ...session, token, until: at + freshMs })
  })
}

/** What the session would hold that is started now; null when it can wait. */
async function sessionWorthIt(context: Context, viewer: Viewer, day: string): Promise<{ items: number; minutes: number } | null> {
  const held = await heldBy(context, context.read, viewer, day)
  const due = await candidatesOn(context, context.read, viewer, day, held)
  const asked = await comingBack(context, viewer, held)
  const memories = asked.map(({ state, elapsed, retention }) => ({ r: retrievability(parameters, state.s, elapsed), desired: retention }))
  if (!isWorthIt({ due: due.length, memories })) return null
  const { items, predictedMs } = choose(due, viewer.minutes * minuteMs, day)
  return { items: items.length, minutes: minutesOf(predictedMs) }
}
