import type { BasePrompt, BaseSpec } from '../items/item-type.ts'
import { typeOf } from '../items/registry.ts'
import { termIn } from './in-language.ts'
import type { CardPage, GlossaryTerm, Live, LiveItem, LiveLesson, Site } from './lesson.ts'

/** One entry of the index. `ref` is the id of what it stands for; a match in the title counts more. */
export interface SearchText {
  kind: 'lesson' | 'card' | 'term' | 'item'
  ref: string
  locale: string
  title: string
  body: string
}

/** All that can be found, in every language. */
export function* searchTexts({ lessons, cards, items, glossary, site }: Live): Generator<SearchText> {
  for (const byLocale of lessons.values()) for (const lesson of byLocale.values()) yield lessonText(lesson)
  for (const byLocale of cards.values()) for (const card of byLocale.values()) yield cardText(card)
  for (const byLocale of items.values()) for (const item of byLocale.values()) yield itemText(item)
  for (const term of glossary) for (const locale of localesOfTerm(term, site)) yield termText(termIn(term, [locale]), locale)
}

const localesOfTerm = ({ translations = {} }: GlossaryTerm, { defaultLocale, locales }: Site) =>
  locales.filter((locale) => locale === defaultLocale || Object.hasOwn(translations, locale))

function lessonText({ meta, locale, segments }: LiveLesson): SearchText {
  const prose = segments.flatMap((segment) => ('html' in segment ? [plainText(segment.html)] : []))
  return { kind: 'lesson', ref: meta.id, locale, title: tidy(meta.title), body: tidy([meta.summary, ...prose].join('\n')) }
}

function cardText({ id, locale, title, summary, html }: CardPage): SearchText {
  return { kind: 'card', ref: id, locale, title: tidy(title), body: tidy([summary, plainText(html)].join('\n')) }
}

function itemText({ id, locale, type, spec }: LiveItem): SearchText {
  return { kind: 'item', ref: id, locale, title: '', body: questionText(type, spec) }
}

function termText({ id, title, also, short }: GlossaryTerm, locale: string): SearchText {
  const words = [title, ...also.filter((form) => form.toLowerCase() !== title.toLowerCase())].join(', ')
  return { kind: 'term', ref: id, locale, title: tidy(words), body: tidy(short) }
}

/** What is asked and nothing else, in plain words: no option, no gap's answer, no later turn of a conversation. */
export function questionText(type: string, spec: BaseSpec): string {
  return tidy(plainText(questionHtml(type, spec)))
}

/**
 * The question as HTML; of a conversation the introduction and what is said first. It is read from what the type
 * presents to a browser before the answer, so nothing that decides right and wrong can be in it.
 */
export function questionHtml(type: string, spec: BaseSpec): string {
  const { html, scenes } = typeOf(type).present(spec, 0) as BasePrompt & { scenes?: { html: string }[] }
  return [html, scenes?.[0]?.html ?? ''].join('\n').trim()
}

/** The words of HTML that `htmlOf` made: a gap becomes an ellipsis, who speaks is told from what they say. */
export function plainText(html: string): string {
  return html
    .replace(/<span data-gap="\d+"><\/span>/g, '…')
    .replace(/<p class="speaker">([^<]*)<\/p>\s*/g, '$1: ')
    .replace(/<\/(?:p|h\d|li|t[dhr]|pre|blockquote)>|<[bh]r>/g, '\n')
    .replace(/<(?:"[^"]*"|[^">])*>/g, '')
    .replace(/&(?:#x([0-9a-f]+)|(amp|lt|gt|quot));/gi, (_, code: string | undefined, name: string) =>
      code ? String.fromCodePoint(Number.parseInt(code, 16)) : named[name.toLowerCase()]!,
    )
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** Composed letters, because the index folds only those; no control characters, because marks are made of them. */
function tidy(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\S\n]+|[^\P{Cc}\n]+/gu, ' ')
    .replace(/ *\n[ \n]*/g, '\n')
    .trim()
}
