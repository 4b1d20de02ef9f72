import type { Assigned } from '../../../assignments/due.ts'
import { classFor } from '../../../assignments/due.ts'
import { lessonIdsOf } from '../../../lessons/progress.ts'
import type { Live } from '../../../lessons/lesson.ts'
import { itemFor, lessonFor } from '../../../lessons/live.ts'
import { retentionOf } from '../../../scheduling/schedule.ts'

export interface AssignedItem {
  id: string
  rev: number
  skill: string
  type: string
  lesson: string
  /** Desired, 0 to 1. */
  retention: number
}

/** The items of all these courses, each once, in the order of the lessons. */
export function assignedItems(live: Live, assigned: readonly Assigned[]): AssignedItem[] {
  const courses = assigned.flatMap(({ courseId }) => live.courses.find(({ id }) => id === courseId) ?? [])
  const lessons = [...new Set(courses.flatMap(lessonIdsOf))]
  const ids = [...new Set(lessons.flatMap((id) => lessonFor(live, id, [])?.itemIds ?? []))]
  return ids.flatMap((id) => {
    const item = itemFor(live, id, null)
    if (!item) return []
    const retention = retentionOf(classFor(live, id, assigned))
    return [{ id, rev: item.rev, skill: item.skill, type: item.type, lesson: item.lesson, retention }]
  })
}
