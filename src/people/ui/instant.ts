/** "26 Nov 2026, 09:30", in the reader's zone. */
export function instant(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at)
}

/** "26 Nov 2026": nobody needs to see at which hour a colleague was here. */
export function date(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone }).format(at)
}
