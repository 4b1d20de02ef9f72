const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** Up to twelve in letters, beyond in digits: "eight", "214". */
export function inWords(count: number): string {
  return numbers[count] ?? String(count)
}

/** "one minute", "five minutes". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${inWords(count)} ${count === 1 ? one : many}`
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The class of the marker's length for a strength of 0 to 1, in steps of five per cent. */
export function strokeClass(strength: number): string {
  return `s${Math.round(strength * 20) * 5}`
}

/** "Tue", for a study day YYYY-MM-DD. */
export const weekday = dayFormat({ weekday: 'short' })

/** "Tue 3 Nov" */
export const shortDay = dayFormat({ weekday: 'short', day: 'numeric', month: 'short' })

/** "Tuesday 3 November" */
export const longDay = dayFormat({ weekday: 'long', day: 'numeric', month: 'long' })

/** "Tue 3 Nov 2026": a day that may lie years ahead. */
export const datedDay = dayFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })

/** "Tuesday 3 November 2026" */
export const longDatedDay = dayFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })

/** "Tue 3 Nov", with the year when it is another one than that of `today`. */
export const dayIn = (day: string, today: string): string => withYear(shortDay(day), day, today)

export function withYear(words: string, day: string, today: string): string {
  return day.slice(0, 4) === today.slice(0, 4) ? words : `${words} ${day.slice(0, 4)}`
}

/** "Nov" */
export const monthOf = dayFormat({ month: 'short' })

/** How far a study day lies ahead: "today", "tomorrow", "in 9 days". */
export function ahead(day: string, today: string): string {
  const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000)
  if (days <= 0) return 'today'
  return days === 1 ? 'tomorrow' : `in ${counted(days, 'day')}`
}

/** Making a format takes far longer than using it. */
function dayFormat(parts: Intl.DateTimeFormatOptions): (day: string) => string {
  const format = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' })
  return (day) => format.format(Date.parse(day)).replace(',', '')
}
