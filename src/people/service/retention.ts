import { z } from 'zod'
import { closedBefore, removeAuditBefore, removeFlagsBefore, removeLinksEndedBefore, removeSentBefore } from '../../../db/retention.ts'
import { saveSetting, settingNamed } from '../../../db/settings.ts'
import { parse } from '../../kernel/parse.ts'
import { dayMs } from '../../kernel/time.ts'
import type { PeopleContext } from '../entrance.ts'
import { demandFresh } from '../fresh.ts'
import { demand, systemViewer, type Viewer } from '../role.ts'
import { emptied, eraseOne, finishErasures } from './erasure.ts'
import { record } from './record.ts'

/** Long enough for each: nobody is forgotten a day early. */
const month = 31 * dayMs

const lasting = (what: string, least: number, most: number, unit: string) => {
  const error = `${what}: it is a whole number of ${unit} from ${least} to ${most}.`
  return z.number({ error }).int(error).min(least, error).max(most, error)
}

const retentionSchema = z.strictObject({
  /** Of sign-ins and one-use links after their end, and of mails after they left. */
  signInDays: lasting('Sign-ins, one-use links and mails', 1, 365, 'days').default(30),
  auditDays: lasting('The audit', 30, 3650, 'days').default(180),
  /** After an account was closed; then the person is erased. */
  answerMonths: lasting('People who left', 1, 120, 'months').default(12),
  flagMonths: lasting('Notes to the authors', 1, 120, 'months').default(24),
})

type Retention = z.output<typeof retentionSchema>

const key = 'retention'

/** How long what is kept. */
export async function retention(context: PeopleContext, viewer: Viewer | null): Promise<Retention> {
  demand(viewer, 'admin')
  return await inForce(context)
}

async function inForce({ read }: PeopleContext): Promise<Retention> {
  return parse(retentionSchema, (await settingNamed(read, key)) ?? {})
}

/**
 * Changes what is named and leaves the rest.
 *
 * @throws Refusal('step-up') for a shorter time, which erases, Refusal('forbidden'), Refusal('invalid')
 */
export async function changeRetention(
  context: PeopleContext,
  viewer: Viewer | null,
  input: z.input<typeof retentionSchema>,
): Promise<Retention> {
  demand(viewer, 'owner')
  const before = await inForce(context)
  const value = parse(retentionSchema, { ...before, ...input })
  const isShorter = (Object.keys(value) as (keyof Retention)[]).some((kept) => value[kept] < before[kept])
  if (isShorter) demandFresh(viewer, context.now())
  await context.transaction(async (tx) => {
    await saveSetting(tx, { key, value, changedBy: viewer.id, at: context.now() })
    await record(tx, context, { actorId: viewer.id, verb: 'retention.changed', object: key, detail: value })
  })
  return value
}

/** Every night: what has been kept long enough goes, and whoever left long ago is erased. */
export async function applyRetention(context: PeopleContext): Promise<void> {
  const { signInDays, auditDays, answerMonths, flagMonths } = await inForce(context)
  const now = context.now()
  await context.transaction(async (tx) => {
    await context.sessions.sweep(tx, signInDays * dayMs)
    await removeLinksEndedBefore(tx, now - signInDays * dayMs)
    await removeSentBefore(tx, now - signInDays * dayMs)
    await removeAuditBefore(tx, now - auditDays * dayMs)
    await removeFlagsBefore(tx, now - flagMonths * month)
  })
  for (const { id } of await closedBefore(context.read, now - answerMonths * month)) await eraseOne(context, systemViewer, id)
  await finishErasures(context)
  await emptied(context)
}
