import { Refusal } from '../kernel/refusal.ts'

export const roles = ['learner', 'author', 'admin', 'owner'] as const

/** Everyone learns; each role may do all that the one before it may. Leading a team is not a role but a mark on the membership. */
export type Role = (typeof roles)[number]

/** Who is asking. Every store query takes one, so that a forgotten check at the door is not a hole. */
export interface Viewer {
  id: string
  email: string
  name: string
  role: Role
  /** IANA zone, the one seen last. */
  zone: string
  /** BCP 47 tag, or null for what the browser prefers. */
  locale: string | null
  /** The review budget that the person set, minutes. */
  minutes: number
  daysAWeek: number
  /** ISO weekdays as digits, 1 is Monday: "12345". */
  workDays: string
  keysOn: boolean
  theme: 'system' | 'light' | 'dark'
  textSize: 'normal' | 'large' | 'largest'
  motion: 'system' | 'reduced'
  /** When to be reminded of a review, HH:MM in their zone; null for never. */
  remindAt: string | null
  /** Whether they lead a team; known of whoever is signed in. */
  leads?: boolean
  /** When this sign-in began or was last proved, milliseconds UTC; missing where no sign-in stands behind it. */
  provedAt?: number
}

/** What a route declares. `anyone` is open to the street; the rest need a sign-in and at least that role. */
export type Access = 'anyone' | Role

export function may(viewer: Viewer | null, access: Access): boolean {
  if (access === 'anyone') return true
  return viewer !== null && roles.indexOf(viewer.role) >= roles.indexOf(access)
}

/** Nobody gives more than they have. */
export function outranks(role: Role, other: Role): boolean {
  return roles.indexOf(role) > roles.indexOf(other)
}

/** @throws Refusal('signed-out') or Refusal('forbidden') */
export function demand(viewer: Viewer | null, role: Role): asserts viewer is Viewer {
  if (viewer === null) throw new Refusal('signed-out', 'You are not signed in.', 'Sign in and try again.')
  if (!may(viewer, role)) throw new Refusal('forbidden', 'Your role does not allow this.', 'Ask whoever runs Heed here.')
}

/** Who acts when somebody with access to the machine runs a command: nobody who learns, but it may do everything. */
export const systemViewer: Viewer = {
  id: 'system',
  email: '',
  name: 'the command line',
  role: 'owner',
  zone: 'UTC',
  locale: null,
  minutes: 5,
  daysAWeek: 4,
  workDays: '12345',
  keysOn: true,
  theme: 'system',
  textSize: 'normal',
  motion: 'system',
  remindAt: null,
}
