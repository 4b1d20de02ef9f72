import { isRefusal, Refusal } from '../kernel/refusal.ts'

/** What was posted; null when the page is only looked at. */
export async function posted(request: Request): Promise<FormData | null> {
  if (request.method !== 'POST') return null
  // A script that only presses the button sends no fields.
  if (!request.headers.has('content-type')) return new FormData()
  try {
    return await request.formData()
  } catch {
    throw new Refusal('malformed', 'This form could not be read.', 'Go back and send it again.')
  }
}

/** A field's text; empty when it is missing or a file. */
export function text(form: FormData | null, name: string): string {
  const value = form?.get(name)
  return typeof value === 'string' ? value : ''
}

/** Which of these forms was posted, by what stands in its hidden field; undefined when it is none of them. */
export function deedIn<Deeds extends object>(deeds: Deeds, form: FormData, field = 'deed'): keyof Deeds | undefined {
  const deed = text(form, field)
  return Object.hasOwn(deeds, deed) ? (deed as keyof Deeds) : undefined
}

/**
 * The refusal of a deed that a form asked for, to be shown beside its fields; null when it was done. Faults go on up, and
 * so does a deed that asks for the password: that has a page of its own.
 */
export async function refusalOf(deed: () => Promise<unknown>): Promise<Refusal | null> {
  try {
    await deed()
    return null
  } catch (thrown) {
    if (isRefusal(thrown) && thrown.code !== 'step-up') return thrown
    throw thrown
  }
}

/** Where to go after signing in: only ever a path of ours, whatever the address says. */
export function localPath(wanted: string | null): string {
  const here = 'http://heed.invalid'
  const url = URL.parse(wanted ?? '/', here)
  // A path of two slashes would be another site: `/.//evil.test` ends as one.
  return url?.origin === here ? url.pathname.replace(/^\/+/, '/') + url.search : '/'
}
