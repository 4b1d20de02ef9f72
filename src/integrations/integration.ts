import type { Mail } from '../kernel/mail.ts'

/** A system outside that is told what happens here. One folder and one line in `registry.ts`. */
export interface Integration {
  name: string
  /** What it takes: the kinds of rows in the outbox. Stored, so never renamed. */
  kinds: readonly string[]
  /** Whether it is set up here; what it takes waits until it is. */
  isReady(outside: Outside): boolean
  /**
   * Hands over one piece of news. It may come twice: after a crash nobody knows whether it arrived.
   *
   * @throws Undelivered in words for an admin
   */
  deliver(news: News, outside: Outside): Promise<void>
  /** Replayed by the contract suite. */
  examples: readonly Example[]
}

export interface News {
  /** The same at every try. */
  id: string
  kind: string
  payload: unknown
  recipient: Recipient
}

/** Whom it concerns, as they are now. */
export interface Recipient {
  email: string
  /** Null for somebody who is not here yet. */
  name: string | null
  /** BCP 47. */
  locale: string
}

/** All that an integration may touch. */
export interface Outside {
  mail: Mail | null
  /** The public address, without a trailing slash. */
  url: string
  /** What this Heed is called. */
  site: string
}

export interface Example {
  kind: string
  payload: Record<string, unknown>
  /** Words that must arrive, by language. */
  says: Record<'en' | 'de', string[]>
}
