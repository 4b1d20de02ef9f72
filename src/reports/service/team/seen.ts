import { deedsAbout, leadsOf } from '../../../../db/team-reports.ts'
import { daysAnswered } from '../../../../db/answers.ts'
import { requiredOf } from '../../../assignments/service.ts'
import type { Context } from '../../../context.ts'
import { studyDay, weekOf } from '../../../kernel/study-day.ts'
import type { Viewer } from '../../../people/role.ts'
import type { Seen } from '../../team-pages.ts'
import { leadsSeeDetail } from './detail-switch.ts'

const verbs = [
  'account.closed',
  'account.opened',
  'assignment.ended',
  'assignment.made',
  'link.made',
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
  const monday = weekOf(studyDay(context.now(), zone))[0]!
  const ms = (await daysAnswered(context.read, viewer, monday)).reduce((sum, day) => sum + day.ms, 0)
  const deeds = await deedsAbout(context.read, viewer.id, verbs, context.now() - daysBack * 24 * 60 * 60 * 1000)
  return {
    leads: (await leadsOf(context.read, viewer.id)).map(({ name }) => name),
    required: await requiredOf(context, viewer, { zone }),
    minutes: Math.round(ms / 60_000),
    detail: await leadsSeeDetail(context.read),
    deeds: deeds.map(({ at, verb, by, detail }) => ({
      at,
      day: studyDay(at, zone),
      verb,
      by,
      detail: JSON.parse(detail) as Record<string, unknown>,
    })),
  }
}
