import type { Standing } from '../../standing.ts'

/**
 * Where a lesson's file stands, in a line. The last part says what it means for learners where that is not plain.
 *
 * @param within the course under which this is read, which need not be named again
 */
export function standingWords(standing: Standing, now: number, zone: string, within?: string): string {
  const { state, liveSince, items, courses } = standing
  const since = liveSince === null ? '' : sinceWords(liveSince, now, zone)
  const count = items === 1 ? '1 item' : `${items} items`
  const others = courses.filter(({ id }) => id !== within).map(({ title }) => title)
  const held =
    courses.length === 0
      ? ' · in no course: nobody will see this.'
      : others.length === 0
        ? ''
        : ` · ${within ? 'also ' : ''}in ${listed(others)}`
  switch (state) {
    case 'live':
    case 'nowhere':
      return `Live since ${since} · ${count}${held}`
    case 'broken':
      return `${mistakes(standing)}. ${since ? `Learners see the last good version, live since ${since}.` : 'Nobody sees it.'}`
    case 'draft':
      return `A draft${mistakes(standing) ? ` with ${mistakes(standing)}` : ''}. Nobody sees it.`
    case 'held':
      return 'Not live yet: the lesson that it translates is not, or a file beside the lessons cannot be read.'
    case 'retired':
      return 'Retired. Nobody is asked it any more.'
  }
}

/** "10:42" for today, "3 November" for any other day. */
export function sinceWords(at: number, now: number, zone: string): string {
  const day = (instant: number) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant)
  const parts: Intl.DateTimeFormatOptions =
    day(at) === day(now) ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'long' }
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: zone }).format(at)
}

function mistakes({ problems }: Standing): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return errors === 0 ? '' : errors === 1 ? '1 mistake' : `${errors} mistakes`
}

const listed = (titles: string[]) => new Intl.ListFormat('en-GB').format(titles)

/** A save that is in the folder and not in Git: a hook said no, or another Git was at work. */
export const withoutGit = 'Saved. Git did not take the change, so it is in the folder only: tell whoever runs Heed.'

/** What an item type is called on the button that inserts one; a new type goes by its tag. */
export const tagNames: Record<string, string> = {
  Quiz: 'Question with answers',
  Cloze: 'Text with gaps',
  Typed: 'Typed answer',
  Order: 'Put in order',
  Match: 'Match pairs',
  Card: 'Flashcard',
  Drill: 'Pick the best reply',
  Conversation: 'Conversation',
}
