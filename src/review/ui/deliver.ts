import type { Device } from '../../items/ui/device.ts'
import { call, outcomeOf, type Outcome, type Replies, type Result, type Trouble } from '../../items/ui/send.ts'
import type { Kept, KeptAnswer } from './kept.ts'

/** A kept answer that the server has listed: what it was worth, or why it was refused. */
export interface Delivered {
  kept: KeptAnswer
  outcome: Outcome<Result>
}

interface Delivery {
  delivered: Delivered[]
  /** Why some still wait. */
  trouble?: Trouble | undefined
}

type Wire = Pick<Device, 'now' | 'fetch'>

const mostAtOnce = 100
/** Well below the 256 kB that the server takes. */
const mostBytes = 200_000

const someoneElse: Trouble = { message: 'You are signed out.', signIn: true, status: 401 }

/**
 * Sends what waits for a person, in the order in which it was given. Sent twice, it counts once; and whatever was not
 * listed by its id stays where it is.
 *
 * @param which of them; what is listed but not yet shown may be sent again: feedback is asked for anew, never stored
 */
export async function deliver(wire: Wire, kept: Kept, person: string, which = isWaiting): Promise<Delivery> {
  const answers = (await kept.answersOf(person)).filter(which)
  if (answers.length === 0) return { delivered: [] }
  const me = await call<{ id?: string }>(wire, '/api/me', undefined, 'GET')
  if ('trouble' in me) return { delivered: [], trouble: me.trouble }
  if (me.got.id !== person) return { delivered: [], trouble: someoneElse }
  const delivered: Delivered[] = []
  for (const batch of batches(answers)) {
    const sent = await sendBatch(wire, batch)
    const ids = sent.delivered.map((one) => one.kept.id)
    await kept.list(person, ids)
    delivered.push(...sent.delivered)
    if (sent.trouble) return { delivered, trouble: sent.trouble }
  }
  return { delivered }
}

const isWaiting = ({ listed }: KeptAnswer) => !listed

async function sendBatch(wire: Wire, batch: KeptAnswer[]): Promise<Delivery> {
  const body = { now: new Date(wire.now()).toISOString(), answers: batch.map(({ answer }) => answer) }
  const reply = await call<Replies>(wire, '/api/answers', body)
  if ('got' in reply) return sort(batch, reply.got.results ?? [])
  if (!isUnreadable(reply.trouble)) return { delivered: [], trouble: reply.trouble }
  return batch.length === 1 ? { delivered: [{ kept: batch[0]!, outcome: reply }] } : sendHalves(wire, batch)
}

/** One that no server takes must not hold up the others. */
async function sendHalves(wire: Wire, batch: KeptAnswer[]): Promise<Delivery> {
  const middle = Math.ceil(batch.length / 2)
  const first = await sendBatch(wire, batch.slice(0, middle))
  if (first.trouble) return first
  const second = await sendBatch(wire, batch.slice(middle))
  return { ...second, delivered: [...first.delivered, ...second.delivered] }
}

function sort(batch: KeptAnswer[], results: NonNullable<Replies['results']>): Delivery {
  const delivered = batch.flatMap((kept) => {
    const result = results.find(({ id }) => id === kept.id)
    return result ? [{ kept, outcome: outcomeOf(result) }] : []
  })
  return delivered.length === batch.length ? { delivered } : { delivered, trouble: { message: 'Not sent.', status: 0 } }
}

function batches(answers: KeptAnswer[]): KeptAnswer[][] {
  const all: KeptAnswer[][] = []
  let room = 0
  for (const answer of answers) {
    const size = new TextEncoder().encode(JSON.stringify(answer.answer)).length
    if (size > room || all.at(-1)!.length === mostAtOnce) {
      all.push([])
      room = mostBytes
    }
    all.at(-1)!.push(answer)
    room -= size
  }
  return all
}

/** The whole request was refused as no such request: sent again it would be refused again. */
function isUnreadable({ status }: Trouble): boolean {
  return status === 400 || status === 413 || status === 422
}

/** Worth keeping for later: what a better moment may mend. */
export function mayPass(trouble: Trouble): boolean {
  return trouble.status !== undefined && !isUnreadable(trouble)
}
