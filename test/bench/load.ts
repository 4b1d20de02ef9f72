import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'

export interface Learner {
  cookie: string
  /** The body of the next request. */
  next(): string
}

/** Sends `rounds` requests for every learner, all learners at once, each waiting for its own reply. */
export async function load(url: string, learners: Learner[], rounds: number): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: learners.length })
  await Promise.all(
    learners.map(async (learner) => {
      for (let round = 0; round < rounds; round++) await post(url, agent, learner)
    }),
  )
  agent.destroy()
}

/**
 * Learners who think between two answers: each sends `rounds` answers, spread evenly over `seconds`.
 *
 * @returns the milliseconds from sending to the whole reply, sorted
 */
export async function review(url: string, learners: Learner[], rounds: number, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: learners.length })
  const waits: number[] = []
  const begun = performance.now()
  await Promise.all(
    learners.map(async (learner, n) => {
      for (let round = 0; round < rounds; round++) {
        await thinkUntil(begun + ((round + n / learners.length) * seconds * 1000) / rounds)
        const start = performance.now()
        await post(url, agent, learner)
        waits.push(performance.now() - start)
      }
    }),
  )
  agent.destroy()
  return waits.toSorted((a, b) => a - b)
}

const thinkUntil = (instant: number): Promise<void> => new Promise((done) => setTimeout(done, Math.max(0, instant - performance.now())))

function post(url: string, agent: Agent, { cookie, next }: Learner): Promise<void> {
  return new Promise((done, failed) => {
    const body = next()
    const headers = { cookie, origin: new URL(url).origin, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request(`${url}/api/answers`, { method: 'POST', agent, headers }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (reply.statusCode === 200 && text.includes('"stored"')) done()
        else failed(new Error(`${reply.statusCode}: ${text}`))
      })
    })
    sent.on('error', failed)
    sent.end(body)
  })
}

const ticksPerSecond = 100

/** CPU that a process has used so far, user and system, in microseconds; read from Linux's /proc. */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1_000_000) / ticksPerSecond
}
