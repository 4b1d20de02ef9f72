import type { Db } from '#dialect/client.ts'
import { teamsOf, type StoredTeam } from '../../../../db/teams.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Viewer } from '../../../people/role.ts'

/**
 * The teams that the viewer may look at, and the one that is meant: the first if none is named.
 *
 * @throws Refusal('not-found') for who leads nothing, and for a team that is not theirs
 */
export async function teamFor(db: Db, viewer: Viewer, id: string | undefined): Promise<{ teams: StoredTeam[]; team: StoredTeam }> {
  const teams = await teamsOf(db, viewer)
  const roots = teams.filter(({ parentId }) => !teams.some((other) => other.id === parentId))
  const team = id === undefined ? roots[0] : teams.find((each) => each.id === id)
  if (!team) throw new Refusal('not-found', 'There is no team of yours here.', 'Whoever runs Heed here can make you the lead of one.')
  return { teams, team }
}
