import { z } from 'zod'
import { tell } from '../../../../db/outbox.ts'
import { peopleBelow, remindedBelow } from '../../../../db/team-reports.ts'
import { parse } from '../../../kernel/parse.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { studyDay } from '../../../kernel/study-day.ts'
import { dayMs } from '../../../kernel/time.ts'
import type { PeopleContext } from '../../../people/entrance.ts'
import type { Viewer } from '../../../people/role.ts'
import { record } from '../../../people/service/record.ts'
import { teamFor } from './scope.ts'
import { standingsBelow } from './standings.ts'

/** One reminder by hand a week and person, whoever sends it. */
export const remindAfterMs = 7 * dayMs

const schema = z.strictObject({ team: z.string(), person: z.string() })

/**
 * Asks somebody of a team to go on with what is required of them: always the same words, once a week, written down where the
 * person can read it.
 *
 * @throws Refusal('not-found') for who is not in the viewer's teams, Refusal('conflict') when there is nothing to remind of, or it was done this week
 */
export async function remind(
  context: PeopleContext,
  viewer: Viewer,
  input: z.input<typeof schema>,
): Promise<{ name: string; mailed: boolean }> {
  const { team: teamId, person: personId } = parse(schema, input)
  const mailed = context.settings.smtpUrl !== null
  return context.transaction(async (tx) => {
    const { team } = await teamFor(tx, viewer, teamId)
    const person = (await peopleBelow(tx, team.id)).find(({ id }) => id === personId)
    if (!person) throw new Refusal('not-found', 'There is nobody like that in this team.')
    if ((await remindedBelow(tx, team.id, context.now() - remindAfterMs)).has(personId))
      throw new Refusal('conflict', `${person.name} was reminded less than a week ago.`, 'Talk to each other instead.')
    const standing = (await standingsBelow(context, team.id, [person], studyDay(context.now(), person.zone))).get(personId)!
    const course = standing.courses.find((each) => each.standing !== 'done')
    if (!course) throw new Refusal('conflict', `${person.name} has done everything that is required.`)
    const detail = { course: course.courseId, title: course.title, due: course.dueDay }
    await record(tx, context, { actorId: viewer.id, verb: 'person.reminded', personId, object: team.id, detail })
    if (mailed) await tell(tx, context, 'mail.nudge', { personId, by: viewer.name, ...detail })
    return { name: person.name, mailed }
  })
}
