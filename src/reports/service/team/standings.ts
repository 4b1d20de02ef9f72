import { suspendedAmong } from '../../../../db/suspensions.ts'
import { assignmentsAmong, memoriesAmong, visitsBelow, type TeamPerson } from '../../../../db/team-reports.ts'
import { inOrderOfUrgency, merged, type RequiredCourse, type Standing } from '../../../assignments/due.ts'
import { forEveryone, standing } from '../../../assignments/service/required.ts'
import { roundsOf, wantsMemories, withRenewals } from '../../../assignments/service/renewals.ts'
import type { Context } from '../../../context.ts'

interface StandingOfPerson {
  lessonsDone: number
  lessonsTotal: number
  /** Of all that is required: behind if anything is. */
  standing: Standing
  /** The next one that is not met. */
  dueDay: string | null
  courses: RequiredCourse[]
}

/**
 * How everybody of a team stands with what is required of them, in three reads however many they are; in five where a course
 * comes round again, for what those remember whom it concerns.
 */
export async function standingsBelow(
  context: Context,
  teamId: string,
  people: readonly TeamPerson[],
  day: string,
): Promise<Map<string, StandingOfPerson>> {
  const live = context.catalogue.live()
  const everyone = forEveryone(live)
  const assigned = Map.groupBy(
    await assignmentsAmong(
      context.read,
      people.map(({ id }) => id),
    ),
    ({ personId }) => personId,
  )
  const visits = Map.groupBy(await visitsBelow(context.read, teamId), ({ personId }) => personId)
  const lines = people.map(({ id, zone }) => {
    const own = visits.get(id) ?? []
    const opened = new Set(own.map(({ lessonId }) => lessonId))
    const done = new Set(own.filter(({ doneAt }) => doneAt !== null).map(({ lessonId }) => lessonId))
    const reasons = merged([...everyone, ...(assigned.get(id) ?? [])], day)
    const required = reasons.flatMap((each) => standing(live, each, opened, done, day))
    const ids = required.map(({ courseId }) => courseId)
    return { id, required, rounds: roundsOf(live, ids, own, zone, day) }
  })
  const concerned = lines.filter(({ rounds }) => wantsMemories(rounds)).map(({ id }) => id)
  const none = concerned.length === 0
  const memories = Map.groupBy(none ? [] : await memoriesAmong(context.read, concerned), ({ personId }) => personId)
  const suspended = Map.groupBy(none ? [] : await suspendedAmong(context.read, concerned), ({ personId }) => personId)
  return new Map(
    lines.map(({ id, required, rounds }) => {
      const aside = new Set(suspended.get(id)?.map(({ itemId }) => itemId))
      return [id, together(withRenewals(live, required, rounds, memories.get(id) ?? [], aside, day))]
    }),
  )
}

function together(required: RequiredCourse[]): StandingOfPerson {
  const courses = inOrderOfUrgency(required)
  const open = courses.filter((course) => course.standing !== 'done')
  const sum = (count: (course: RequiredCourse) => number) => courses.reduce((total, course) => total + count(course), 0)
  return {
    lessonsDone: sum(({ lessonsDone }) => lessonsDone),
    lessonsTotal: sum(({ lessonsTotal }) => lessonsTotal),
    standing: standingOfAll(courses),
    dueDay: open.flatMap(({ dueDay }) => dueDay ?? [])[0] ?? null,
    courses,
  }
}

function standingOfAll(courses: readonly RequiredCourse[]): Standing {
  const all = (standing: Standing) => courses.every((course) => course.standing === standing)
  if (courses.some((course) => course.standing === 'behind')) return 'behind'
  if (all('done')) return 'done'
  return all('not-started') ? 'not-started' : 'on-track'
}
