/** What a version needs for its place among the others of its item. */
export interface Versioned {
  id: string
  itemId: string
  rev: number
  locale: string
  change: 'wording' | 'fact' | 'mistake' | 'new'
}

/**
 * The versions of the same revision and language that came after this one, oldest first.
 *
 * @param versions of the item under all its names, oldest first
 */
function after<V extends Versioned>({ id, rev, locale }: Versioned, versions: readonly V[]): V[] {
  const alike = versions.filter((version) => version.rev === rev && version.locale === locale)
  return alike.slice(alike.findIndex((version) => version.id === id) + 1)
}

/**
 * The later version that corrected the key of this one: answers to this one are graded by it. A fact that changed in between
 * ends the search, because until then the old key was right.
 */
export function correctionOf<V extends Versioned>(version: Versioned, versions: readonly V[]): V | undefined {
  const later = after(version, versions)
  const changed = later.findIndex(({ change }) => change === 'fact')
  return later.slice(0, changed === -1 ? undefined : changed).findLast(({ change }) => change === 'mistake')
}

/** The newest later version whose fact is another one: whoever knew this one has to learn that. */
export function outdatedBy<V extends Versioned>(version: Versioned, versions: readonly V[]): V | undefined {
  return after(version, versions).findLast(({ change }) => change === 'fact')
}
