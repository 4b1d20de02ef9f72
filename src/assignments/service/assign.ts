import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { addAssignment, assignmentsTo, endAssignment, type AssignmentRow } from '../../../db/assignments.ts'
import { accountCalled } from '../../../db/people.ts'
import { teamCalled } from '../../../db/teams.ts'
import type { Context } from '../../context.ts'
import { addDays, isStudyDay } from '../../kernel/day.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { didYouMean } from '../../kernel/did-you-mean.ts'
import type { PeopleContext } from '../../people/entrance.ts'
import { may, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { Made } from '../made.ts'
import { scopeOf } from './scope.ts'
import { tellAssigned } from './tell-assigned.ts'

const day = z.string().refine(isStudyDay, 'This is not a day. Write it like 2026-11-30.')

/** What to learn, and for whom: a team by name or id, or a person by address. */
export const planFields = {
  course: z.string({ error: 'Name the course.' }).min(1, 'Name the course.'),
  team: z.string().min(1).optional(),
  person: z.string().min(1).optional(),
}

export const namesOne = ({ team, person }: { team?: string | undefined; person?: string | undefined }) =>
  (team === undefined) !== (person === undefined)
export const nameOne = 'Name either a team or a person.'

const schema = z
  .strictObject({
    ...planFields,
    start: day.optional(),
    due: day.optional(),
    class: z.enum(['critical', 'standard', 'nice']).optional(),
  })
  .refine(namesOne, nameOne)
  .refine(({ start, due }) => !start || !due || start <= due, 'The due day comes before the start.')

/** Later ones are slips: 2206 for 2026. */
const furthestDays = 5 * 366

export type AssignInput = z.input<typeof schema>

/**
 * Gives a team or a person a course to learn. Assigned already, the new one takes the place of the old one, which is how a due
 * day is moved.
 *
 * @throws Refusal('not-found') for a course, a team or a person that is not there, or not within the viewer's reach; Refusal('invalid')
 */
export async function assign(context: PeopleContext, viewer: Viewer, input: AssignInput): Promise<Made> {
  const { course: courseId, team, person, start, due, class: wanted } = parse(schema, input)
  const course = courseNamed(context, courseId)
  const startDay = start ?? studyDay(context.now(), viewer.zone)
  if (due !== undefined) demandDueDay(due, startDay)
  return context.transaction(async (tx) => {
    const target = team !== undefined ? await teamInReach(tx, viewer, team) : await personInReach(tx, viewer, person!)
    const now = context.now()
    const [before] = (await assignmentsTo(tx, { teams: [target.teamId ?? ''], people: [target.personId ?? ''] })).filter(
      (each) => each.courseId === course.id,
    )
    if (before) await endAssignment(tx, before.id, now)
    const row: AssignmentRow = {
      id: uuidv7(now, context.random),
      courseId: course.id,
      teamId: target.teamId,
      personId: target.personId,
      startDay,
      dueDay: due ?? null,
      class: wanted ?? course.class,
      madeBy: viewer.id,
      madeAt: now,
      endedAt: null,
    }
    await addAssignment(tx, row)
    if (!before) await tellAssigned(tx, context, viewer, row, course.title)
    await record(tx, context, {
      actorId: viewer.id,
      verb: 'assignment.made',
      ...(target.personId === null ? {} : { personId: target.personId }),
      object: row.id,
      detail: { course: course.id, title: course.title, team: target.teamId, teamName: target.name, due: row.dueDay, class: row.class },
    })
    return {
      id: row.id,
      course: course.title,
      to: target.name,
      startDay,
      dueDay: row.dueDay,
      class: row.class,
      replaced: before !== undefined,
      before: before?.dueDay ?? null,
    }
  })
}

/** @throws Refusal('invalid') for a day that is past, and for one so far ahead that it is a slip */
export function demandDueDay(due: string, startDay: string): void {
  if (due < startDay) throw new Refusal('invalid', `The due day ${due} is past.`, 'Choose a day that lies ahead.')
  if (due > addDays(startDay, furthestDays))
    throw new Refusal('invalid', `The due day ${due} lies more than five years ahead.`, 'Look at its year.')
}

function courseNamed(context: Context, id: string) {
  const { courses } = context.catalogue.live()
  const course = courses.find((each) => each.id === id)
  if (course) return course
  const ids = courses.map((each) => each.id)
  throw new Refusal('not-found', `There is no course “${id}”.${didYouMean(id, ids)}`, `There are ${ids.join(', ')}.`)
}

interface Target {
  name: string
  teamId: string | null
  personId: string | null
}

async function teamInReach(tx: Db, viewer: Viewer, name: string): Promise<Target> {
  const found = await teamCalled(tx, viewer, name)
  if (!found) throw new Refusal('not-found', `There is no team “${name}”${may(viewer, 'admin') ? '' : ' of yours'}.`)
  return { name: found.name, teamId: found.id, personId: null }
}

/** @throws Refusal('not-found') for nobody, a closed account, and somebody out of the viewer's reach */
export async function personInReach(tx: Db, viewer: Viewer, email: string): Promise<Target> {
  const found = await accountCalled(tx, viewer, email)
  const scope = await scopeOf(tx, viewer)
  if (!found || found.closedAt !== null || (scope !== 'all' && !scope.people.includes(found.id)))
    throw new Refusal(
      'not-found',
      `There is nobody with the address ${email} ${scope === 'all' ? 'here, or the account is closed' : 'in your teams'}.`,
    )
  return { name: found.name, teamId: null, personId: found.id }
}
