import type { DataClass } from './data-classes.ts'
import type { Role } from './role.ts'

/* What the pages about people are given. */

export interface Member {
  teamId: string
  id: string
  name: string
  email: string
  lead: boolean
  /** False for an account that was closed: it keeps its place. */
  open: boolean
}

export interface ListedTeam {
  id: string
  name: string
  parentId: string | null
  /** 0 at the top of what the viewer sees. */
  depth: number
  /** With an open account. */
  people: number
  /** The same with all teams below it, each person once. */
  together: number
  leads: string[]
}

export interface TeamPage {
  id: string
  name: string
  parentId: string | null
  members: Member[]
}

export interface TeamOf {
  id: string
  name: string
  lead: boolean
}

export interface PersonRow {
  id: string
  name: string
  email: string
  role: Role
  teams: TeamOf[]
  /** Milliseconds UTC; null for an open account. */
  closedAt: number | null
  /** When a living sign-in of theirs was last seen, milliseconds UTC; null where there is none. */
  seenAt: number | null
  /** Host of the identity provider that vouches for them; null where a password or a link does. */
  source: string | null
}

/** What is looked for; all of it must hold. Text is found in names and addresses. */
export interface PeopleQuery {
  q: string
  role: Role | null
  team: string | null
  state: 'open' | 'closed' | 'all'
  /** From 1. */
  page: number
}

export interface PeoplePage {
  query: PeopleQuery
  people: PersonRow[]
  /** Of all pages. */
  found: number
  pages: number
  teams: { id: string; name: string }[]
}

export interface PersonPage extends PersonRow {
  enrolledAt: number
  /** Whether the viewer may change this account: nobody governs who is above them. */
  governed: boolean
  /** It is the viewer's own. */
  own: boolean
  /** Whether a change of role would not ask for the password now. */
  fresh: boolean
  /** What the viewer may give. */
  roles: Role[]
  /** All teams, to choose from. */
  allTeams: { id: string; name: string }[]
  audit: AuditLine[]
}

export interface AuditLine {
  id: string
  at: number
  verb: string
  /** Null for the system. */
  actor: { id: string; name: string | null } | null
  person: { id: string; name: string | null } | null
  object: string
  detail: Record<string, unknown>
}

export interface AuditPage {
  lines: AuditLine[]
  verbs: string[]
  /** Whoever the list is narrowed to. */
  person: { id: string; name: string; email: string } | null
  verb: string | null
  /** First and last day. */
  from: string | null
  to: string | null
  /** Id from which the next page goes on; null on the last. */
  older: string | null
}

export interface InvitationRow {
  id: string
  email: string | null
  role: Role
  team: string | null
  madeBy: string | null
  expiresAt: number
}

export interface InvitePage {
  open: InvitationRow[]
  /** Those into which the viewer may invite. */
  teams: { id: string; name: string }[]
  roles: Role[]
  /** Everybody must go into a team: for whoever invites as a lead. */
  teamNeeded: boolean
  /** Whether Heed can send mail. */
  mail: boolean
}

/** A link that was just made. Shown once, to whoever made it; null when it goes to its person by mail. */
export interface ShownLink {
  url: string | null
  /** Milliseconds UTC. */
  expiresAt: number
  /** Whom Heed mails it to; null where it cannot, or knows no address. */
  mailedTo: string | null
}

/** What an invitation is for, before anybody takes it. */
export interface Welcome {
  /** Who may take it; null for whoever holds the link. */
  email: string | null
  role: Role
  team: string | null
  /** Who invites. */
  from: string | null
}

export interface ImportRow {
  /** Of the file, from 1. */
  line: number
  email: string
  name: string
  role: Role
  team: string | null
  lead: boolean
  /** What happens to them: a new account, a place in a team for somebody who is here, or nothing. */
  does: 'add' | 'place' | 'nothing'
  /** What somebody who is here keeps although the file says otherwise; empty where it says the same. */
  keeps: { name?: string; role?: Role; lead?: true }
}

export interface ImportProblem {
  line: number
  /** From 1, as a spreadsheet counts; 0 for the whole line. */
  column: number
  message: string
}

export interface ImportResult {
  file: string
  rows: ImportRow[]
  problems: ImportProblem[]
  /** Null where nothing was done: a dry run, or problems. */
  done: { added: number; placed: number; links: { email: string; name: string; url: string }[]; mailed: boolean } | null
}

/** A kind of thing that is there of somebody, and what an erasure does with it. */
interface HeldRow {
  /** In words. */
  holds: string
  erasure: DataClass['erasure']
  rows: number
}

/** What an erasure would take, and what it leaves in the content folder. */
export interface WouldGo {
  held: HeldRow[]
  /** Live lessons that name the person as their owner. */
  ownedLessons: number
}

/** For how long what is kept. */
export interface Kept {
  /** Of sign-ins and one-use links after their end, and of mails after they left. */
  signInDays: number
  auditDays: number
  /** After an account was closed; then the person is erased. */
  answerMonths: number
  flagMonths: number
}
