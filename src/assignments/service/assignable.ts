import { teamsOf } from '../../../db/teams.ts'
import type { Context } from '../../context.ts'
import type { Viewer } from '../../people/role.ts'

/** What the page of an assignment offers: the courses, and the teams within the viewer's reach. */
export interface Assignable {
  courses: { id: string; title: string }[]
  teams: { id: string; name: string }[]
}

export async function assignable(context: Context, viewer: Viewer): Promise<Assignable> {
  return {
    courses: context.catalogue.live().courses.map(({ id, title }) => ({ id, title })),
    teams: (await teamsOf(context.read, viewer)).map(({ id, name }) => ({ id, name })),
  }
}
