import { teamsOf } from '../../../db/teams.ts'
import type { Context } from '../../context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { inOwnLanguage } from '../../lessons/in-language.ts'
import type { Assignable } from '../made.ts'
import { may, type Viewer } from '../../people/role.ts'

/** @throws Refusal('not-found') for who leads nothing: to them there is no such page */
export async function assignable(context: Context, viewer: Viewer): Promise<Assignable> {
  const teams = await teamsOf(context.read, viewer)
  if (teams.length === 0 && !may(viewer, 'admin'))
    throw new Refusal('not-found', 'There is no team of yours here.', 'Whoever runs Heed here can make you the lead of one.')
  const { courses } = inOwnLanguage(context.catalogue.live(), viewer.locale)
  return {
    courses: courses.map(({ id, title }) => ({ id, title })),
    teams: teams.map(({ id, name }) => ({ id, name })),
    everybodys: courses.filter(({ audience }) => audience === 'everyone').map(({ title }) => title),
  }
}
