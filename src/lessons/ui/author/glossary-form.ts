import { text } from '../../../ui/form.ts'
import type { WantedGlossary } from '../../author-pages.ts'

/** What a form of the glossary's page asks for. */
export function termWantedBy(form: FormData): WantedGlossary {
  const [read, from] = [text(form, 'read'), text(form, 'from')]
  return { read: read || null, from: from || null, to: text(form, 'action') === 'take-away' ? null : termIn(form) }
}

function termIn(form: FormData): WantedGlossary['to'] {
  const locales = [...form.keys()].flatMap((name) => /^in\.(.+)\.term$/.exec(name)?.[1] ?? [])
  return {
    term: text(form, 'term'),
    short: text(form, 'short'),
    also: text(form, 'also')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== ''),
    translations: Object.fromEntries(
      locales.map((locale) => [locale, { term: text(form, `in.${locale}.term`), short: text(form, `in.${locale}.short`) }]),
    ),
  }
}
