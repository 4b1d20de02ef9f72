import { z } from 'zod'
import { ankiFile } from '#dialect/anki.ts'
import type { Context } from '../../context.ts'
import type { Download } from '../../kernel/download.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { exportables } from '../../lessons/exchange/export.ts'
import { exportFormats } from '../../lessons/exchange/formats.ts'
import { defaultLocaleOf } from '../../lessons/lesson-file.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { asBytes, fileKinds, itemWriters } from '../item-export.ts'

const schema = z.strictObject({
  format: z.enum(exportFormats),
  /** All courses without it. */
  course: z.string().max(64).optional(),
  locale: z.string().max(35).optional(),
})

export type ExportItemsInput = z.input<typeof schema>

/**
 * The items of live lessons for another tool, keys included.
 *
 * @throws Refusal('not-found') for a course that is not there, or in which nothing is live in that language
 */
export async function exportItems(context: Context, viewer: Viewer, input: ExportItemsInput): Promise<Download> {
  demand(viewer, 'author')
  const { format, course, locale: wanted } = parse(schema, input)
  const content = context.catalogue.content()
  if (course !== undefined && !content.courses.some(({ value }) => value?.id === course))
    throw new Refusal('not-found', 'There is no such course.')
  const locale = wanted ?? defaultLocaleOf(content)
  const { items } = exportables(content, { course, locale })
  if (items.length === 0)
    throw new Refusal('not-found', 'There is no question here that could be exported.', 'Only what is live is exported, in one language.')
  const body = asBytes(itemWriters[format](items, locale, { now: context.now(), url: context.settings.url, ankiFile }))
  const { type, ending } = fileKinds[format]
  return { name: `${course ?? 'heed'}-${locale}.${ending}`, type, body }
}
