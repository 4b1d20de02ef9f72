import type { itemVersions } from '../../../../db/lessons.ts'
import { studyDay } from '../../../kernel/study-day.ts'
import type { BaseSpec } from '../../../items/item-type.ts'
import { gradeBy } from '../../../review/service/pair.ts'
import type { Version } from '../../../review/service/versions.ts'
import { oldWayOf, type OldWay } from '../../items/old-way.ts'
import type { PersonItem, Told } from './pair.ts'

/** All versions of an item, oldest first, in all languages. */
export type Lineage = Awaited<ReturnType<typeof itemVersions>>

/** How those who met the item before its fact last changed answer it since; null when it never changed, or fewer than five have answered. */
export function oldWayIn(lineage: Lineage, rev: number, locale: string, people: readonly PersonItem[]): OldWay | null {
  const versions = lineage.filter((version) => version.rev === rev && version.locale === locale)
  const at = versions.findLastIndex(({ change }) => change === 'fact')
  const [old, changed] = [versions[at - 1], versions[at]]
  if (!old || !changed) return null
  const since = people.flatMap(({ counted }) => {
    const after = counted.findIndex(({ version }) => version.locale === locale && !version.outdatedBy)
    return counted.slice(0, Math.max(0, after)).some(({ version }) => version.outdatedBy) ? [counted[after]!] : []
  })
  const oldSpec = JSON.parse(old.spec) as BaseSpec
  const curve = oldWayOf(
    studyDay(changed.liveFrom, 'UTC'),
    since
      .toSorted((a, b) => a.row.arrival - b.row.arrival)
      .map((told) => ({ day: told.row.day, oldWay: told.credit < 1 && rightBefore(told, oldSpec) })),
  )
  return curve.weeks.length > 0 ? curve : null
}

function rightBefore({ row, version }: Told, oldSpec: BaseSpec): boolean {
  const asBefore: Version = { ...version, spec: oldSpec, correctedSpec: undefined }
  return gradeBy(asBefore, JSON.parse(row.response), false)?.credit === 1
}
