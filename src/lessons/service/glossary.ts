import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { GlossaryPage, Saved, WantedGlossary } from '../author-pages.ts'
import { isError } from '../compile.ts'
import { readGlossary, type Glossary, type ReadFile } from '../course-files.ts'
import { asTerm, takenBy, termsIn, withoutTerm, withTerm, type WantedTerm } from '../glossary-edit.ts'
import type { GlossaryTerm } from '../lesson.ts'
import { defaultLocaleOf } from '../lesson-file.ts'
import { languageName } from '../locales.ts'
import { plain } from '../text.ts'
import { canWrite, demandAsRead, readMark, readText } from '../writing.ts'
import { differenceFrom } from './difference.ts'
import { usesOf } from './term-uses.ts'
import { write } from './write.ts'

const file = 'glossary.yml'

const words = z.string().max(100, 'A word has at most 100 characters.')
const short = z.string().max(1000, 'A definition has at most 1000 characters.')
const changeInput = z.strictObject({
  read: z.string().max(200).nullable(),
  from: z.string().max(64).nullable(),
  to: z
    .strictObject({
      term: z.string().max(64, 'A term has at most 64 characters.'),
      short,
      also: z.array(words).max(30, 'A term has at most 30 other words.'),
      translations: z.record(z.string(), z.strictObject({ term: words, short })),
    })
    .nullable(),
})

export type ChangeGlossaryInput = z.input<typeof changeInput>

interface GlossaryFile extends ReadFile<Glossary> {
  /** Undefined where there is no file yet. */
  raw: string | undefined
  read: string | null
}

/**
 * The glossary as its file says it.
 *
 * @param input.term the term that the form is for; a new one if left out
 * @param input.typed what an author could not save, with the mark of the file that they began with
 * @throws Refusal('not-found') for a term that is not there
 */
export async function glossaryPage(
  context: Context,
  viewer: Viewer,
  { term, typed }: { term?: string | undefined; typed?: WantedGlossary | undefined },
): Promise<GlossaryPage> {
  demand(viewer, 'author')
  const { value, raw, read, problems } = await glossaryFile(context)
  const text = plain(raw ?? '')
  const terms = value ? termsIn(text).flatMap((id) => value[id] ?? []) : []
  const from = typed ? typed.from : (term ?? null)
  const entry = terms.find(({ id }) => id === from)
  if (term !== undefined && !typed && !entry && value) throw noSuchTerm(term)
  const isChanged = typed !== undefined && typed.read !== read && value !== undefined
  const locales = localesIn(context)
  return {
    ...{ file, read, terms, problems, locales },
    writable: await canWrite(context.settings.content, file),
    // One that somebody else has taken away meanwhile would be put in again.
    form: { from: value ? (entry?.id ?? null) : from, to: typed?.to ?? asWanted(entry, locales) },
    usedIn: entry ? await usesOf(context, entry.id) : [],
    theirs: isChanged ? await differenceFrom(context, viewer, { file, object: file, text }, edited(text, typed)) : null,
  }
}

/** As the file is now: the catalogue learns of a change a moment later. A broken one has no value. */
async function glossaryFile({ settings }: Context): Promise<GlossaryFile> {
  const raw = await readText(settings.content, file)
  const found = readGlossary(raw === undefined ? undefined : plain(raw))
  const isBroken = found.problems.some(isError)
  return { ...found, value: isBroken ? undefined : found.value, raw, read: raw === undefined ? null : readMark(raw) }
}

function localesIn({ catalogue }: Context): GlossaryPage['locales'] {
  const content = catalogue.content()
  const others = (content.site.value?.locales ?? []).filter((locale) => locale !== defaultLocaleOf(content))
  return others.map((locale) => ({ locale, name: languageName(locale) }))
}

function asWanted(entry: GlossaryTerm | undefined, locales: GlossaryPage['locales']): WantedTerm {
  const said = locales.map(({ locale }) => {
    const { title = '', short = '' } = entry?.translations?.[locale] ?? {}
    return [locale, { term: title, short }] as const
  })
  return { term: entry?.id ?? '', short: entry?.short ?? '', also: entry?.also ?? [], translations: Object.fromEntries(said) }
}

/**
 * Puts a term into the glossary, changes one, or takes one away that no lesson names.
 *
 * @returns the id of the term, and whether Git has it too; null where the folder is no repository, or nothing has changed
 * @throws Refusal('invalid') for what cannot be a term and while the file has a mistake in it, Refusal('not-found'),
 *   Refusal('conflict') for a term that is there or that lessons name, and all that writing may refuse
 */
export async function changeGlossary(
  context: Context,
  viewer: Viewer,
  input: ChangeGlossaryInput,
): Promise<Pick<Saved, 'committed'> & { term: string | null }> {
  demand(viewer, 'author')
  const given = parse(changeInput, input)
  const wanted = { ...given, to: given.to && asTerm(given.to) }
  if (wanted.to) refuseUnfit(given.to!.term, wanted.to, localesIn(context))
  const { value, raw, problems } = await glossaryFile(context)
  if (!value) throw broken(problems)
  await demandAsRead(context.settings.content, file, wanted.read)
  if (wanted.from !== null && !Object.hasOwn(value, wanted.from)) throw noSuchTerm(wanted.from)
  if (wanted.to) refuseTaken(value, wanted.from, wanted.to)
  if (wanted.from !== null && wanted.to?.term !== wanted.from) await refuseUsed(context, wanted.from, wanted.to)
  const before = plain(raw ?? '')
  const text = edited(before, wanted)
  const term = wanted.to?.term ?? null
  if (text === before) return { committed: null, term }
  const after = readGlossary(text)
  if (after.problems.some(isError)) throw broken(after.problems)
  const committed = await write(context, viewer, { file, text, read: wanted.read, message: messageOf(wanted) })
  const detail = {
    from: wanted.from,
    term: wanted.to?.term ?? null,
    mark: readMark((await readText(context.settings.content, file)) ?? ''),
  }
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'glossary.changed', object: file, detail }))
  await context.catalogue.reload()
  return { committed, term }
}

function edited(text: string, { from, to }: Pick<WantedGlossary, 'from' | 'to'>): string {
  if (to) return withTerm(text, from, asTerm(to))
  return from === null ? text : withoutTerm(text, from)
}

function messageOf({ from, to }: WantedGlossary): string {
  if (!to) return `Take “${from}” out of the glossary`
  return from === null ? `Add “${to.term}” to the glossary` : `Change “${from}” in the glossary`
}

const noSuchTerm = (term: string) =>
  new Refusal('not-found', `The glossary has no term “${term}”.`, 'The terms that there are stand under Author, Glossary.')

function broken(problems: GlossaryPage['problems']): Refusal {
  const { line, message, mend } = problems.find(isError)!
  return new Refusal('invalid', `${file} has a mistake on line ${line}, so nothing was saved. ${message}`, mend && `Mend: ${mend}`)
}

function refuseUnfit(typed: string, { term, short, translations }: WantedTerm, locales: GlossaryPage['locales']): void {
  if (typed.trim() === '') throw new Refusal('invalid', 'The term has no name, so nothing was saved.', 'Write the word that it explains.')
  if (term === '')
    throw new Refusal(
      'invalid',
      `“${typed.trim()}” has no letter from a to z and no digit, so no lesson could name it.`,
      'Write a name for it in small letters, digits and hyphens, such as active-listening, and the word itself under Other words.',
    )
  if (short === '') throw new Refusal('invalid', `“${typed.trim()}” has no definition, so nothing was saved.`, 'Write it in one sentence.')
  for (const [locale, said] of Object.entries(translations)) {
    const name = locales.find((each) => each.locale === locale)?.name
    if (name === undefined)
      throw new Refusal('invalid', `The site has no language “${locale}” to translate into.`, 'The languages stand in site.yml.')
    if ((said.term === '') !== (said.short === ''))
      throw new Refusal(
        'invalid',
        `In ${name} the term has ${said.term === '' ? 'a definition and no word' : 'a word and no definition'}, so nothing was saved.`,
        'Write both, or neither.',
      )
  }
}

function refuseTaken(glossary: Glossary, from: string | null, wanted: WantedTerm): void {
  const taken = takenBy(glossary, from, wanted)
  if (!taken) return
  throw new Refusal(
    'conflict',
    taken.words === taken.by
      ? `The glossary has “${taken.by}” already, so nothing was saved.`
      : `“${taken.words}” stands under “${taken.by}” in the glossary already, so nothing was saved.`,
    'Change that term, or write another word.',
  )
}

/** Of the folder as it is this moment: a lesson may have been saved in it since it was read. */
async function refuseUsed(context: Context, term: string, to: WantedTerm | null): Promise<void> {
  await context.catalogue.reload()
  const uses = await usesOf(context, term)
  if (uses.length === 0) return
  const named = uses.slice(0, 5).map(({ title }) => `“${title}”`)
  const rest = uses.length > 5 ? [`${uses.length - 5} more`] : []
  const where = new Intl.ListFormat('en-GB').format([...named, ...rest])
  throw new Refusal(
    'conflict',
    `“${term}” stands in ${where}, so it was not ${to ? 'renamed' : 'taken away'}: ${uses.length === 1 ? 'it' : 'they'} would break.`,
    to ? 'Keep the name and change the rest; or take the term out of them first.' : 'Take the term out of them first.',
  )
}
