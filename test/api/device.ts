import { v7 as uuidv7 } from 'uuid'
import { signedIn, type Client, type Running } from '../running.ts'

/** A device that meets items and sends answers, as a script or a browser would. */
export const zone = 'Europe/Berlin'

interface Side {
  key: string
  html: string
}

/** An item as the API asks it. */
export interface Asked {
  item: string
  version: string
  prompt: {
    type: string
    html: string
    options?: Side[]
    items?: Side[]
    left?: Side[]
    right?: Side[]
    scenes?: (Side & { options: (Side & { next: string })[] })[]
  }
}

export interface Result {
  id: string
  status: string
  code?: string
  mode?: string
  credit?: number
  verdict?: string
  feedback?: object
  due?: string | null
  intervalDays?: number | null
}

export async function bodyOf<Body>(reply: Response | Promise<Response>): Promise<Body> {
  return (await (await reply).json()) as Body
}

/** Opens a lesson and reads its items; the function returned gives one by its id. */
export async function meet(client: Client, lesson: string, query = ''): Promise<(item: string) => Asked> {
  await client.post(`/api/lessons/${lesson}/open`, { zone })
  const { segments } = await bodyOf<{ segments: Asked[] }>(client.get(`/api/lessons/${lesson}${query}`))
  return (item) => {
    const found = segments.find((segment) => segment.item === item)
    if (!found) throw new Error(`${lesson} does not ask ${item}`)
    return found
  }
}

export const keyOf = (sides: Side[] | undefined, words: string): string => {
  const found = sides?.find(({ html }) => html.includes(words))
  if (!found) throw new Error(`Nothing here says “${words}”`)
  return found.key
}

let sent = 0

/** An answer of this moment, given after nine seconds, unless `changes` say otherwise. */
export function answerTo({ item, version }: Asked, response: unknown, changes: object = {}) {
  sent += 1
  return { id: uuidv7(), item, version, at: new Date().toISOString(), zone, device: 'phone', seq: sent, ms: 9000, response, ...changes }
}

export async function send(client: Client, ...answers: unknown[]): Promise<Result[]> {
  const reply = await client.post('/api/answers', { now: new Date().toISOString(), answers })
  if (reply.status !== 200) throw new Error(`${reply.status} ${await reply.text()}`)
  return (await bodyOf<{ results: Result[] }>(reply)).results
}

/** The right response to each item of test/content. */
export const right: Record<string, (prompt: Asked['prompt']) => unknown> = {
  'green-water': ({ options }) => ({ options: [keyOf(options, '75')] }),
  'bitter-causes': ({ options }) => ({ options: [keyOf(options, 'boiled'), keyOf(options, 'ten minutes')] }),
  'green-time': () => ({ gaps: ['two', 'four'] }),
  'pot-name': () => ({ text: 'gaiwan' }),
  'tasting-order': ({ items }) => ({ order: ['Look', 'Smell', 'sip', 'Write'].map((words) => keyOf(items, words)) }),
  'tea-country': ({ left, right: countries }) => ({
    pairs: Object.fromEntries(
      [
        ['Darjeeling', 'India'],
        ['Sencha', 'Japan'],
        ['Rooibos', 'South Africa'],
      ].map(([tea, country]) => [keyOf(left, tea!), keyOf(countries, country!)]),
    ),
  }),
  'first-flush': () => ({ knew: true }),
  'cold-cup': ({ options }) => ({ option: keyOf(options, 'hot one now') }),
  'which-tea': ({ scenes }) => ({ turns: turnsOf(scenes!, ['in the morning', 'Assam']) }),
}

/** Walks through a conversation by the words of the replies. */
export function turnsOf(scenes: NonNullable<Asked['prompt']['scenes']>, replies: string[]): { scene: string; option: string }[] {
  let scene = scenes[0]!
  return replies.map((words) => {
    const turn = { scene: scene.key, option: keyOf(scene.options, words) }
    const { next } = scene.options.find(({ key }) => key === turn.option)!
    scene = scenes.find(({ key }) => key === next)!
    return turn
  })
}

export const answerRight = (asked: Asked, changes: object = {}) => answerTo(asked, right[asked.item]!(asked.prompt), changes)

export interface History {
  due: string | null
  answers: { id: string; at: string; day: string; mode: string; credit: number; verdict: string; voided: boolean }[]
}
export const historyOf = (client: Client, item: string) => bodyOf<History>(client.get(`/api/items/${item}/history`))

let learners = 0

/** Somebody new, with one lesson open and nothing answered. */
export async function newLearner(server: Running, lesson = 'brewing'): Promise<{ client: Client; item: (id: string) => Asked }> {
  const client = await signedIn(server, `Learner${(learners += 1)}`)
  return { client, item: await meet(client, lesson) }
}
