/**
 * An expected "no". Its words reach a person, so they say what was seen, what it means and what to do.
 * Each edge turns it into its own form in one place; anything else that is thrown is a bug.
 *
 * Known by its `name`, never by `instanceof`: Astro bundles its own copy of what pages import.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly hint: string | undefined
  /** Seconds after which trying again makes sense: busy and too-many only. */
  readonly retryAfter: number | undefined

  constructor(code: RefusalCode, message: string, hint?: string, retryAfter?: number) {
    super(message)
    this.code = code
    this.hint = hint
    this.retryAfter = retryAfter
  }
}

/** Every refusal and the HTTP status that stands for it. */
export const refusalStatus = {
  malformed: 400,
  'signed-out': 401,
  forbidden: 403,
  /** Allowed, once the person has proved again that it is they. */
  'step-up': 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
  busy: 503,
  'disk-full': 507,
} as const

export type RefusalCode = keyof typeof refusalStatus

export function isRefusal(thrown: unknown): thrown is Refusal {
  return thrown instanceof Error && thrown.name === 'Refusal'
}
