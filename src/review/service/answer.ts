import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { answerWithId, appendAnswer, countDay, noteTime, type AnswerRow } from '../../../db/answers.ts'
import { assignmentsOf } from '../../../db/assignments.ts'
import { writeAudit } from '../../../db/audit.ts'
import { classFor } from '../../assignments/due.ts'
import type { Context } from '../../context.ts'
import { isRapid } from '../../grading/evidence.ts'
import { verdictOf, type Feedback, type Grade, type Verdict } from '../../grading/verdict.ts'
import { typeOf } from '../../items/registry.ts'
import { isUuidV7, uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { dayMs } from '../../kernel/time.ts'
import { nameNow } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import { defaultParametersId, retentionOf } from '../../scheduling/schedule.ts'
import type { LogEvent, Memory, Mode } from '../../scheduling/replay.ts'
import { completeLessons } from './complete.ts'
import { askAgain } from './key-change.ts'
import { openingOf, type Opening } from './open.ts'
import { addToPair, foldPair, gradeBy, gradeRow, noParameters, readPair, saveFold } from './pair.ts'
import { strengthChange, type StrengthChange } from './strength.ts'
import { versionOf, type Version } from './versions.ts'
import { zoneField } from '../../people/fields.ts'

const longestAnswerMs = dayMs
const oldestMs = 30 * dayMs

const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

/** An answer as a device sends it. A mode, a credit or a verdict is never sent: the server derives them. */
const answerSchema = z.strictObject({
  id: z.string().refine(isUuidV7, 'must be a UUIDv7'),
  item: z.string().max(64),
  version: z.string().max(120),
  session: z.string().max(64).optional(),
  at: instant,
  zone: zoneField,
  device: z.string().min(1).max(64),
  seq: z.number().int().min(0),
  ms: z
    .number()
    .min(0)
    .transform((ms) => Math.round(Math.min(ms, longestAnswerMs))),
  focusLostMs: z
    .number()
    .min(0)
    .default(0)
    .transform((ms) => Math.round(Math.min(ms, longestAnswerMs))),
  hint: z.boolean().default(false),
  response: z.unknown(),
})

type Answer = z.output<typeof answerSchema>

export interface AnswerResult {
  id: string
  status: 'stored' | 'already' | 'refused'
  code?: 'conflict' | 'not-open' | 'invalid'
  mode?: Mode | null
  credit?: number
  verdict?: Verdict
  feedback?: Feedback
  due?: string | null
  intervalDays?: number | null
  /** What the answer changed; only where it counted. */
  strength?: StrengthChange
}

/**
 * Takes answers in the order sent. Each is stored once, whatever the network repeats, or refused by itself;
 * the promise resolves after COMMIT, so whoever has the result may say "saved".
 *
 * @param input.now the device's clock when it sends: its answers are dated by how long ago they were given
 * @throws Refusal('invalid') when that is no instant
 */
export async function answer(
  context: Context,
  viewer: Viewer,
  input: { now: string; answers: unknown[] },
): Promise<{ results: AnswerResult[] }> {
  const receivedAt = context.now()
  const skew = receivedAt - parse(instant, input.now)
  return context.transaction(async (tx) => {
    const results: AnswerResult[] = []
    for (const raw of input.answers) results.push(await takeOne({ context, tx, viewer, receivedAt, skew }, raw))
    return { results }
  })
}

interface Taking {
  context: Context
  tx: Db
  viewer: Viewer
  receivedAt: number
  /** What to add to the device's clock to get ours, milliseconds. */
  skew: number
}

async function takeOne(taking: Taking, raw: unknown): Promise<AnswerResult> {
  const read = answerSchema.safeParse(raw)
  if (!read.success) return refused(idOf(raw), 'invalid')
  const sent = read.data
  const payloadHash = hash('sha256', canonicalize(sent)!)
  const stored = await answerWithId(taking.tx, sent.id)
  if (stored) return repeated(taking, sent, stored, payloadHash)

  const live = taking.context.catalogue.live()
  const itemId = nameNow(live, sent.item)
  const named = await versionOf(taking.context, taking.tx, sent.version)
  const version = named && nameNow(live, named.itemId) === itemId ? named : undefined
  const opening = await openingOf(taking.context, taking.tx, taking.viewer, itemId, { session: sent.session, version })
  if (!opening) return refused(sent.id, 'not-open')
  if (!version) return refused(sent.id, 'invalid')
  const grade = gradeBy(version, sent.response, sent.hint)
  if (!grade) return refused(sent.id, 'invalid')
  return store(taking, { sent, itemId, version, opening, grade, payloadHash })
}

/** Whatever was sent as an id comes back, so that a device knows which answer is meant. */
function idOf(raw: unknown): string {
  const id = (raw as { id?: unknown } | null)?.id
  return typeof id === 'string' ? id.slice(0, 64) : ''
}

const refused = (id: string, code: NonNullable<AnswerResult['code']>): AnswerResult => ({ id, status: 'refused', code })

/** Same id and same payload: what it is worth now. Same id, other payload: nothing is changed, and somebody will want to know. */
async function repeated({ context, tx, viewer }: Taking, sent: Answer, stored: AnswerRow, payloadHash: string): Promise<AnswerResult> {
  if (stored.personId !== viewer.id || stored.payloadHash !== payloadHash) {
    await writeAudit(tx, {
      id: uuidv7(context.now(), context.random),
      at: context.now(),
      actorId: viewer.id,
      verb: 'answer.conflict',
      personId: viewer.id,
      object: sent.id,
      detail: { item: sent.item },
    })
    return refused(sent.id, 'conflict')
  }
  const version = (await versionOf(context, tx, stored.versionId))!
  const { events } = await readPair(context, tx, viewer, nameNow(context.catalogue.live(), stored.itemId), version.rev)
  return told(stored.id, 'already', gradeRow(stored, version), stored.mode, foldPair(events).memory)
}

interface Accepted {
  sent: Answer
  itemId: string
  version: Version
  opening: Opening
  grade: Grade
  payloadHash: string
}

async function store(taking: Taking, accepted: Accepted): Promise<AnswerResult> {
  const { context, tx, viewer } = taking
  const { itemId, version, opening, grade, sent } = accepted
  const assigned = await assignmentsOf(tx, viewer)
  const row = rowFor(taking, accepted, retentionOf(classFor(context.catalogue.live(), itemId, assigned)))
  const event: LogEvent = { ...row, credit: grade.credit, guess: grade.guess, keyHash: version.keyHash }
  const added = row.paramsId !== noParameters ? await addToPair(context, tx, viewer, itemId, version.rev, event) : undefined
  const mode = added ? modeOf(added.mode, row.sessionId, opening) : 'practice'
  const arrival = await appendAnswer(tx, { ...row, mode })
  const folded = added ? await saveFold(tx, viewer, itemId, version.rev, added.fold, arrival) : null
  const memory = added && version.outdatedBy !== undefined ? await knewTheOld(taking, accepted, folded) : folded
  await countDay(tx, viewer, row.day, row.ms)
  // A second try is quicker, and a prediction adds it to the first (session-time.ts).
  if (!row.rapid && mode !== 'retry') await noteTime(tx, viewer, version.type, row.ms - Math.min(row.ms, sent.focusLostMs))
  // A lesson may also have become complete without a first answer: by what it reuses, or by what was taken out of it.
  const introduces = added && !added.before
  if (introduces || (mode !== 'practice' && opening.visit?.doneAt === null)) await completeLessons(context, tx, viewer, itemId)
  const strength = memory && added && added.mode !== 'practice' ? strengthChange(added.before, row.day, memory) : undefined
  return { ...told(row.id, 'stored', grade, mode, memory), strength }
}

/** An answer to a fact that has changed since: who knew it has to be asked again. */
async function knewTheOld({ context, tx, viewer }: Taking, { itemId, version }: Accepted, folded: Memory | null): Promise<Memory | null> {
  const changed = { ...version, id: version.outdatedBy!, itemId, change: 'fact' as const }
  return (await askAgain(context, tx, viewer, changed)) ?? folded
}

/** The fold knows one pair; that an answer belongs to a lesson not yet completed is known only here. */
function modeOf(counted: Mode, sessionId: string | null, opening: Opening): Mode {
  return counted === 'review' && sessionId === null && opening.visit?.doneAt === null ? 'lesson' : counted
}

function rowFor(
  { viewer, receivedAt, skew }: Taking,
  { sent, itemId, version, opening, payloadHash }: Accepted,
  /** Desired retention. */
  dr: number,
): Omit<AnswerRow, 'arrival'> {
  const given = sent.at + skew
  const at = Math.min(Math.max(given, opening.since, receivedAt - oldestMs), receivedAt)
  return {
    id: sent.id,
    kind: 'answer',
    personId: viewer.id,
    itemId,
    versionId: version.id,
    day: studyDay(at, sent.zone),
    at,
    zone: sent.zone,
    device: sent.device,
    seq: sent.seq,
    sessionId: sent.session ?? null,
    mode: null,
    response: JSON.stringify(sent.response),
    hint: sent.hint,
    ms: sent.ms,
    focusLostMs: sent.focusLostMs,
    rapid: isRapid(sent.ms, typeOf(version.type).defaultMs(version.spec)),
    clamped: at !== given,
    paramsId: version.retiredAt === null ? defaultParametersId : noParameters,
    dr,
    targetId: null,
    receivedAt,
    payloadHash,
  }
}

function told(
  id: string,
  status: 'stored' | 'already',
  grade: Grade,
  mode: Mode | null,
  memory: { dueDay: string; intervalDays: number } | null,
): AnswerResult {
  const { credit, feedback } = grade
  return {
    id,
    status,
    mode,
    credit,
    verdict: verdictOf(credit),
    feedback,
    due: memory?.dueDay ?? null,
    intervalDays: memory?.intervalDays ?? null,
  }
}
