/** Nobody is shown a number that rests on fewer people, or from which one of fewer could be worked out. */
export const fewest = 5

/**
 * Who counts in each of several numbers about people that are shown side by side: a team and the team below it, say. Two means
 * subtracted tell the mean of the people between them, so everybody who counts belongs to one group of at least five, and a number
 * rests on whole groups. Whatever is added and taken away, it comes out about whole groups again.
 *
 * The small sets come first, and a larger one leaves out the few whom it has beyond them. To hide it would hide more: above nearly
 * every team stand one or two who lead it. To hide a smaller one would leave its lead with nothing.
 *
 * @param sets whom each number would be about, by its name
 * @returns those of whom something may be told
 */
export function wholeGroups<Name>(sets: ReadonlyMap<Name, ReadonlySet<string>>): Map<Name, Set<string>> {
  const groups: Set<string>[] = []
  const grouped = new Set<string>()
  const counted = new Map<Name, Set<string>>()
  for (const [name, people] of [...sets].toSorted(([, a], [, b]) => a.size - b.size)) {
    const rest = people.difference(grouped)
    if (rest.size >= fewest) {
      groups.push(rest)
      for (const id of rest) grouped.add(id)
    }
    const whole = groups.filter((group) => group.isSubsetOf(people))
    if (whole.length > 0) counted.set(name, new Set(whole.flatMap((group) => [...group])))
  }
  return counted
}

/**
 * A share of a group, to the nearest twentieth. Groups change by one person, and by one answer, from one night to the next: from two
 * exact numbers theirs follows, from two of these only that it lies within a range; of six people, of about half of all there is.
 */
export const inTwentieths = (share: number): number => Math.round(share * 20) / 20

/** A count of answers, as coarse as the shares beside it. */
export const inTens = (count: number): number => Math.round(count / 10) * 10

/**
 * What makes whole groups of five people, of what came one after the other: figures that are made anew every night then move by five
 * people at once, and from two of them nothing follows about one.
 *
 * @param inOrder the oldest first
 */
export function inFives<T>(inOrder: readonly T[], personOf: (each: T) => string): T[] {
  let whole = 0
  let people = new Set<string>()
  for (const [index, each] of inOrder.entries()) {
    people.add(personOf(each))
    if (people.size < fewest) continue
    whole = index + 1
    people = new Set()
  }
  return inOrder.slice(0, whole)
}

/** Every team by its id, with everybody in it and below it. */
export type Reach = ReadonlyMap<string, ReadonlySet<string>>

/** What is known of people, by team, as far as it may be told: of those in whole groups. */
export function byTeam<T>(reach: Reach, known: ReadonlyMap<string, T>): { teamId: string; values: T[] }[] {
  const withData = new Map([...reach].map(([teamId, people]) => [teamId, new Set([...people].filter((id) => known.has(id)))]))
  return [...wholeGroups(withData)].map(([teamId, people]) => ({ teamId, values: [...people].map((id) => known.get(id)!) }))
}
