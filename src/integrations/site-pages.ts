import type { Finding } from '../kernel/finding.ts'
import type { Kept } from '../people/admin-pages.ts'
import type { Rules } from '../people/oidc-claims.ts'

/** Something that did not leave the house, for an admin; what it says is for whom it was meant. */
export interface GivenUp {
  id: string
  kind: string
  /** Address, or id of a person; null when it cannot be read. */
  to: string | null
  /** Milliseconds UTC. */
  madeAt: number
  tries: number
  /** What went wrong last, in words. */
  problem: string
}

/** What is in the outbox and has not left. */
export interface Undeliveries {
  waiting: number
  /** Milliseconds UTC. */
  nextTryAt: number | null
  givenUp: number
  /** In words. */
  lastError: string | null
}

/** The last run of something that runs by the clock. */
export interface JobResult {
  job: string
  /** Milliseconds UTC. */
  at: number
  ms: number
  /** Null when all went well. */
  problem: string | null
}

/** How the place is, for whoever runs it. */
export interface SitePage {
  /** Whether a mail server is set. */
  mail: boolean
  letters: GivenUp[]
  /** The last run of each job. */
  runs: JobResult[]
  content: ContentState
  /** The organisation's own sign-in; null without one. */
  company: Company | null
  backups: BackupState
  kept: Kept
  /** Whether leads may look at a person's detail. */
  detail: boolean
  health: Finding[]
}

export interface ContentState {
  /** A folder, or the address of a repository without what signs in to it. */
  from: string
  /** The last time it was brought in step; null for a folder, and before the first time. */
  synced: JobResult | null
  repository: boolean
  courses: number
  /** Live in the site's own language. */
  lessons: number
  /** Files in which something must be mended before they go live as they are written. */
  broken: number
  warnings: number
}

export interface Company {
  name: string
  issuer: string
  /** Group of the provider → what it gives here. */
  roles: Rules
  teams: Rules
}

export interface BackupState {
  folder: string
  count: number
  /** Null where there is none yet; `at` in milliseconds UTC. */
  last: { path: string; at: number; bytes: number } | null
}
