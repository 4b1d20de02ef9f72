import type { Live, LiveLesson } from '../lesson.ts'
import { languageName } from '../locales.ts'

/**
 * That the original has changed since its translation was published, in words for authors; null while the two belong together.
 * Publishing the translation again ends it, even if only a day in its head is another.
 *
 * @param zone in which the days are counted
 */
export function translationOld(live: Live, id: string, locale: string, zone: string): string | null {
  const byLocale = live.lessons.get(id)
  const [original, translation] = [byLocale?.get(live.site.defaultLocale), byLocale?.get(locale)]
  if (!original || !translation || original.liveFrom <= translation.liveFrom) return null
  const day = ({ liveFrom }: LiveLesson) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(liveFrom)
  const since = day(original) === day(translation) ? 'earlier that day' : day(translation)
  return `The original changed on ${day(original)}; the ${languageName(locale)} text is from ${since}.`
}
