import { hourMs } from './time.ts'

/** What one look at something that Heed stands on found, in a sentence; `mend` is what to do about it. */
export interface Finding {
  check: string
  ok: boolean
  says: string
  mend?: string
}

export const fine = (check: string, says: string): Finding => ({ check, ok: true, says })

export const problem = (check: string, says: string, mend: string): Finding => ({ check, ok: false, says, mend })

/** 1.5 GB, 12 MB. */
export function size(bytes: number): string {
  const megabytes = bytes / 1_000_000
  return megabytes >= 1000 ? `${(megabytes / 1000).toFixed(1)} GB` : `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`
}

/** A length of time in its largest unit. */
export function age(ms: number): string {
  const hours = Math.floor(ms / hourMs)
  if (hours < 1) return 'less than an hour'
  if (hours < 48) return hours === 1 ? 'an hour' : `${hours} hours`
  return `${Math.floor(hours / 24)} days`
}
