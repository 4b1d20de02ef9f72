/** A team as far as the tree goes; without a parent it stands at the top. */
export interface TeamNode {
  id: string
  parentId: string | null
}

/** These teams and everything below them. A ring, which nobody can make, would not hold it up. */
export function withBelow(teams: readonly TeamNode[], roots: Iterable<string>): Set<string> {
  const children = Map.groupBy(teams, ({ parentId }) => parentId)
  const found = new Set<string>()
  const waiting = [...roots]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    found.add(id)
    for (const child of children.get(id) ?? []) waiting.push(child.id)
  }
  return found
}

/** Whether a team may hang below another: never below itself or one of its own. */
export function mayHang(teams: readonly TeamNode[], id: string, parentId: string | null): boolean {
  return parentId === null || !withBelow(teams, [id]).has(parentId)
}

export interface Belonging {
  teamId: string
  personId: string
  lead: boolean
}

/** Whom and what somebody reaches by leading: the twin of `db/teams.ts`, which asks the tables the same. */
export function reach(
  teams: readonly TeamNode[],
  members: readonly Belonging[],
  personId: string,
): { teams: Set<string>; people: Set<string> } {
  const led = withBelow(
    teams,
    members.filter((member) => member.lead && member.personId === personId).map(({ teamId }) => teamId),
  )
  return { teams: led, people: new Set(members.filter(({ teamId }) => led.has(teamId)).map((member) => member.personId)) }
}

/** In the order in which a tree is read, each with its depth: 0 at the top. Siblings keep the order in which they came. */
export function asTree<Team extends TeamNode>(teams: readonly Team[]): (Team & { depth: number })[] {
  const children = Map.groupBy(teams, ({ parentId }) => parentId)
  const below = (parentId: string | null, depth: number): (Team & { depth: number })[] =>
    (children.get(parentId) ?? []).flatMap((team) => [{ ...team, depth }, ...below(team.id, depth + 1)])
  return below(null, 0)
}
