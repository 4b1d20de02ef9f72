import fc from 'fast-check'
import { validate, version } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { Device } from '../../src/items/ui/device.ts'
import { newAnswer, sendAnswer } from '../../src/items/ui/send.ts'
import { uuidv7 } from '../../src/items/ui/uuid.ts'

const stored = { id: 'x', status: 'stored', mode: 'review', credit: 1, verdict: 'right', feedback: {}, due: '2026-11-28', intervalDays: 3 }
const input = { item: 'refund-window', version: 'v1', hint: false, response: { options: ['k'] }, ms: 4200, focusLostMs: 0 }

/** A browser with its own clock and memory; its network gives the replies in turn. */
function deviceWith(...replies: (() => Response)[]) {
  const memory = new Map<string, string>()
  const sent: { path: string; body: any }[] = [] // eslint-disable-line @typescript-eslint/no-explicit-any
  let now = Date.parse('2026-11-25T10:00:00Z')
  const device: Device = {
    now: () => now++,
    random: (bytes) => new Uint8Array(bytes).fill(7),
    zone: () => 'Europe/Berlin',
    recall: (name) => memory.get(name) ?? null,
    keep: (name, value) => void memory.set(name, value),
    forget: (name) => void memory.delete(name),
    fetch: async (path, init) => {
      sent.push({ path, body: JSON.parse(init.body as string) })
      return replies.shift()!()
    },
  }
  return { device, sent, memory }
}

const json = (status: number, body: unknown) => () => Response.json(body, { status })
const offline = () => {
  throw new TypeError('Failed to fetch')
}

test('an answer carries what the server asks for, and no hint that was not taken', () => {
  const { device } = deviceWith()
  const answer = newAnswer(device, { ...input, session: 's1' })
  expect(answer).toMatchObject({ item: 'refund-window', version: 'v1', session: 's1', zone: 'Europe/Berlin', seq: 1, ms: 4200 })
  expect(answer.at).toMatch(/^2026-11-25T10:00:00\.\d{3}Z$/)
  expect('hint' in answer).toBe(false)
  expect(newAnswer(device, { ...input, hint: true })).toMatchObject({ hint: true, seq: 2, device: answer.device })
})

test('sent again after a failure it is the same answer under the same id, with the time of sending', async () => {
  const { device, sent } = deviceWith(offline, json(200, { results: [stored] }))
  const answer = newAnswer(device, input)
  expect(await sendAnswer(device, answer)).toHaveProperty('trouble')
  expect(await sendAnswer(device, answer)).toEqual({ got: stored })
  expect(sent.map(({ body }) => body.answers)).toEqual([[answer], [answer]])
  expect(sent[1]!.body.now > sent[0]!.body.now).toBe(true)
})

test('what came back is named by its status; an answer that was read and refused has none', async () => {
  const refused = json(200, { results: [{ id: 'x', status: 'refused', code: 'invalid' }] })
  for (const [reply, status] of [
    [offline, 0],
    [json(401, {}), 401],
    [json(507, {}), 507],
    [refused, undefined],
  ] as const) {
    const { device } = deviceWith(reply)
    const outcome = await sendAnswer(device, newAnswer(device, input))
    expect('trouble' in outcome && outcome.trouble.status).toBe(status)
  }
})

describe('what the learner is told when an answer does not arrive', () => {
  test.each([
    ['no network', offline, 'Not sent.', 'Check your connection and try again.'],
    [
      'signed out',
      json(401, { error: { code: 'signed-out', message: 'x' } }),
      'You are signed out.',
      'Sign in, then try again here. Your answer is kept.',
    ],
    [
      'a refusal has its own words',
      json(429, { error: { message: 'Too many at once.', hint: 'Wait a moment.' } }),
      'Too many at once.',
      'Wait a moment.',
    ],
    [
      'a fault without words',
      () => new Response('<h1>502</h1>', { status: 502 }),
      'Not sent.',
      'The server has a problem. Try again in a moment.',
    ],
    [
      'a page in between that is not the API',
      () => new Response('<h1>Hotel Wi-Fi</h1>'),
      'Not sent.',
      'Check your connection and try again.',
    ],
    [
      'not open',
      json(200, { results: [{ id: 'x', status: 'refused', code: 'not-open' }] }),
      'This question is not open any more.',
      'Reload the page to go on.',
    ],
  ])('%s', async (_, reply, message, hint) => {
    const { device } = deviceWith(reply)
    expect(await sendAnswer(device, newAnswer(device, input))).toMatchObject({ trouble: { message, hint } })
  })
})

test('ids are UUIDv7 whatever the chance, and sort by time', () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 })
  const instant = fc.integer({ min: 0, max: 2 ** 47 })
  fc.assert(
    fc.property(instant, bytes, instant, bytes, (early, a, late, b) => {
      const [one, two] = [uuidv7(early, () => a.slice()), uuidv7(late, () => b.slice())]
      expect(validate(one) && version(one) === 7, one).toBe(true)
      if (early !== late) expect(one < two).toBe(early < late)
    }),
  )
})
