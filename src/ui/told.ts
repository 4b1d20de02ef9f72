import type { Refusal } from '../kernel/refusal.ts'
import { refusalStatus } from '../kernel/refusal.ts'

/** What a page says when it cannot do what was asked. */
export interface Told {
  status: number
  message: string
  hint: string | undefined
  retryAfter?: number | undefined
  /** Finds the fault in the log. */
  reference?: string
}

export function toldOfRefusal({ code, message, hint, retryAfter }: Refusal): Told {
  return { status: refusalStatus[code], message, hint, retryAfter }
}

/** Gives a page's answer the status that its words stand for; a page with nothing to refuse stays 200. */
export function answerWith(response: ResponseInit & { readonly headers: Headers }, said: Told | Refusal | null): void {
  if (!said) return
  const { status, retryAfter } = 'code' in said ? toldOfRefusal(said) : said
  response.status = status
  if (retryAfter !== undefined) response.headers.set('Retry-After', String(retryAfter))
}

/** A fault of ours: nothing of it is shown but the number under which the log has it. */
export function toldOfFault(reference: string): Told {
  return {
    status: 500,
    message: 'That did not work, and it was not you.',
    hint: 'Your saved answers are safe. Please try again in a moment.',
    reference,
  }
}

export const toldOfNothing: Told = {
  status: 404,
  message: 'There is no page here.',
  hint: 'The address may be mistyped, or the page may have moved.',
}
