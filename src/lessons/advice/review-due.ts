import { problemAt, type LessonFile } from '../content.ts'
import { readFrontMatter } from '../front-matter.ts'
import type { FileProblem } from '../lesson.ts'
import { plain } from '../text.ts'
import { daysBetween } from '../../kernel/day.ts'

const days: Record<string, number> = { day: 1, week: 7, month: 30.44, year: 365.25 }

/**
 * Lessons that nobody has read for longer than they said somebody would.
 *
 * @param today YYYY-MM-DD
 */
export function reviewsDue(lessons: readonly LessonFile[], today: string): FileProblem[] {
  return lessons.flatMap(({ file, text, compilation: { lesson } }): FileProblem[] => {
    if (lesson?.meta.status !== 'live') return []
    const { reviewed, reviewEvery } = lesson.meta
    const [, count, unit] = /^(\d+) (\w+?)s?$/.exec(reviewEvery ?? '') ?? []
    if (reviewed && reviewed > today) return [inFuture(file, text, reviewed, today)]
    if (!reviewed || !unit) return []
    const since = daysBetween(reviewed, today)
    if (!(since > Number(count) * days[unit]!)) return []
    const { given, placeOf } = readFrontMatter(plain(text))
    if (given.allow?.includes('review-due')) return []
    const message = `Somebody was to read this lesson every ${reviewEvery}, and that was last done ${since} days ago, on ${reviewed}.`
    return [
      {
        ...problemAt(file, placeOf(['reviewed']), 'review-due', message, `read it; if it is still right, write reviewed: ${today}`),
        severity: 'warning',
      },
    ]
  })
}

function inFuture(file: string, text: string, reviewed: string, today: string): FileProblem {
  const { placeOf } = readFrontMatter(plain(text))
  const message = `The lesson says that it was last read on ${reviewed}, which is still to come, so nobody is asked to read it until long after.`
  return { ...problemAt(file, placeOf(['reviewed']), 'reviewed-ahead', message, `write reviewed: ${today}`), severity: 'warning' }
}
