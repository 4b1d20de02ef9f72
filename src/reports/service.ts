import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { ankiFile } from '../../db/sqlite/anki.ts'
import { parse } from '../kernel/parse.ts'
import { studyDay } from '../kernel/study-day.ts'
import type { PeopleContext } from '../people/entrance.ts'
import { demand, type Viewer } from '../people/role.ts'
import { ankiCollection } from './anki.ts'
import { zipOfCsv } from './csv.ts'
import { gather } from './service/gather.ts'
import { learntBy } from './service/learnt.ts'

export const exportFormats = ['json', 'csv', 'anki'] as const

export type ExportFormat = (typeof exportFormats)[number]

const exportInput = z.strictObject({ format: z.enum(exportFormats).default('json') })

/** A file to be taken away. */
export interface Download {
  name: string
  /** Media type. */
  type: string
  body: Uint8Array
}

/**
 * All that Heed knows of the person: as JSON, as CSV files in a zip, or what they have learnt as a package for Anki.
 *
 * @throws Refusal('too-many') for more than 30 within an hour
 */
export async function exportMine(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof exportInput>): Promise<Download> {
  demand(viewer, 'learner')
  const { format } = parse(exportInput, input)
  await context.personLimits.countExport(viewer.id)
  return await makers[format](context, viewer, studyDay(context.now(), viewer.zone))
}

/** What a package for Anki would hold now. */
export async function ankiSize(context: PeopleContext, viewer: Viewer | null): Promise<{ cards: number; leftOut: number }> {
  demand(viewer, 'learner')
  const { learnt, leftOut } = await learntBy(context, viewer)
  return { cards: learnt.length, leftOut }
}

type Maker = (context: PeopleContext, viewer: Viewer, today: string) => Promise<Download>

const makers: Record<ExportFormat, Maker> = {
  async json(context, viewer, today) {
    const body = strToU8(JSON.stringify(await gather(context, viewer), null, 2))
    return { name: `heed-${today}.json`, type: 'application/json', body }
  },
  async csv(context, viewer, today) {
    return { name: `heed-${today}-csv.zip`, type: 'application/zip', body: zipOfCsv(await gather(context, viewer), context.now()) }
  },
  async anki(context, viewer, today) {
    const now = context.now()
    const { learnt } = await learntBy(context, viewer)
    const collection = ankiFile(ankiCollection(learnt, { now, zone: viewer.zone, today }))
    const body = zipSync({ 'collection.anki2': collection, media: strToU8('{}') }, { mtime: now })
    return { name: `heed-${today}.apkg`, type: 'application/apkg', body }
  },
}
