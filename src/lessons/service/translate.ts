import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import { existing, fileOf, nameOf, titleOf } from '../lesson-file.ts'
import { withStatus } from '../status.ts'
import { plain } from '../text.ts'
import { readText } from '../writing.ts'
import { write } from './write.ts'

const translateInput = z.strictObject({ locale: z.string().max(35) })

export type TranslateInput = z.input<typeof translateInput>

/**
 * Begins a translation: a draft beside the original with its text to write over, so that ids and marks are the same.
 *
 * @throws Refusal('not-found') for a lesson or language that is not there, Refusal('conflict') where it is translated already, and all
 *   that writing may refuse
 */
export async function translate(context: Context, viewer: Viewer, lesson: string, input: TranslateInput): Promise<void> {
  demand(viewer, 'author')
  const { locale } = parse(translateInput, input)
  const content = context.catalogue.content()
  const original = existing(content, lesson)
  if (!content.site.value?.locales.includes(locale))
    throw new Refusal('not-found', `site.yml does not list the language “${locale}”.`, 'Whoever runs Heed can add it to locales there.')
  if (fileOf(content, lesson, locale))
    throw new Refusal('conflict', 'The lesson is in this language already.', 'Open it by its language, at the top of this page.')
  const raw = await readText(context.settings.content, original.file)
  if (raw === undefined) throw new Refusal('not-found', 'The file of this lesson has just been taken away.')
  const file = original.file.replace(/\.mdx$/, `.${locale}.mdx`)
  const message = `Begin “${titleOf(original)}” in ${locale}`
  await write(context, viewer, { file, text: withStatus(plain(raw), 'draft'), read: null, message })
  await context.transaction((tx) =>
    record(tx, context, { actorId: viewer.id, verb: 'lesson.begun', object: nameOf(original), detail: { locale } }),
  )
  await context.catalogue.reload()
}
