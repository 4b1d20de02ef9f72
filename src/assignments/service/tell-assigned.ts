import type { Db } from '#dialect/client.ts'
import type { AssignmentRow } from '../../../db/assignments.ts'
import { tell } from '../../../db/outbox.ts'
import { peopleBelow } from '../../../db/team-reports.ts'
import type { Context } from '../../context.ts'
import { systemViewer, type Viewer } from '../../people/role.ts'
import { canMail } from '../../people/service/mail.ts'

/** A mail to everybody whom an assignment reaches now, where Heed sends mail; whoever made it knows. */
export async function tellAssigned(
  tx: Db,
  context: Context,
  viewer: Viewer,
  { teamId, personId, courseId, dueDay }: AssignmentRow,
  title: string,
): Promise<void> {
  if (!canMail(context)) return
  const people = personId === null ? (await peopleBelow(tx, teamId!)).map(({ id }) => id) : [personId]
  const by = viewer.id === systemViewer.id ? null : viewer.name
  for (const each of people)
    if (each !== viewer.id) await tell(tx, context, 'mail.assignment', { personId: each, by, course: courseId, title, due: dueDay })
}
