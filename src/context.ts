import type { Db } from '#dialect/client.ts'
import type { Logger } from 'pino'
import type { Transaction } from '../db/transaction.ts'
import type { Bell } from './kernel/bell.ts'
import type { Mail } from './kernel/mail.ts'
import type { Catalogue } from './lessons/lesson.ts'
import type { Settings } from './settings.ts'

/** The world that a service may touch: everything that is not an argument or a table comes from here. */
export interface Context {
  settings: Settings
  /** The reading connection: sees only what is committed. */
  read: Db
  /** The one door for writes; resolves after COMMIT. */
  transaction: Transaction
  /** Milliseconds UTC. */
  now: () => number
  /** Cryptographically random bytes. */
  random: (bytes: number) => Uint8Array
  /** The network, for what Heed asks of others. */
  http: typeof fetch
  /** Rung when something was put into the outbox. */
  news: Bell
  /** Null where no mail server is set. */
  mail: Mail | null
  log: Logger
  catalogue: Catalogue
}
