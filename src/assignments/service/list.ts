import { assignmentsTo } from '../../../db/assignments.ts'
import type { Context } from '../../context.ts'
import { inOwnLanguage } from '../../lessons/in-language.ts'
import type { Viewer } from '../../people/role.ts'
import type { Listed } from '../made.ts'
import { scopeOf } from './scope.ts'

/** The open assignments within the viewer's reach, newest first. */
export async function listAssignments(context: Context, viewer: Viewer): Promise<Listed[]> {
  const { courses } = inOwnLanguage(context.catalogue.live(), viewer.locale)
  const rows = await assignmentsTo(context.read, await scopeOf(context.read, viewer))
  return rows.map(({ id, courseId, team, person, startDay, dueDay, class: courseClass }) => ({
    ...{ id, courseId, team, person, startDay, dueDay, class: courseClass },
    course: courses.find((course) => course.id === courseId)?.title,
  }))
}
