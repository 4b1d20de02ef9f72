import { deedsAbout, leadsOf } from '../../../../db/team-reports.ts'
import { daysAnswered } from '../../../../db/answers.ts'
import { requiredOf } from '../../../assignments/service.ts'
import type { Context } from '../../../context.ts'
import { addDays, weekOf } from '../../../kernel/day.ts'
import { dateOf, studyDay } from '../../../kernel/study-day.ts'
import { dayMs, minuteMs } from '../../../kernel/time.ts'
import type { Viewer } from '../../../people/role.ts'
import type { Deed, Seen } from '../../team-pages.ts'
import { leadsSeeDetail } from './detail-switch.ts'

const verbs = [
  'account.closed',
  'account.opened',
  'assignment.ended',
  'assignment.made',
  'detail.switched',
  'identity.linked',
  'link.made',
  'link.used',
  'password.changed',
  'person.added',
  'person.exported',
  'person.looked-at',
  'person.reminded',
  'person.renamed',
  'role.changed',
  'sign-ins.ended',
  'team.joined',
  'team.left',
]
const daysBack = 180

/** What the person's lead sees of them, and what was done about them: so that nobody is looked at without knowing. */
export async function seen(context: Context, viewer: Viewer, input: { zone?: string } = {}): Promise<Seen> {
  const zone = input.zone ?? viewer.zone
  const week = weekOf(addDays(studyDay(context.now(), zone), -7))
  const days = (await daysAnswered(context.read, viewer, week[0]!)).filter(({ day }) => week.includes(day))
  const ms = days.reduce((sum, day) => sum + day.ms, 0)
  return {
    leads: (await leadsOf(context.read, viewer.id)).map(({ name }) => name),
    required: await requiredOf(context, viewer, { zone }),
    minutes: Math.round(ms / minuteMs),
    detail: await leadsSeeDetail(context.read),
    deeds: await deedsOf(context, viewer, zone, verbs, daysBack),
  }
}

const toldFor = 7

/**
 * Of the past week, what nobody should have to look for: a reminder of what is still to be done, that leads may look at
 * more of a person or no longer, and a link or a company account by which somebody else could be the person.
 */
export async function told(context: Context, viewer: Viewer, input: { zone?: string } = {}): Promise<Deed[]> {
  const zone = input.zone ?? viewer.zone
  const deeds = await deedsOf(
    context,
    viewer,
    zone,
    ['detail.switched', 'identity.linked', 'link.made', 'link.used', 'person.reminded'],
    toldFor,
  )
  // Who made or asked for a link knows of it, and of its use.
  const madeAt = deeds.findLast(({ verb, own }) => verb === 'link.made' && !own)?.at ?? Infinity
  const isReminded = deeds.some(({ verb }) => verb === 'person.reminded')
  const open = isReminded ? (await requiredOf(context, viewer, { zone })).filter(({ standing }) => standing !== 'done') : []
  const news = deeds.filter(({ verb, own, at, detail }) => {
    if (verb === 'person.reminded') return open.some(({ courseId }) => courseId === detail.course)
    if (verb === 'identity.linked') return detail.here === true
    return verb === 'link.used' ? at >= madeAt : !own
  })
  // The newest of each kind says it; the others stand in the list.
  return news.filter(({ verb }, index) => news.findIndex((each) => each.verb === verb) === index)
}

async function deedsOf({ read, now }: Context, { id }: Viewer, zone: string, of: string[], days: number): Promise<Deed[]> {
  const rows = await deedsAbout(read, id, of, now() - days * dayMs)
  return rows.map(({ at, verb, object, actorId, by, detail }) => ({
    at,
    day: dateOf(at, zone),
    verb,
    object,
    by,
    own: actorId === id,
    detail: JSON.parse(detail) as Record<string, unknown>,
  }))
}
