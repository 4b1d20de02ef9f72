import { problemAt, type Content } from './content.ts'
import type { FileProblem } from './lesson.ts'

/** What can be wrong with the cards once all of them are known. */
export function cardsAmongThem(content: Content): FileProblem[] {
  return [...twins(content), ...withoutOriginal(content)]
}

/** Within a language a card's id stands once; its translations carry the same. */
function twins({ cards }: Content): FileProblem[] {
  const seen = new Map<string, string>()
  return cards.flatMap(({ file, value, placeOf }) => {
    if (!value) return []
    const key = `${value.locale} ${value.id}`
    const earlier = seen.get(key)
    if (earlier === undefined) {
      seen.set(key, file)
      return []
    }
    const message = `The card id "${value.id}" is there twice: here and in ${earlier}. Only one of the two could be found under it.`
    return [problemAt(file, placeOf(['id']), 'id-duplicate', message, 'give one of them another id.')]
  })
}

function withoutOriginal({ cards, site }: Content): FileProblem[] {
  // Whether an unreadable card is the original cannot be said.
  if (!site.value || cards.some(({ value }) => value === undefined)) return []
  const { defaultLocale } = site.value
  const originals = new Set(cards.flatMap(({ value }) => (value!.locale === defaultLocale ? [value!.id] : [])))
  return cards.flatMap(({ file, value, placeOf }) => {
    if (value!.locale === defaultLocale || originals.has(value!.id)) return []
    const message = `There is no card "${value!.id}" in the default language that this could translate.`
    return [problemAt(file, placeOf(['id']), 'locale-mismatch', message, 'write the id of the card that it translates.')]
  })
}
