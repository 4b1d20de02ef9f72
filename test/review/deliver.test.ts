import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deliver, mayPass } from '../../src/review/ui/deliver.ts'
import type { Kept, KeptAnswer } from '../../src/review/ui/kept.ts'

/*
 * What is sent of a device's queue and what may leave it, against servers of every temper. The browser's own storage is
 * in test/journeys/offline.test.ts.
 */
const answers = (count: number, words = 'x'): KeptAnswer[] =>
  Array.from({ length: count }, (_, n) => {
    const id = `id-${String(n).padStart(4, '0')}`
    const exercise = { item: `i${n}`, version: 'v', prompt: { type: 'typed', html: '', skill: 's', lesson: { id: 'l', title: 'L' } } }
    const answer = { id, item: `i${n}`, version: 'v', at: '2026-11-25T10:00:00Z', zone: 'UTC', device: 'd', seq: n, ms: 1, focusLostMs: 0 }
    return { person: 'mia', id, exercise, listed: false, answer: { ...answer, response: { text: words } } }
  })

function memory(held: KeptAnswer[]): Pick<Kept, 'answersOf' | 'list'> {
  const all = new Map(held.map((answer) => [answer.id, answer]))
  return {
    answersOf: async (person) => [...all.values()].filter((answer) => answer.person === person),
    list: async (_, ids) => ids.forEach((id) => all.set(id, { ...all.get(id)!, listed: true })),
  }
}

interface Sent {
  now: string
  answers: { id: string; response: { text: string } }[]
}

/** A server as far as a queue sees one. */
function server(take: (sent: Sent, nth: number) => Response, me = Response.json({ id: 'mia' })) {
  const sent: Sent[] = []
  let now = Date.parse('2026-11-26T08:00:00Z')
  const wire = {
    now: () => now++,
    fetch: async (path: string, init: RequestInit) => {
      if (path === '/api/me') return me.clone()
      const body = JSON.parse(init.body as string) as Sent
      sent.push(body)
      return take(body, sent.length)
    },
  }
  return { wire, sent }
}

const stored = ({ answers }: Sent) => Response.json({ results: answers.map(({ id }) => ({ id, status: 'stored', verdict: 'right' })) })
const refusal = (status: number) => Response.json({ error: { message: 'No.', hint: 'Because.' } }, { status })
const waiting = async (kept: Pick<Kept, 'answersOf'>) => (await kept.answersOf('mia')).filter(({ listed }) => !listed).map(({ id }) => id)

test('all of them, in order, at most a hundred at a time, each time with the clock of that moment', async () => {
  const kept = memory(answers(250))
  const { wire, sent } = server(stored)
  const { delivered, trouble } = await deliver(wire, kept as Kept, 'mia')
  expect(trouble).toBeUndefined()
  expect(sent.map((body) => body.answers.length)).toEqual([100, 100, 50])
  expect(sent.flatMap((body) => body.answers.map(({ id }) => id))).toEqual(answers(250).map(({ id }) => id))
  expect(new Set(sent.map((body) => body.now)).size).toBe(3)
  expect(delivered).toHaveLength(250)
  expect(await waiting(kept)).toEqual([])
})

test('long answers travel in smaller parts, below what the server takes', async () => {
  const { wire, sent } = server(stored)
  await deliver(wire, memory(answers(30, 'ü'.repeat(10_000))) as Kept, 'mia')
  expect(sent.length).toBeGreaterThan(1)
  expect(Math.max(...sent.map((body) => Buffer.byteLength(JSON.stringify(body))))).toBeLessThan(256 * 1024)
})

test('nothing waits: nobody is asked anything', async () => {
  const { wire, sent } = server(stored, refusal(500))
  expect(await deliver(wire, memory([]) as Kept, 'mia')).toEqual({ delivered: [] })
  expect(sent).toEqual([])
})

describe('kept for later', () => {
  test.each([
    ['signed out', 401],
    ['too many at once', 429],
    ['a fault', 500],
    ['busy', 503],
    ['a full disk', 507],
    ['a foreign door', 403],
  ])('%s', async (_, status) => {
    const kept = memory(answers(3))
    const { wire } = server(() => refusal(status))
    const { delivered, trouble } = await deliver(wire, kept as Kept, 'mia')
    expect(delivered).toEqual([])
    expect(trouble).toMatchObject({ status })
    expect(mayPass(trouble!)).toBe(true)
    expect(await waiting(kept)).toHaveLength(3)
  })

  test('no network, and a page in between that is not ours', async () => {
    for (const take of [() => Promise.reject(new TypeError('Failed to fetch')), async () => new Response('<h1>Hotel</h1>')]) {
      const kept = memory(answers(3))
      const wire = { now: () => 0, fetch: async (path: string) => (path === '/api/me' ? Response.json({ id: 'mia' }) : take()) }
      expect((await deliver(wire, kept as Kept, 'mia')).trouble).toMatchObject({ status: 0 })
      expect(await waiting(kept)).toHaveLength(3)
    }
  })

  test('somebody else is signed in: nothing of hers is sent', async () => {
    const kept = memory(answers(3))
    const { wire, sent } = server(stored, Response.json({ id: 'noor' }))
    expect((await deliver(wire, kept as Kept, 'mia')).trouble).toMatchObject({ signIn: true })
    expect(sent).toEqual([])
    expect(await waiting(kept)).toHaveLength(3)
  })
})

test('a refused answer is told in words and holds up no other', async () => {
  const kept = memory(answers(3))
  const { wire } = server(({ answers: [one, two, three] }) =>
    Response.json({
      results: [
        { id: one!.id, status: 'stored' },
        { id: two!.id, status: 'refused', code: 'not-open' },
        { id: three!.id, status: 'already' },
      ],
    }),
  )
  const { delivered } = await deliver(wire, kept as Kept, 'mia')
  expect(delivered.map(({ outcome }) => ('got' in outcome ? 'told' : outcome.trouble.message))).toEqual([
    'told',
    'This question is not open any more.',
    'told',
  ])
})

test('a request that is refused whole is sent in halves until the one that spoils it is alone', async () => {
  const kept = memory(answers(8))
  const bad = 'id-0005'
  const { wire } = server((sent) => (sent.answers.some(({ id }) => id === bad) ? refusal(422) : stored(sent)))
  const { delivered, trouble } = await deliver(wire, kept as Kept, 'mia')
  expect(trouble).toBeUndefined()
  expect(delivered.filter(({ outcome }) => 'trouble' in outcome).map(({ kept: { id } }) => id)).toEqual([bad])
  expect(await waiting(kept)).toEqual([])
})

test('whatever the server lists, only that leaves the queue', async () => {
  const some = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(some, async (lists) => {
      const kept = memory(answers(lists.length))
      const listed = answers(lists.length).filter((_, n) => lists[n])
      const { wire } = server(() => Response.json({ results: listed.map(({ id }) => ({ id, status: 'stored' })) }))
      const { delivered, trouble } = await deliver(wire, kept as Kept, 'mia')
      expect(delivered.map(({ kept: { id } }) => id)).toEqual(listed.map(({ id }) => id))
      expect(trouble === undefined).toBe(lists.every(Boolean))
      expect(await waiting(kept)).toHaveLength(lists.length - listed.length)
    }),
  )
})
