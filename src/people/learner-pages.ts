import type { TeamOf } from './admin-pages.ts'
import type { LinkKind } from './link.ts'
import type { Viewer } from './role.ts'

/* What the pages about oneself are given, and those on which somebody comes in. */

/** What a person may set of themselves. */
export type Settings = Pick<
  Viewer,
  'locale' | 'zone' | 'workDays' | 'daysAWeek' | 'minutes' | 'keysOn' | 'theme' | 'textSize' | 'motion' | 'remindAt'
>

export interface Me extends Pick<Viewer, 'id' | 'email' | 'name' | 'role'>, Settings {
  teams: TeamOf[]
}

/** What reaches a person without being asked for. */
export interface Reaching {
  /** Whether this Heed sends mail at all. */
  mail: boolean
  /** Whether there is a calendar that others' programs read. */
  calendar: boolean
}

/** A browser in which the person is signed in. */
export interface SignIn {
  id: string
  /** What the browser calls itself. */
  label: string
  createdAt: number
  seenAt: number
  /** The one that is asking. */
  here: boolean
}

/** Words of thanks: for the two whom they concern. */
export interface KudosPage {
  received: Kudos[]
  colleagues: { id: string; name: string }[]
  skills: { id: string; title: string }[]
}

interface Kudos {
  id: string
  /** Null for who is not here any more. */
  from: string | null
  skill: string
  text: string
  day: string
}

export interface CookieSet {
  /** A whole Set-Cookie value. */
  cookie: string
}

export interface LinkView {
  kind: LinkKind
  /** Of the person whom it signs in; null when there is none yet. */
  name: string | null
  email: string | null
  /** Milliseconds UTC. */
  expiresAt: number
}
