import { assignmentsTo, endAssignment as end } from '../../../db/assignments.ts'
import { teamCalled } from '../../../db/teams.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../../people/entrance.ts'
import type { Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import { scopeOf } from './scope.ts'

/**
 * The course is not required of them any more; what was learnt stays, and goes on being reviewed.
 *
 * @throws Refusal('not-found') when it is not open, or not within the viewer's reach
 */
export async function endAssignment(context: PeopleContext, viewer: Viewer, id: string): Promise<void> {
  await context.transaction(async (tx) => {
    const found = (await assignmentsTo(tx, await scopeOf(tx, viewer))).find((each) => each.id === id)
    if (!found) throw new Refusal('not-found', 'There is no such assignment of yours.')
    await end(tx, id, context.now())
    const course = context.catalogue.live().courses.find((each) => each.id === found.courseId)
    const team = found.teamId === null ? undefined : await teamCalled(tx, viewer, found.teamId)
    await record(tx, context, {
      actorId: viewer.id,
      verb: 'assignment.ended',
      ...(found.personId === null ? {} : { personId: found.personId }),
      object: id,
      detail: { course: found.courseId, title: course?.title, team: found.teamId, teamName: team?.name },
    })
  })
}
