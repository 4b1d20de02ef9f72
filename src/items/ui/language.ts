import { createContext } from 'preact'

/** BCP 47 of the author's words, where they are in another language than the words around them. */
export const Language = createContext<string | undefined>(undefined)

/** @param version of an item, which names its language: `<item>@<locale>.<n>` */
export function languageOf(version: string): string | undefined {
  const locale = /@([^@]+)\.\d+$/.exec(version)?.[1]
  return locale === 'en' ? undefined : locale
}
