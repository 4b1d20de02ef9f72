import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CourseView, LessonView, SegmentView } from '../../src/lessons/learner-pages.ts'
import type { Prompted } from '../../src/lessons/prompt.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

const lessonOf = (person: Person, id: string, input: { locale?: string; accepts?: string; zone?: string } = {}) =>
  world.as(person).lessons.lesson(id, input)

const speaking = (person: Person, locale: string): Person => ({ ...person, viewer: { ...person.viewer, locale } })
const isItem = (segment: SegmentView): segment is Prompted => 'item' in segment
const itemsIn = ({ segments }: LessonView) => segments.filter(isItem)
const notFound = expect.objectContaining({ name: 'Refusal', code: 'not-found' })

async function statesOf(person: Person): Promise<Record<string, string>> {
  const { sections } = await world.as(person).lessons.course('tea')
  return Object.fromEntries(sections.flatMap(({ lessons }) => lessons).map(({ id, state }) => [id, state]))
}

describe('the courses', () => {
  test('are shown in written order, with what opens a locked lesson', async () => {
    const mia = await world.learner()
    const brewing = { id: 'brewing', title: 'Brewing: a pot of green' }
    const tea: CourseView = {
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
            { ...brewing, minutes: 3, state: 'open' },
            { id: 'tasting', title: 'Tasting', minutes: 2, state: 'open' },
          ],
        },
        { title: 'The guest', lessons: [{ id: 'serving', title: 'Serving a guest', minutes: 4, state: 'locked', opensAfter: [brewing] }] },
      ],
    }
    expect(await world.as(mia).lessons.courses()).toEqual({ courses: [tea] })
    expect(await world.as(mia).lessons.course('tea')).toEqual(tea)
  })

  test('bear the titles of the person’s language, where there is one', async () => {
    const [course] = (await world.as(speaking(await world.learner(), 'de')).lessons.courses()).courses
    expect(course!.sections.flatMap(({ lessons }) => lessons.map(({ title }) => title))).toEqual([
      'Aufgießen: eine Kanne Grüntee',
      'Tasting',
      'Serving a guest',
    ])
  })

  test('that are not there are not found', async () => {
    await expect(world.as(await world.learner()).lessons.course('coffee')).rejects.toThrow(notFound)
  })

  test('go from locked by open and in-progress to done, each person’s own', async () => {
    const [mia, ben] = [await world.learner(), await world.learner()]
    const start = { brewing: 'open', tasting: 'open', serving: 'locked' }
    expect(await statesOf(mia)).toEqual(start)
    await world.opens(mia, 'brewing')
    expect(await statesOf(mia)).toEqual({ ...start, brewing: 'in-progress' })
    await world.reads(mia, 'brewing')
    expect(await statesOf(mia)).toEqual({ ...start, brewing: 'done', serving: 'open' })
    await world.opens(mia, 'serving')
    expect(await statesOf(mia)).toEqual({ ...start, brewing: 'done', serving: 'in-progress' })
    for (const lesson of ['serving', 'tasting']) await world.reads(mia, lesson, 'wrong')
    expect(await world.as(mia).lessons.course('tea')).toMatchObject({ progress: 1, lessonsDone: 3 })
    expect(await statesOf(ben)).toEqual(start)
  })

  test('offer the next lesson: the one begun, then what is open', async () => {
    const mia = await world.learner()
    const next = async () => (await world.as(mia).review.today({ zone: 'UTC' })).nextLessons.map(({ id }) => id)
    expect(await next()).toEqual(['brewing', 'tasting'])
    await world.reads(mia, 'brewing')
    expect(await next()).toEqual(['tasting', 'serving'])
  })
})

describe('a lesson', () => {
  test('is its prose and its items in written order', async () => {
    const mia = await world.learner()
    const view = await lessonOf(mia, 'brewing', { zone: 'UTC' })
    expect(view).toMatchObject({
      id: 'brewing',
      title: 'Brewing: a pot of green',
      summary: 'Water, leaves and time.',
      minutes: 3,
      skills: [{ id: 'brewing', title: 'Brewing' }],
      state: 'open',
      opensAfter: [],
      locale: 'en',
      translated: true,
    })
    expect(view.segments.map((segment) => (isItem(segment) ? segment.item : 'prose'))).toEqual([
      'prose',
      'green-water',
      'prose',
      'bitter-causes',
      'green-time',
      'pot-name',
    ])
    expect(itemsIn(view)[0]).toMatchObject({
      version: 'green-water@en.1',
      prompt: {
        type: 'choice',
        pick: 'one',
        skill: 'brewing',
        lesson: { id: 'brewing', title: 'Brewing: a pot of green' },
        hint: '<p>Cooler than for black.</p>',
      },
    })
  })

  test('without prose begins with its summary, which its page says once', async () => {
    const file = 'courses/tea/brewing.mdx'
    const before = world.text(file)
    const kept = before.match(/^---\n[^]*?\n---$|^<([A-Z]\w+) id[^]*?^<\/\1>$/gm)!
    await world.edits(file, () => `${kept.join('\n\n')}\n`)
    const mia = await world.learner()
    const { segments } = await lessonOf(mia, 'brewing')
    expect(segments.map((segment) => (isItem(segment) ? segment.item : segment.html)).slice(0, 2)).toEqual([
      '<p>Water, leaves and time.</p>',
      'green-water',
    ])
    const page = await world.as(mia).review.lessonPage('brewing', {})
    expect(page.segments.map((segment) => ('item' in segment ? segment.item : segment.html)).slice(0, 1)).toEqual(['green-water'])
    await world.edits(file, () => before)
  })

  test('that is locked shows what it is about and what comes first, and no item', async () => {
    const view = await lessonOf(await world.learner(), 'serving')
    expect(view).toMatchObject({ state: 'locked', opensAfter: [{ id: 'brewing', title: 'Brewing: a pot of green' }] })
    expect(view.segments).toEqual([{ html: '<p>Serving a guest</p>' }])
  })

  test('that is not there is not found', async () => {
    await expect(lessonOf(await world.learner(), 'coffee')).rejects.toThrow(notFound)
  })
})

describe('the language of a lesson', () => {
  const accepts = 'fr;q=0.9, de-AT;q=0.8, en;q=0.2'
  test.each([
    { name: 'is the site’s without a wish', own: null, input: {}, locale: 'en', translated: true },
    { name: 'is what the browser accepts most of what there is', own: null, input: { accepts }, locale: 'de', translated: true },
    { name: 'is not what the browser refuses', own: null, input: { accepts: 'de;q=0, *' }, locale: 'en', translated: true },
    { name: 'is the person’s before the browser’s', own: 'en', input: { accepts }, locale: 'en', translated: true },
    { name: 'is what the address asks before the person’s', own: 'en', input: { locale: 'de' }, locale: 'de', translated: true },
    { name: 'is the wider one of a regional wish', own: 'de-CH', input: {}, locale: 'de', translated: true },
    {
      name: 'is the next best when the address asks for one that the site does not speak',
      own: 'de',
      input: { locale: 'ja' },
      locale: 'de',
      translated: true,
    },
  ])('$name', async ({ own, input, locale, translated }) => {
    const mia = await world.learner()
    const view = await lessonOf(own ? speaking(mia, own) : mia, 'brewing', input)
    expect(view).toMatchObject({ locale, translated, title: locale === 'de' ? 'Aufgießen: eine Kanne Grüntee' : 'Brewing: a pot of green' })
    for (const { version } of itemsIn(view)) expect(version).toContain(`@${locale}.`)
  })

  test('is the site’s where there is no translation, and says so', async () => {
    expect(await lessonOf(await world.learner(), 'tasting', { locale: 'de' })).toMatchObject({
      locale: 'en',
      translated: false,
      title: 'Tasting',
    })
  })

  test('is that of a review’s items, too', async () => {
    const mia = speaking(await world.learner(), 'de')
    await world.reads(mia, 'brewing', 'wrong')
    world.nextMorning()
    expect((await world.starts(mia)).items.map(({ version }) => version.split('@')[1])).toEqual(['de.1', 'de.1', 'de.1', 'de.1'])
  })
})

describe('the order of the options', () => {
  const quiz = async (person: Person, zone = 'UTC') => {
    const { prompt } = itemsIn(await lessonOf(person, 'brewing', { zone })).find(({ item }) => item === 'bitter-causes')!
    return (prompt as unknown as { options: { key: string }[] }).options.map(({ key }) => key)
  }

  test('stays through a study day and moves with the next', async () => {
    const mia = await world.learner()
    world.nextMorning()
    const morning = await quiz(mia)
    world.clock.forward({ hours: 19 })
    expect(await quiz(mia)).toEqual(morning)
    const orders = new Set([morning.join()])
    for (let day = 0; day < 12; day++) {
      world.nextMorning()
      orders.add((await quiz(mia)).join())
    }
    expect(orders.size).toBeGreaterThan(2)
  })

  test('turns when the learner’s day does, not the server’s', async () => {
    const mia = await world.learner()
    const seen = new Set<boolean>()
    for (let day = 0; day < 12; day++) {
      world.nextMorning()
      const before = await quiz(mia, 'Asia/Tokyo')
      world.clock.forward({ hours: 10.9 })
      expect(await quiz(mia, 'Asia/Tokyo')).toEqual(before)
      world.clock.forward({ hours: 0.2 })
      seen.add((await quiz(mia, 'Asia/Tokyo')).join() === before.join())
    }
    expect(seen).toContain(false)
  })

  test('differs between people', async () => {
    const orders = new Set<string>()
    for (let count = 0; count < 12; count++) orders.add((await quiz(await world.learner())).join())
    expect(orders.size).toBeGreaterThan(2)
  })
})

describe('before the answer', () => {
  const hidden = ['takeaway', 'why', 'feels', 'note', 'back']

  /** What the specs hold that would answer or explain: notes whole, accepted texts, marks. */
  function secretsOf(spec: unknown, field = ''): string[] {
    if (typeof spec === 'string') return hidden.includes(field) ? [spec] : []
    if (typeof spec !== 'object' || spec === null) return []
    return Object.entries(spec).flatMap(([name, value]) => {
      if (name === 'accepted') return (value as string[]).filter((text) => text.length > 2)
      if (name === 'wrong') return (value as { text: string }[]).flatMap((each) => [each.text, ...secretsOf(each)])
      return secretsOf(value, Array.isArray(spec) ? field : name)
    })
  }

  const secrets = () => [...world.live().items.values()].flatMap((locales) => [...locales.values()].flatMap(({ spec }) => secretsOf(spec)))
  const fieldsIn = (value: unknown): string[] =>
    typeof value !== 'object' || value === null
      ? []
      : [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(fieldsIn)]

  function expectNothingTold(view: unknown): void {
    const json = JSON.stringify(view)
    for (const secret of secrets()) {
      const inWords = new RegExp(`(?<![\\p{L}-])${RegExp.escape(JSON.stringify(secret).slice(1, -1))}(?![\\p{L}-])`, 'iu')
      expect(json).not.toMatch(inWords)
    }
    const telling = ['mark', 'correct', 'feedback', 'accepted', 'wrong', 'steps', 'pairs', 'text', 'spec', 'keyHash', ...hidden]
    expect(fieldsIn(view).filter((name) => telling.includes(name))).toEqual([])
  }

  test('there is something to hide', () => {
    expect(secrets()).toEqual(
      expect.arrayContaining([
        'gaiwan',
        'samovar',
        'two',
        'zwei',
        'Owns it and acts at once.',
        'Pushed.',
        '<p>The first harvest of <strong>spring</strong>.</p>',
      ]),
    )
    expect(secrets().length).toBeGreaterThan(40)
  })

  test.each(['en', 'de'])('no course and no lesson in %s tells a key or a word of feedback', async (locale) => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing')
    const ben = await world.learner()
    expectNothingTold(await world.as(ben).lessons.courses())
    expectNothingTold(await world.as(ben).review.today({ zone: 'UTC' }))
    for (const id of ['brewing', 'tasting', 'serving']) {
      expectNothingTold(await lessonOf(ben, id, { locale }))
      expectNothingTold(await world.as(ben).review.lessonPage(id, { locale }))
    }
    expectNothingTold(await lessonOf(mia, 'serving', { locale }))
    expectNothingTold(await world.as(mia).review.lessonPage('serving', { locale }))
  })

  test('no review tells one, nor the lesson whose items are due', async () => {
    const mia = await world.learner()
    for (const lesson of ['brewing', 'tasting', 'serving']) await world.reads(mia, lesson, 'wrong')
    world.nextMorning()
    const session = await world.starts(mia)
    expect(session.items).toHaveLength(9)
    expectNothingTold(session)
    for (const id of ['brewing', 'tasting', 'serving']) expectNothingTold(await world.as(mia).review.lessonPage(id, { zone: 'UTC' }))
    for (const { item } of session.items) expectNothingTold({ ...(await world.as(mia).review.history(item, { zone: 'UTC' })) })
  })
})
