import { z } from 'zod'
import { putOff, settle, takeDue, unsent, waiting, type OutboxRow } from '../../../db/outbox.ts'
import type { Context } from '../../context.ts'
import { Undelivered } from '../../kernel/mail.ts'
import { minuteMs } from '../../kernel/time.ts'
import { demand, type Viewer } from '../../people/role.ts'
import type { Integration } from '../integration.ts'
import { integrations } from '../registry.ts'
import type { Undeliveries } from '../site-pages.ts'
import { outsideOf, recipientOf } from './outside.ts'

/** From a try that failed to the next; after the last of them it is given up. */
const waits = [1, 5, 30, 120, 720].map((minutes) => minutes * minuteMs)
/** Longer than the slowest try of a batch: who has not settled a row by then has died over it. */
const leaseMs = 10 * minuteMs
const batch = 20

/**
 * Takes what waits in the outbox to where it belongs. A row is marked before the try and after it, so it leaves once;
 * only a crash in between makes it leave again. What nobody here takes stays until somebody does.
 *
 * @returns how much has left
 */
export async function deliver(context: Context): Promise<number> {
  const ready = integrations.filter((integration) => integration.isReady(outsideOf(context)))
  const kinds = ready.flatMap((integration) => integration.kinds)
  let sent = 0
  for (let rows = await take(context, kinds); rows.length > 0; rows = await take(context, kinds)) {
    const outcomes = await Promise.all(
      rows.map((row) =>
        deliverOne(
          context,
          ready.find((each) => each.kinds.includes(row.kind))!,
          row,
        ),
      ),
    )
    sent += outcomes.filter((outcome) => outcome === 'sent').length
  }
  return sent
}

/** What has not left, and what went wrong last. */
export async function undelivered(context: Context, viewer: Viewer): Promise<Undeliveries> {
  demand(viewer, 'admin')
  return { ...(await waiting(context.read, viewer)), lastError: (await unsent(context.read, viewer)).problem }
}

async function take(context: Context, kinds: string[]): Promise<OutboxRow[]> {
  if (kinds.length === 0) return []
  const now = context.now()
  return context.transaction((tx) => takeDue(tx, { kinds, now, retryAt: now + leaseMs, most: batch }))
}

/** `dropped`: there was no point in it any more. */
type Outcome = 'sent' | 'dropped' | Undelivered

async function deliverOne(context: Context, integration: Integration, row: OutboxRow): Promise<Outcome> {
  // To whom, no log says.
  const told = { id: row.id, kind: row.kind, tries: row.tries }
  context.log.debug(told, 'A delivery is tried.')
  const outcome = await tryOne(context, integration, row)
  const now = context.now()
  if (!(outcome instanceof Undelivered)) {
    await context.transaction((tx) => settle(tx, row.id, now))
    context.log.debug(told, `A delivery ended: ${outcome}.`)
    return outcome
  }
  const wait = outcome.forGood ? undefined : waits[row.tries - 1]
  context.log.warn({ ...told, problem: outcome.message }, wait ? 'A delivery is put off.' : 'A delivery is given up.')
  await context.transaction((tx) => putOff(tx, row.id, wait === undefined ? null : now + wait, outcome.message))
  return outcome
}

const timely = z.object({ until: z.number().default(Infinity) })

async function tryOne(context: Context, integration: Integration, { id, kind, payload }: OutboxRow): Promise<Outcome> {
  try {
    if (context.now() > timely.parse(payload).until) return 'dropped'
    const recipient = await recipientOf(context, payload)
    if (!recipient) return 'dropped'
    await integration.deliver({ id, kind, payload, recipient }, outsideOf(context))
    return 'sent'
  } catch (thrown) {
    if (thrown instanceof Undelivered) return thrown
    context.log.error({ err: thrown, id, kind }, 'A delivery failed.')
    return new Undelivered('Heed itself failed at this; its log says more.')
  }
}
