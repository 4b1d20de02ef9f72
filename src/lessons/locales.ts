import type { Site } from './lesson.ts'

/**
 * The languages in which somebody wants to read, best first: what the address asks for, the person's own, what the
 * browser accepts, the site's default.
 *
 * @param accepts an Accept-Language header
 */
export function localesOf(site: Site, own: string | null, accepts: string | undefined, asked?: string): string[] {
  const wanted = [asked, own, ...acceptedBy(accepts)].filter((locale): locale is string => Boolean(locale))
  const spoken = wanted.flatMap((locale) => [locale, languageOf(locale)]).filter((locale) => site.locales.includes(locale))
  return [...new Set([...spoken, site.defaultLocale])]
}

/** Without the country: en of en-GB. */
export const languageOf = (locale: string): string => locale.split('-')[0]!

/** A language by its English name. */
export const languageName = (locale: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale

function acceptedBy(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [tag, weight] = part.trim().split(/\s*;\s*q=/)
      return { tag: tag!, q: weight === undefined ? 1 : Number(weight) || 0 }
    })
    .filter(({ tag, q }) => tag !== '' && q > 0)
    .toSorted((a, b) => b.q - a.q)
    .map(({ tag }) => tag)
}
