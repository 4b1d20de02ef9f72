import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSchool, type How, type Person, type School } from '../world.ts'
import { expectMemoriesToStand } from './stand.ts'

const lessons = ['brewing', 'tasting', 'serving']
const items = ['green-water', 'green-time', 'pot-name', 'tasting-order', 'first-flush', 'cold-cup']
const zones = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati']

const how = fc.constantFrom<How[]>('right', 'right', 'wrong')
const zone = fc.constantFrom(...zones)

/** What somebody may do with Heed, in any order. */
const deed = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('answers' as const),
      item: fc.constantFrom(...items),
      how,
      zone,
      hint: fc.boolean(),
      ms: fc.constantFrom(300, 9_000, 9_000),
      /** Offline for so long, by a device that may go wrong by as much. */
      hoursAgo: fc.constantFrom(0, 0, 0, 1, 30, 200, 800),
      skewHours: fc.constantFrom(0, 0, -50, 50),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('reviews' as const), how, zone, some: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('waits' as const), hours: fc.constantFrom(1, 7, 24, 24, 72, 400) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('takes back' as const) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('sends again' as const), which: fc.nat() }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never

/** Somebody who has opened every lesson, and what was sent of theirs. */
interface History {
  mia: Person
  sent: { id: string; item?: unknown }[]
}

async function live(world: School, history: History, deed: Deed): Promise<void> {
  const { mia, sent } = history
  if (deed.does === 'waits') world.clock.forward({ hours: deed.hours })
  if (deed.does === 'sends again' && sent.length > 0) {
    expect(await world.sends(mia, [sent[deed.which % sent.length]])).toMatchObject([{ status: 'already' }])
  }
  if (deed.does === 'takes back') {
    const card = sent.findLast(({ item }) => item === 'first-flush')
    if (card)
      await world
        .as(mia)
        .review.voidAnswer(card.id)
        .catch(() => 'too late')
  }
  if (deed.does === 'answers') {
    const { item, how, hoursAgo, skewHours, does: _, ...given } = deed
    const now = world.clock.now() + skewHours * 3_600_000
    await store(world, history, world.sent(mia, item, how, { at: now - hoursAgo * 3_600_000, ...given }), now)
  }
  if (deed.does === 'reviews') {
    const session = await world.starts(mia, 30, deed.zone)
    expect(new Set(session.items.map(({ item }) => item)).size).toBe(session.items.length)
    for (const { item } of session.items.slice(0, deed.some)) {
      await store(world, history, world.sent(mia, item, deed.how, { session: session.id, zone: deed.zone }))
    }
  }
}

async function store(world: School, { mia, sent }: History, answer: ReturnType<School['sent']>, now?: number): Promise<void> {
  expect(await world.sends(mia, [answer], now)).toMatchObject([{ status: 'stored' }])
  sent.push(answer)
}

async function newHistory(world: School): Promise<History> {
  const mia = await world.learner()
  await world.reads(mia, lessons[0]!, 'wrong')
  for (const lesson of lessons) await world.opens(mia, lesson)
  return { mia, sent: [] }
}

const seedFrom = ({ context }: School) => new DataView(context.random(4).buffer).getInt32(0)

/** Eight worlds, so that none has too long a log to be replayed after each history. */
test.each(Array.from({ length: 8 }, (_, index) => ({ from: index * 25 + 1, to: (index + 1) * 25 })))(
  'histories $from to $to of two hundred: the memories are what the log says',
  { timeout: 60_000 },
  async ({ from, to }) => {
    const world = await openSchool()
    for (let skipped = 0; skipped < from; skipped++) world.context.random(4)
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 4, maxLength: 12 }), async (deeds) => {
        const history = await newHistory(world)
        for (const each of deeds) await live(world, history, each)
        await expectMemoriesToStand(world)
      }),
      { numRuns: to - from + 1, seed: seedFrom(world) },
    )
    world.close()
  },
)
