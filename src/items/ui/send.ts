import type { Feedback, Verdict } from '../../grading/verdict.ts'
import { uuidv7 } from './uuid.ts'
import type { Device } from './device.ts'
import type { Spent } from './stopwatch.ts'

/** An answer as `POST /api/answers` takes it. It is made once: sent again under the same id, it counts once. */
export interface Answer extends Spent {
  id: string
  item: string
  version: string
  session?: string | undefined
  /** ISO instant. */
  at: string
  zone: string
  device: string
  seq: number
  hint?: boolean
  response: unknown
}

interface AnswerInput extends Spent {
  item: string
  version: string
  session?: string | undefined
  hint: boolean
  response: unknown
}

export interface Result {
  id: string
  credit: number
  verdict: Verdict
  feedback: Feedback
  /** Study day YYYY-MM-DD; null when nothing is scheduled. */
  due: string | null
  intervalDays: number | null
  /** What the answer changed; missing for practice. Retrievability, 0 to 1. */
  strength?: Strength | undefined
}

export interface Strength {
  /** Null when there was nothing yet. */
  before: number | null
  after: number
  /** On each of `days` from today: without this answer, and with it. */
  curve: { days: number[]; before: number[] | null; after: number[] }
}

/** Why something did not arrive, in words for the learner. */
export interface Trouble {
  message: string
  hint?: string | undefined
  signIn?: true
  /** The HTTP status, 0 when nothing came back; missing when an answer was read and refused. */
  status?: number
}

export type Outcome<T> = { got: T } | { trouble: Trouble }

export function newAnswer(device: Device, { hint, ...input }: AnswerInput): Answer {
  const now = device.now()
  return {
    ...input,
    ...(hint && { hint }),
    id: uuidv7(now, device.random),
    at: new Date(now).toISOString(),
    zone: device.zone(),
    device: deviceId(device),
    seq: nextSeq(device),
  }
}

function deviceId(device: Device): string {
  const known = device.recall('heed.device')
  if (known) return known
  const fresh = uuidv7(device.now(), device.random)
  device.keep('heed.device', fresh)
  return fresh
}

function nextSeq(device: Device): number {
  const seq = Number(device.recall('heed.seq') ?? 0) + 1
  device.keep('heed.seq', String(seq))
  return seq
}

export async function sendAnswer(device: Device, answer: Answer): Promise<Outcome<Result>> {
  const body = { now: new Date(device.now()).toISOString(), answers: [answer] }
  const reply = await call<Replies>(device, '/api/answers', body)
  if ('trouble' in reply) return reply
  const result = reply.got.results?.[0]
  return result ? outcomeOf(result) : { trouble: unreachable }
}

export interface Replies {
  results?: Reply[]
}

type Reply = Result & { status: string; code?: string }

export function outcomeOf(reply: Reply): Outcome<Result> {
  return reply.status === 'refused' ? { trouble: refused(reply.code) } : { got: reply }
}

export function reveal(device: Device, item: string): Promise<Outcome<{ back: string }>> {
  return call(device, `/api/items/${encodeURIComponent(item)}/reveal`, {})
}

/** Takes a self-graded card back: the server allows it for ten minutes. */
export function voidAnswer(device: Device, answerId: string): Promise<Outcome<unknown>> {
  return call(device, `/api/answers/${answerId}/void`, {})
}

function refused(code: string | undefined): Trouble {
  if (code === 'not-open') return { message: 'This question is not open any more.', hint: 'Reload the page to go on.' }
  return { message: 'This answer could not be read.', hint: 'The question may have changed. Reload the page and answer it again.' }
}

const unreachable: Trouble = { message: 'Not sent.', hint: 'Check your connection and try again.', status: 0 }

export async function call<T>(device: Pick<Device, 'fetch'>, path: string, body?: unknown, method = 'POST'): Promise<Outcome<T>> {
  const headers = { 'content-type': 'application/json' }
  try {
    const response = await device.fetch(path, { method, headers, body: JSON.stringify(body), signal: AbortSignal.timeout(20_000) })
    const told = (await response.json().catch(() => ({}))) as T & { error?: Trouble }
    return response.ok ? { got: told } : { trouble: { ...troubleOf(response.status, told.error), status: response.status } }
  } catch {
    return { trouble: unreachable }
  }
}

function troubleOf(status: number, error: Trouble | undefined): Trouble {
  if (status === 401) return { message: 'You are signed out.', hint: 'Sign in, then try again here. Your answer is kept.', signIn: true }
  return error ?? { message: 'Not sent.', hint: 'The server has a problem. Try again in a moment.' }
}
