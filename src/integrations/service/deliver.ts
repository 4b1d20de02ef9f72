import { z } from 'zod'
import { putOff, settle, takeDue, type OutboxRow } from '../../../db/outbox.ts'
import type { Context } from '../../context.ts'
import { Undelivered } from '../../kernel/mail.ts'
import type { Integration } from '../integration.ts'
import { integrations } from '../registry.ts'
import { outsideOf, recipientOf } from './outside.ts'

const minute = 60_000
/** From a try that failed to the next; after the last of them it is given up. */
const waits = [1, 5, 30, 120, 720].map((minutes) => minutes * minute)
/** Longer than the slowest try of a batch: who has not settled a row by then has died over it. */
const leaseMs = 10 * minute
const batch = 20

/**
 * Takes what waits in the outbox to where it belongs. A row is marked before the try and after it, so it leaves once;
 * only a crash in between makes it leave again. What nobody here takes stays until somebody does.
 */
export async function deliver(context: Context): Promise<void> {
  const ready = integrations.filter((integration) => integration.isReady(outsideOf(context)))
  const kinds = ready.flatMap((integration) => integration.kinds)
  for (let rows = await take(context, kinds); rows.length > 0; rows = await take(context, kinds)) {
    await Promise.all(
      rows.map((row) =>
        deliverOne(
          context,
          ready.find((each) => each.kinds.includes(row.kind))!,
          row,
        ),
      ),
    )
  }
}

async function take(context: Context, kinds: string[]): Promise<OutboxRow[]> {
  if (kinds.length === 0) return []
  const now = context.now()
  return context.transaction((tx) => takeDue(tx, { kinds, now, retryAt: now + leaseMs, most: batch }))
}

async function deliverOne(context: Context, integration: Integration, row: OutboxRow): Promise<void> {
  const problem = await tryOne(context, integration, row)
  const now = context.now()
  if (!problem) return context.transaction((tx) => settle(tx, row.id, now))
  const wait = problem.forGood ? undefined : waits[row.tries - 1]
  context.log.warn({ id: row.id, kind: row.kind, tries: row.tries, problem: problem.message }, wait ? 'not delivered yet' : 'given up')
  await context.transaction((tx) => putOff(tx, row.id, wait === undefined ? null : now + wait, problem.message))
}

const timely = z.object({ until: z.number().default(Infinity) })

/** @returns why it did not leave; null when it did, or when there is no point in it any more */
async function tryOne(context: Context, integration: Integration, { id, kind, payload }: OutboxRow): Promise<Undelivered | null> {
  try {
    if (context.now() > timely.parse(payload).until) return null
    const recipient = await recipientOf(context, payload)
    if (recipient) await integration.deliver({ id, kind, payload, recipient }, outsideOf(context))
    return null
  } catch (thrown) {
    if (thrown instanceof Undelivered) return thrown
    context.log.error({ err: thrown, id, kind }, 'a delivery failed')
    return new Undelivered('Heed itself failed at this; its log says more.')
  }
}
