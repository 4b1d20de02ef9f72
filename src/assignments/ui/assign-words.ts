import { datedDay } from '../../ui/words.ts'
import type { Listed } from '../made.ts'
import { isStudyDay } from '../../kernel/day.ts'

export const whatOf = ({ course, courseId, team, person }: Listed): string => `“${course ?? courseId}” for ${team ?? person}`

export const byDay = (day: string | null): string => (day === null ? 'without a due day' : `by ${datedDay(day)}`)

const mostNamed = 3

/**
 * What is said of an assignment that was just made.
 *
 * @param open all that are open, it too: of several the earliest day counts, so one that was asked for elsewhere stays
 * @param before the day that it had, "none" where it had none, null where it is new; from an address, so it may be anything
 */
export function madeWords(made: Listed, open: readonly Listed[], before: string | null): string {
  const earlier = open.filter(
    ({ id, courseId, dueDay }) => id !== made.id && courseId === made.courseId && dueDay !== null && (!made.dueDay || dueDay < made.dueDay),
  )
  const named = earlier.slice(0, mostNamed).map(({ team, person, dueDay }) => `${team ?? person} (${byDay(dueDay)})`)
  const rest = earlier.length > mostNamed ? [`${earlier.length - mostNamed} more`] : []
  return [
    `${whatOf(made)} is assigned, ${byDay(made.dueDay)}.`,
    ...(before === 'none' || (before !== null && isStudyDay(before))
      ? [`Before, it was assigned ${byDay(before === 'none' ? null : before)}.`]
      : []),
    ...(earlier.length > 0
      ? [
          `Whoever also belongs to ${new Intl.ListFormat('en', { type: 'disjunction' }).format([...named, ...rest])} keeps that earlier day.`,
        ]
      : []),
    'It stands among the courses of everybody whom it concerns, and on Today in the order of the due days.',
  ].join(' ')
}
