/**
 * BCP 47 of an author's words, where the words around them are in another. Ours within them say lang="en".
 *
 * @param version of an item, which names its language: `<item>@<locale>.<n>`
 */
export function languageOf(version: string): string | undefined {
  const locale = /@([^@]+)\.\d+$/.exec(version)?.[1]
  return locale === 'en' ? undefined : locale
}
