import type { ListedTeam } from '../admin-pages.ts'
import { withBelow } from '../team-tree.ts'

/** Where a team may hang, in the order of the tree; a team that is there already, never below itself. */
export function placesFor(teams: readonly ListedTeam[], id?: string): { value: string; label: string }[] {
  const own = id === undefined ? new Set<string>() : withBelow(teams, [id])
  const places = teams.filter((team) => !own.has(team.id))
  return [
    { value: '', label: 'Nothing: it stands at the top' },
    ...places.map(({ id: value, name, depth }) => ({ value, label: `${'– '.repeat(depth)}${name}` })),
  ]
}
