import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { signedIn, startHeed, type Client, type Running } from '../running.ts'
import { answerRight, answerTo, bodyOf, keyOf, meet, send, zone, type Asked } from './device.ts'

let server: Running
/** Has met nothing yet; whoever needs a lesson opened brings a learner of their own. */
let fresh: Client
beforeAll(async () => {
  server = await startHeed()
  fresh = await signedIn(server, 'Fresh')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
})

interface Lesson {
  title: string
  locale: string
  translated: boolean
  state: string
  segments: (Asked & { html?: string })[]
}
const lesson = (client: Client, id: string, query = '', headers = {}) => bodyOf<Lesson>(client.get(`/api/lessons/${id}${query}`, headers))
const stateOf = async (client: Client, id: string) => {
  const { sections } = await bodyOf<{ sections: { lessons: { id: string; state: string }[] }[] }>(client.get('/api/courses/tea'))
  return sections.flatMap(({ lessons }) => lessons).find((each) => each.id === id)?.state
}

const tea = {
  id: 'tea',
  title: 'Behind the tea counter',
  class: 'standard',
  progress: 0,
  lessonsDone: 0,
  lessonsTotal: 3,
  sections: [
    {
      title: 'The pot',
      lessons: [
        { id: 'brewing', title: 'Brewing: a pot of green', minutes: 3, state: 'open' },
        { id: 'tasting', title: 'Tasting', minutes: 2, state: 'open' },
      ],
    },
    {
      title: 'The guest',
      lessons: [
        {
          id: 'serving',
          title: 'Serving a guest',
          minutes: 4,
          state: 'locked',
          opensAfter: [{ id: 'brewing', title: 'Brewing: a pot of green' }],
        },
      ],
    },
  ],
}

describe('courses', () => {
  test('GET /api/courses is every live course in written order', async () => {
    expect(await bodyOf(fresh.get('/api/courses'))).toEqual({ courses: [tea] })
  })

  test('GET /api/courses/:course is one of them', async () => {
    expect(await bodyOf(fresh.get('/api/courses/tea'))).toEqual(tea)
  })

  test('a lesson is open, in progress, done; then what requires it is open', async () => {
    const client = await signedIn(server, 'Steady')
    const asked = await meet(client, 'brewing')
    const items = ['green-water', 'bitter-causes', 'green-time', 'pot-name'].map(asked)
    expect(await stateOf(client, 'brewing')).toBe('in-progress')
    await send(client, ...items.slice(1).map((item) => answerRight(item)))
    expect(await stateOf(client, 'brewing')).toBe('in-progress')
    expect(await stateOf(client, 'serving')).toBe('locked')
    // A wrong answer is an answer: nobody is kept from going on.
    await send(client, answerTo(items[0]!, { options: [keyOf(items[0]!.prompt.options, '95')] }))
    expect(await stateOf(client, 'brewing')).toBe('done')
    expect(await stateOf(client, 'serving')).toBe('open')
    expect(await bodyOf(client.get('/api/courses/tea'))).toMatchObject({ progress: 1 / 3, lessonsDone: 1 })
    expect(await stateOf(fresh, 'brewing')).toBe('open')
  })
})

describe('GET /api/lessons/:lesson', () => {
  test('is title, minutes and segments in written order', async () => {
    const { segments, ...head } = await lesson(fresh, 'brewing')
    expect(head).toEqual({
      id: 'brewing',
      title: 'Brewing: a pot of green',
      summary: 'Water, leaves and time.',
      minutes: 3,
      skills: [{ id: 'brewing', title: 'Brewing' }],
      state: 'open',
      opensAfter: [],
      locale: 'en',
      translated: true,
      studyDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    })
    expect(segments.map((segment) => segment.item ?? Object.keys(segment))).toEqual([
      ['html'],
      'green-water',
      ['html'],
      'bitter-causes',
      'green-time',
      'pot-name',
    ])
    expect(segments[0]!.html).toContain('Green tea turns bitter')
  })

  const place = (id: string, title: string, skill = 'brewing', skillTitle = 'Brewing') => ({ skill, skillTitle, lesson: { id, title } })
  const side = { key: expect.stringMatching(/^[a-z2-7]{6}$/), html: expect.any(String) }
  const brewing = place('brewing', 'Brewing: a pot of green')
  const tasting = place('tasting', 'Tasting')
  const serving = place('serving', 'Serving a guest', 'serving', 'Serving')
  test.each([
    {
      item: 'green-water',
      prompt: { type: 'choice', pick: 'one', hint: '<p>Cooler than for black.</p>', options: [side, side, side], ...brewing },
    },
    { item: 'bitter-causes', prompt: { type: 'choice', pick: 'many', options: [side, side, side], ...brewing } },
    { item: 'green-time', prompt: { type: 'cloze', gaps: [{ hint: 'fewer than three' }, {}], ...brewing } },
    { item: 'pot-name', prompt: { type: 'typed', ...brewing } },
    { item: 'tasting-order', prompt: { type: 'order', items: [side, side, side, side], ...tasting } },
    { item: 'tea-country', prompt: { type: 'match', left: [side, side, side], right: [side, side, side], ...tasting } },
    { item: 'first-flush', prompt: { type: 'card', ...tasting } },
    { item: 'cold-cup', prompt: { type: 'best-reply', options: [side, side, side], ...serving } },
    {
      item: 'which-tea',
      prompt: {
        type: 'conversation',
        scenes: [2, 2, 0, 2, 0].map((replies) => ({ ...side, options: Array(replies).fill({ ...side, next: side.key }) })),
        ...serving,
      },
    },
  ])('asks $item as {item, version, prompt}, with no field more', async ({ item, prompt }) => {
    const client = await learnerWithAllOpen()
    const found = (await meet(client, prompt.lesson.id))(item)
    // The first scene comes first; the others stand in any order.
    const scenes = found.prompt.scenes
    if (scenes)
      found.prompt.scenes = [
        scenes[0]!,
        ...[2, 0, 2, 0].map((n, i) => scenes.slice(1).filter(({ options }) => options.length === n)[i >> 1]!),
      ]
    expect(found).toEqual({ item, version: `${item}@en.1`, prompt: { html: expect.stringContaining('<'), ...prompt } })
  })

  let allOpen: Client | undefined
  async function learnerWithAllOpen(): Promise<Client> {
    if (allOpen) return allOpen
    allOpen = await signedIn(server, 'Everywhere')
    const asked = await meet(allOpen, 'brewing')
    await send(allOpen, ...['green-water', 'bitter-causes', 'green-time', 'pot-name'].map((item) => answerRight(asked(item))))
    return allOpen
  }

  test('keeps the order of options through a study day, so that nothing jumps', async () => {
    expect(await lesson(fresh, 'tasting')).toEqual(await lesson(fresh, 'tasting'))
  })

  test('moves the right option from learner to learner', async () => {
    const places = new Set<number>()
    for (let n = 0; n < 8; n++) {
      const { prompt } = (await meet(await signedIn(server, `Mover${n}`), 'brewing'))('bitter-causes')
      places.add(prompt.options!.findIndex(({ html }) => html.includes('boiled')))
    }
    // All eight in one place by chance: one in 2,000.
    expect(places.size).toBeGreaterThan(1)
  })

  test.each([
    { name: 'nothing', query: '', accepts: undefined, locale: 'en', translated: true },
    { name: '?locale=', query: '?locale=de', accepts: undefined, locale: 'de', translated: true },
    { name: '?locale= with a region', query: '?locale=de-AT', accepts: undefined, locale: 'de', translated: true },
    { name: 'Accept-Language', query: '', accepts: 'fr;q=0.9, de;q=0.8, en;q=0.5', locale: 'de', translated: true },
    { name: 'Accept-Language by weight', query: '', accepts: 'de;q=0.4, en;q=0.5', locale: 'en', translated: true },
    { name: '?locale= against Accept-Language', query: '?locale=en', accepts: 'de', locale: 'en', translated: true },
    { name: 'a language that the site does not have', query: '?locale=fr', accepts: undefined, locale: 'en', translated: true },
    { name: 'what is no language', query: '?locale=../../etc', accepts: '*', locale: 'en', translated: true },
  ])('speaks the language asked for: $name', async ({ query, accepts, locale, translated }) => {
    const read = await lesson(fresh, 'brewing', query, accepts ? { 'accept-language': accepts } : {})
    expect(read).toMatchObject({ locale, translated, title: locale === 'de' ? 'Aufgießen: eine Kanne Grüntee' : 'Brewing: a pot of green' })
    expect(read.segments.flatMap(({ version }) => version ?? [])).toContain(`green-water@${locale}.1`)
  })

  test('says when another language stands in', async () => {
    expect(await lesson(fresh, 'tasting', '?locale=de')).toMatchObject({ locale: 'en', translated: false, title: 'Tasting' })
  })

  test('tells of a locked lesson what opens it, and asks nothing', async () => {
    const locked = await lesson(fresh, 'serving')
    expect(locked).toMatchObject({
      title: 'Serving a guest',
      state: 'locked',
      opensAfter: [{ id: 'brewing', title: 'Brewing: a pot of green' }],
    })
    expect(locked.segments).toEqual([{ html: expect.stringContaining('<p>') }])
  })
})

describe('POST /api/lessons/:lesson/open', () => {
  const open = (client: Client, id: string, body: object = { zone }) => client.post(`/api/lessons/${id}/open`, body)

  test('dates the lesson, and a second time changes nothing', async () => {
    const client = await signedIn(server, 'Opener')
    const first = await bodyOf<{ openedAt: string }>(open(client, 'tasting'))
    expect(first).toEqual({ lesson: 'tasting', openedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) })
    expect(await bodyOf(open(client, 'tasting'))).toEqual(first)
    expect(await stateOf(client, 'tasting')).toBe('in-progress')
  })

  test('is 403 for a locked lesson, and says what comes first', async () => {
    const reply = await open(fresh, 'serving')
    expect(reply.status).toBe(403)
    expect(await bodyOf(reply)).toEqual({
      error: {
        code: 'forbidden',
        message: '“Serving a guest” opens after “Brewing: a pot of green”.',
        hint: 'Take “Brewing: a pot of green” first.',
      },
    })
  })

  test.each([
    { name: 'no zone', body: {} },
    { name: 'a zone that is none', body: { zone: 'Mars/Phobos' } },
    { name: 'a zone that is no text', body: { zone: 3 } },
  ])('is 422 for $name', async ({ body }) => {
    const reply = await open(fresh, 'tasting', body)
    expect(reply.status).toBe(422)
    expect(await bodyOf(reply)).toEqual({
      error: { code: 'invalid', message: expect.stringContaining('zone'), hint: expect.any(String) },
    })
    expect(await stateOf(fresh, 'tasting')).toBe('open')
  })
})
