/** A mail as the mail server is given it; the sender is the site's own. */
export interface Letter {
  /** The same at every try, so that a mail program that gets it twice shows it once. */
  id: string
  to: string
  subject: string
  text: string
  html: string
  headers: Record<string, string>
}

/** @throws Undelivered */
export type Mail = (letter: Letter) => Promise<void>

/** Why something did not leave the house, in words for an admin. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered'
  /** Whether trying again will not help. */
  readonly forGood: boolean

  constructor(message: string, { forGood = false } = {}) {
    super(message)
    this.forGood = forGood
  }
}
