import { studyDay } from '../../kernel/study-day.ts'
import type { Live } from '../../lessons/lesson.ts'
import { itemFor, lessonFor } from '../../lessons/live.ts'
import { lessonIdsOf } from '../../lessons/progress.ts'
import { retentionOf } from '../../scheduling/schedule.ts'
import type { RequiredCourse } from '../due.ts'
import { isHeldOn, renewed, roundOf, type Round } from '../renewal.ts'

interface Visit {
  lessonId: string
  doneAt: number | null
}

/** Course id → where somebody is between two renewals, for the courses that are done and come round again. */
type Rounds = ReadonlyMap<string, Round>

export function roundsOf(live: Live, done: Iterable<string>, visits: readonly Visit[], zone: string, today: string): Rounds {
  const at = new Map(visits.map(({ lessonId, doneAt }) => [lessonId, doneAt]))
  const rounds = new Map<string, Round>()
  for (const courseId of done) {
    const course = live.courses.find(({ id }) => id === courseId)
    if (course?.renewMonths === undefined) continue
    const instants = lessonIdsOf(course).map((id) => at.get(id) ?? null)
    // A lesson that is not done: then there is nothing to renew yet.
    if (instants.includes(null)) continue
    rounds.set(courseId, roundOf(studyDay(Math.max(...instants.map(Number)), zone), course.renewMonths, today))
  }
  return rounds
}

/** Whether what somebody remembers has a say in how they stand. */
export const wantsMemories = (rounds: Rounds): boolean => [...rounds.values()].some(({ last }) => last !== null)

interface Memory {
  itemId: string
  rev: number
  s: number
  lastDay: string
}

/**
 * @param memories of one person; none are needed while `wantsMemories` is false
 * @param suspended ids of items that the person does not want to be asked
 */
export function withRenewals(
  live: Live,
  required: readonly RequiredCourse[],
  rounds: Rounds,
  memories: readonly Memory[],
  suspended: ReadonlySet<string>,
  today: string,
): RequiredCourse[] {
  const remembered = memories.map((memory) => ({ ...memory, suspended: suspended.has(memory.itemId) }))
  return required.map((course) => {
    const round = rounds.get(course.courseId)
    if (!round) return course
    const own = round.last === null ? [] : ofCourse(live, course.courseId, remembered)
    return renewed(course, round, round.last !== null && isHeldOn(round.last, own, retentionOf(course.class)), today)
  })
}

/** What was never answered is not counted: it came into a lesson after that was done. */
function ofCourse<M extends Memory>(live: Live, courseId: string, memories: readonly M[]): M[] {
  const lessons = lessonIdsOf(live.courses.find(({ id }) => id === courseId))
  const items = new Set(lessons.flatMap((id) => lessonFor(live, id, [])?.itemIds ?? []))
  return memories.filter(({ itemId, rev }) => items.has(itemId) && itemFor(live, itemId, null)?.rev === rev)
}
