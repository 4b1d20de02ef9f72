import { strToU8, zipSync } from 'fflate'
import { z } from 'zod'
import { asOwner } from '../../db/mine.ts'
import { ankiFile } from '#dialect/anki.ts'
import type { Download } from '../kernel/download.ts'
import { parse } from '../kernel/parse.ts'
import { dateOf } from '../kernel/study-day.ts'
import type { PeopleContext } from '../people/entrance.ts'
import { personField } from '../people/fields.ts'
import { demandFresh } from '../people/fresh.ts'
import { demand, type Viewer } from '../people/role.ts'
import { record } from '../people/service/record.ts'
import { governed } from '../people/service/scope.ts'
import { ankiCollection } from './anki.ts'
import { zipOfCsv } from './csv.ts'
import { pageOf } from './html.ts'
import { gather } from './service/gather.ts'
import { learntBy } from './service/learnt.ts'

export { dismissSuspicion, type DismissInput } from './service/items/dismiss.ts'
export { exportItems, type ExportItemsInput } from './service/export-items.ts'
export { lessonReport, needsYou, type ReportInput } from './service/items/report.ts'
export { itemStatistics } from './service/items/statistics.ts'
export { leadsSeeDetail, switchDetail } from './service/team/detail-switch.ts'
export { feasible } from './service/team/feasible.ts'
export { teamCsv } from './service/team/csv.ts'
export { teamPage } from './service/team/page.ts'
export { personDetail } from './service/team/person.ts'
export { remind } from './service/team/remind.ts'
export { rollUpTeams } from './service/team/rollup.ts'
export { assignAndPlay, playAssignments } from './service/team/forecasts.ts'
export { seen, told } from './service/team/seen.ts'

const exportFormats = ['json', 'csv', 'html', 'anki'] as const

export type ExportFormat = (typeof exportFormats)[number]

const exportInput = z.strictObject({ format: z.enum(exportFormats).default('json') })

/**
 * All that Heed knows of the person: as JSON, as CSV files in a zip, as a page to read, or what they have learnt as a package for Anki.
 *
 * @throws Refusal('too-many') for more than 30 within an hour
 */
export async function exportMine(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof exportInput>): Promise<Download> {
  demand(viewer, 'learner')
  const { format } = parse(exportInput, input)
  await context.personLimits.countExport(viewer.id)
  return await makers[format](context, viewer, dateOf(context.now(), viewer.zone))
}

const personInput = z.strictObject({ person: personField, format: z.enum(['json', 'csv', 'html']).default('json') })

/**
 * The same of somebody else, for whoever has to answer their request; they find it among what was done to them.
 *
 * @throws Refusal('step-up'), Refusal('forbidden'), Refusal('not-found')
 */
export async function exportPerson(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof personInput>): Promise<Download> {
  demand(viewer, 'admin')
  demandFresh(viewer, context.now())
  const { person, format } = parse(personInput, input)
  const { id } = await governed(context.read, viewer, person)
  await context.transaction((tx) => record(tx, context, { actorId: viewer.id, verb: 'person.exported', personId: id, object: format }))
  const whose = (await asOwner(context.read, viewer, id))!
  return await makers[format](context, whose, dateOf(context.now(), whose.zone))
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
  async html(context, viewer, today) {
    return { name: `heed-${today}.html`, type: 'text/html; charset=utf-8', body: strToU8(pageOf(await gather(context, viewer))) }
  },
  async anki(context, viewer, today) {
    const now = context.now()
    const { learnt } = await learntBy(context, viewer)
    const collection = ankiFile(ankiCollection(learnt, { now, zone: viewer.zone, today }))
    const body = zipSync({ 'collection.anki2': collection, media: strToU8('{}') }, { mtime: now })
    return { name: `heed-${today}.apkg`, type: 'application/apkg', body }
  },
}
