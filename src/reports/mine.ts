import type { Verdict } from '../grading/verdict.ts'
import type { Absence } from '../people/absence.ts'
import type { Viewer } from '../people/role.ts'

/** All that Heed knows of one person, as they may take it away. Instants are ISO 8601, days are study days. */
export interface Mine {
  exportedAt: string
  account: Pick<Viewer, 'id' | 'email' | 'name' | 'role'> & { enrolledAt: string }
  settings: Pick<Viewer, 'locale' | 'zone' | 'workDays' | 'daysAWeek' | 'minutes' | 'keysOn' | 'theme' | 'textSize' | 'motion' | 'remindAt'>
  signIns: { label: string; createdAt: string; seenAt: string }[]
  teams: { name: string; lead: boolean }[]
  answers: AnswerLine[]
  memories: MemoryLine[]
  sessions: {
    id: string
    day: string
    n: number
    minutes: number
    predictedSeconds: number
    createdAt: string
    finishedAt: string | null
    items: string[]
  }[]
  visits: { lesson: string; openedAt: string; doneAt: string | null }[]
  suspensions: { item: string; since: string; reason: string }[]
  absences: Absence[]
  /** Only those that bear the person's name: of the others nobody knows whose they are. */
  flags: { item: string; text: string; at: string; state: string; reply: string | null }[]
  /** Courses that were given to this person, not to a team. */
  assignments: { course: string; startDay: string; dueDay: string | null; madeAt: string; endedAt: string | null }[]
  kudos: { direction: 'given' | 'received'; skill: string; text: string; at: string }[]
  /** Accounts at other systems that sign in here. */
  identities: { issuer: string; subject: string; linkedAt: string }[]
  reminders: { day: string; kind: string; at: string }[]
  /** What others and the system did to the account or looked at. */
  deeds: { at: string; verb: string }[]
  withheld: Withheld
}

export interface AnswerLine {
  id: string
  item: string
  lesson: string
  version: string
  session: string | null
  day: string
  at: string
  zone: string
  mode: string | null
  ms: number
  hint: boolean
  /** Null while the item waits to be asked, as are the two after it. */
  response: unknown
  /** 0 to 1. */
  credit: number | null
  verdict: Verdict | null
  voided: boolean
}

export interface MemoryLine {
  item: string
  rev: number
  lastDay: string
  due: string
  /** Retrievability today, 0 to 1; null on the day of the last answer. */
  strength: number | null
  /** Days. */
  stability: number
  /** 1 to 10. */
  difficulty: number
  answers: number
  lapses: number
}

/** Items that wait to be asked: what was answered to them would give their answer away. */
interface Withheld {
  items: number
  why: string
}

export function withheld(items: number): Withheld {
  const waiting = items === 1 ? '1 item waits' : `${items} items wait`
  return {
    items,
    why:
      items === 0
        ? 'Nothing is left out.'
        : `${waiting} to be asked, so what you answered before is left out until you have answered again.`,
  }
}
