import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reachOfTeams } from '../../db/team-reports.ts'
import { teamsOf } from '../../db/teams.ts'
import { systemViewer } from '../../src/people/role.ts'
import { placeInTeam } from '../../src/people/service.ts'
import { rollUpTeams } from '../../src/reports/service.ts'
import { openSchool, openWorld, type Person, type School } from '../world.ts'

let world: School
let lea: Person
const phone: Person[] = []

beforeAll(async () => {
  world = await openSchool()
  await world.team('Service')
  await world.team('Phone', 'Service')
  await world.team('Shop', 'Service')
  await world.team('Elsewhere')
  lea = await world.person('Lea', { team: 'Service', lead: true })
  for (const name of ['Mia', 'Max', 'Ida', 'Tom', '+Eve']) phone.push(await world.person(name, { team: 'Phone' }))
  for (const name of ['Sam', 'Sue', 'Sid']) await world.person(name, { team: 'Shop' })
  await world.person('Otto', { team: 'Elsewhere' })
  await world.as(lea).assignments.assign({ course: 'tea', team: 'Service', due: '2026-03-20' })
  for (const person of phone) {
    await world.reads(person, 'brewing')
    await world.reads(person, 'serving', person === phone[0] ? 'right' : 'wrong')
  }
  world.nextMorning()
  await rollUpTeams(world.context)
})
afterAll(() => world.close())

const page = async (who: Person, team?: string) => world.as(who).reports.team({ zone: 'UTC', ...(team ? { team } : {}) })
const idOf = async (name: string) => (await page(lea)).teams.find((team) => team.name === name)!.id

describe('the page of a team', () => {
  test('is about everybody in it and below, by how urgent it is', async () => {
    const { team, people, counts } = await page(lea)
    expect(team.name).toBe('Service')
    expect(people.map(({ name }) => name).toSorted()).toEqual(['+Eve', 'Ida', 'Lea', 'Max', 'Mia', 'Sam', 'Sid', 'Sue', 'Tom'])
    expect(counts).toMatchObject({ behind: 0, 'not-started': 4, 'on-track': 5 })
    expect(people[0]).toMatchObject({ standing: 'not-started', dueDay: '2026-03-20' })
  })

  test('tells what is held, with how many people it rests on', async () => {
    const { cells } = await page(lea, await idOf('Phone'))
    expect(cells.find(({ skill }) => skill === 'brewing')).toMatchObject({ people: 5, week: '2026-03-02' })
    for (const { strength } of cells) {
      expect(strength).toBeGreaterThan(0)
      expect(strength).toBeLessThanOrEqual(1)
    }
  })

  test('tells nothing that rests on fewer than five', async () => {
    const shop = await page(lea, await idOf('Shop'))
    expect(shop).toMatchObject({ cells: [], mixes: [], talk: null, outlook: [], tooFew: true })
    expect(shop.people).toHaveLength(3)
  })

  test('holds more with reviews than without', async () => {
    const { outlook } = await page(lea, await idOf('Phone'))
    expect(outlook).toHaveLength(8)
    for (const { withReview, withoutReview } of outlook.slice(1)) expect(withReview).toBeGreaterThan(withoutReview)
  })

  test('is too coarse to tell what one more person, or one more answer, has changed', async () => {
    const { cells, outlook, mixes, talk } = await page(lea, await idOf('Phone'))
    const shares = [
      ...cells.map(({ strength }) => strength),
      ...outlook.flatMap(({ withReview, withoutReview }) => [withReview, withoutReview]),
      ...mixes.flatMap(({ best, ok, poor }) => [best, ok, poor]),
      ...(talk ? [talk.best] : []),
    ]
    expect(shares.length).toBeGreaterThan(16)
    for (const share of shares) expect(share * 20).toBeCloseTo(Math.round(share * 20), 9)
    for (const { n } of [...mixes, ...(talk ? [talk] : [])]) expect(n % 10).toBe(0)
  })

  test.each([
    ['who leads nothing', () => phone[0]!, undefined],
    ['a lead, of a team elsewhere', () => lea, 'Elsewhere'],
  ])('is not there for %s', async (_, who, name) => {
    const ada = await world.person(`Ada ${String(name)}`, { role: 'admin' })
    const id = name && (await page(ada)).teams.find((team) => team.name === name)!.id
    await expect(page(who(), id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('as a table has no cell that a spreadsheet would run', async () => {
    const stale = world.app.as({ ...lea.viewer, provedAt: 0 })
    await expect(stale.reports.teamCsv({ zone: 'UTC' })).rejects.toMatchObject({ code: 'step-up' })
    const fresh = world.app.as({ ...lea.viewer, provedAt: world.clock.now() })
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode((await fresh.reports.teamCsv({ zone: 'UTC' })).body)
    expect(text).toContain("'+Eve")
    expect(text.split('\r\n')[0]).toBe('\ufeffname,standing,lessons_done,lessons_required,due,minutes_last_week')
  })
})

test('the cells are what a look at every memory gives', async () => {
  const { cells } = await page(lea, await idOf('Phone'))
  const live = world.live()
  const brewing = [...live.items.values()].map((locales) => locales.get('en')!).filter(({ skill }) => skill === 'brewing')
  const { retrievability, defaultParameters } = await import('../../src/scheduling/schedule.ts')
  const shares = await Promise.all(
    phone.map(async (person) => {
      const memories = await Promise.all(brewing.map(({ id }) => world.memory(person, id)))
      const held = memories.reduce((sum, memory) => sum + (memory ? retrievability(defaultParameters, memory.s, 1) : 0), 0)
      return held / brewing.length
    }),
  )
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length
  const [rolledUp] = world.sql<{ strength: number }>("select strength from team_week where skill = 'brewing' and people = 5")
  expect(rolledUp!.strength).toBeCloseTo(mean, 9)
  expect(cells.find(({ skill }) => skill === 'brewing')!.strength).toBeCloseTo(Math.round(mean * 20) / 20, 9)
})

describe('a reminder by hand', () => {
  test('is sent once a week, and is written down for its reader', async () => {
    const { team, people } = await page(lea)
    const sam = people.find(({ name }) => name === 'Sam')!
    expect(await world.as(lea).reports.remind({ team: team.id, person: sam.id })).toMatchObject({ name: 'Sam', mailed: false })
    await expect(world.as(lea).reports.remind({ team: team.id, person: sam.id })).rejects.toMatchObject({ code: 'conflict' })
    expect((await page(lea)).people.find(({ name }) => name === 'Sam')).toMatchObject({ mayRemind: false, remindedDay: '2026-03-03' })
    const viewer = await world.app.system.people.asPerson(sam.id)
    expect((await world.app.as(viewer).reports.seen({ zone: 'UTC' })).deeds[0]).toMatchObject({ verb: 'person.reminded', by: 'Lea' })
  })

  test('stands on Today for a week', async () => {
    const { team, people } = await page(lea)
    const zoe = people.find(({ mayRemind }) => mayRemind)!
    const toldOf = async () => world.app.as(await world.app.system.people.asPerson(zoe.id)).reports.told({ zone: 'UTC' })
    const before = await toldOf()
    await world.as(lea).reports.remind({ team: team.id, person: zoe.id })
    expect(await toldOf()).toMatchObject([{ verb: 'person.reminded', by: 'Lea', detail: { course: 'tea' } }, ...before])
    world.clock.forward({ days: 8 })
    expect(await toldOf()).toEqual([])
  })

  test('is for people within reach', async () => {
    const { team } = await page(lea)
    const otto = world.sql<{ id: string }>("select id from person where name = 'Otto'")[0]!
    await expect(world.as(lea).reports.remind({ team: team.id, person: otto.id })).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('what a lead sees of somebody is what that person can see', async () => {
  const mia = phone[0]!
  const seen = await world.as(mia).reports.seen({ zone: 'UTC' })
  const line = (await page(lea)).people.find(({ name }) => name === 'Mia')!
  expect(seen.leads).toEqual(['Lea'])
  expect(seen.required[0]).toMatchObject({ lessonsDone: line.lessonsDone, lessonsTotal: line.lessonsTotal, standing: line.standing })
  expect(seen.minutes).toBe(line.minutes)
})

test('a link that somebody else made stands on Today, and so does its use; one that was asked for does not', async () => {
  const mia = phone[0]!
  const told = async () => (await world.as(mia).reports.told({ zone: 'UTC' })).map(({ verb, by, detail }) => ({ verb, by, detail }))
  expect(await told()).toEqual([])
  const fresh = world.app.as({ ...lea.viewer, provedAt: world.clock.now() })
  await fresh.people.makeSignInLink({ email: lea.viewer.email })
  expect((await fresh.reports.told({ zone: 'UTC' })).map(({ verb }) => verb)).not.toContain('link.made')
  const { url } = await fresh.people.makeSignInLink({ email: mia.viewer.email })
  expect(await told()).toEqual([{ verb: 'link.made', by: 'Lea', detail: {} }])
  world.clock.forward({ minutes: 1 })
  await world.app.as(null).people.useLink({ token: url!.split('/in/')[1]!, label: 'Firefox/140 (Android)' })
  expect((await told())[0]).toEqual({ verb: 'link.used', by: 'Mia', detail: { password: false, label: 'Firefox/140 (Android)' } })
  world.clock.forward({ days: 8 })
  expect(await told()).toEqual([])
})

test('titles are in the language of who reads', async () => {
  await world.edits('site.yml', (text) => text.replace('brewing: Brewing', 'brewing: { en: Brewing, de: Aufgießen }'))
  await world.edits('courses/tea/course.yml', (text) => text.replace('title: Behind', 'titles: { de: Hinter der Theke }\ntitle: Behind'))
  const german = (who: Person) => world.app.as({ ...who.viewer, locale: 'de' })
  const { skills, mixes } = await german(lea).reports.team({ zone: 'UTC' })
  expect(skills.map(({ title }) => title)).toEqual(['Aufgießen', 'Serving'])
  expect(mixes.map(({ title }) => title)).toEqual(
    (await page(lea)).mixes.map(({ skill }) => (skill === 'brewing' ? 'Aufgießen' : 'Serving')),
  )
  expect((await german(lea).assignments.assignable()).courses[0]!.title).toBe('Hinter der Theke')
  expect((await german(lea).assignments.list())[0]!.course).toBe('Hinter der Theke')
  expect((await german(phone[0]!).people.kudosPage()).skills[0]!.title).toBe('Aufgießen')
  expect((await page(lea)).skills[0]!.title).toBe('Brewing')
})

test('tells of a drill only who may look its best reply up', async () => {
  const drill = [...world.live().items.values()].map((locales) => locales.get('en')!).find(({ type }) => type === 'best-reply')!
  const { options } = drill.spec as unknown as { options: { key: string; mark: string; text: string }[] }
  const reply = options.find(({ mark }) => mark !== 'best')!
  const handle = new Database(world.file)
  const add = handle.prepare(
    'insert or replace into team_drill (team_id, skill, item_id, people, n, best, ok, poor, top_reply, top_n) values (?, ?, ?, 5, 20, 5, 15, 0, ?, 15)',
  )
  for (const [item, top] of [
    ['', null],
    [drill.id, reply.key],
  ])
    add.run(await idOf('Phone'), drill.skill, item, top)
  handle.close()
  const told = async (who: Person) => {
    const { mixes, talk } = await page(who, await idOf('Phone'))
    return { picked: mixes.find(({ skill }) => skill === drill.skill)!.picked, talk: talk?.lesson.id ?? null }
  }
  const nothing = { picked: null, talk: null }
  const all = { picked: reply.text, talk: drill.lesson }
  const nell = await world.person('Nell', { team: 'Service', lead: true })
  expect(await told(nell)).toEqual(nothing)
  expect(await told(await world.person('Ada Moss', { role: 'admin' }))).toEqual(all)
  for (const lesson of ['brewing', drill.lesson]) await world.reads(nell, lesson)
  expect(await told(nell)).toEqual(all)
})

test('tells the minutes of last week, of which no look tells the day', async () => {
  const mia = phone[0]!
  const minutes = async () => {
    const seen = await world.as(mia).reports.seen({ zone: 'UTC' })
    const line = (await page(lea)).people.find(({ name }) => name === 'Mia')!
    expect(seen.minutes).toBe(line.minutes)
    return line.minutes
  }
  const before = await minutes()
  await world.opens(mia, 'tasting')
  for (const item of ['tasting-order', 'tea-country', 'first-flush']) await world.answers(mia, item, 'right', { ms: 55_000 })
  expect(await minutes()).toBe(before)
  world.clock.forward({ days: 7 })
  expect(await minutes()).toBeGreaterThan(0)
})

test('whoever leads a team counts in what is told of others: of a team above, led by somebody else', async () => {
  const { world: own, names } = await withLeads()
  expect(await names('North')).toEqual(['Ann', 'Bob'])
  expect(await names('Sales')).toEqual(['Ann', 'Bob', 'Nell'])
  own.close()
})

async function withLeads() {
  const own = openWorld()
  await own.team('Sales')
  await own.team('North', 'Sales')
  const people = new Map<string, string>()
  for (const [name, team, lead] of [
    ['Lea', 'Sales', true],
    ['Nell', 'North', true],
    ['Ann', 'North', false],
    ['Bob', 'North', false],
  ] as const)
    people.set((await own.person(name, { team, lead })).viewer.id, name)
  // Who leads the team above is in this one too.
  await placeInTeam(own.context, systemViewer, { person: 'lea@example.com', team: 'North' })
  const teams = new Map((await teamsOf(own.context.read, systemViewer)).map(({ id, name }) => [name, id]))
  const names = async (team: string) =>
    [...(await reachOfTeams(own.context.read)).get(teams.get(team)!)!].map((id) => people.get(id)!).toSorted()
  return { world: own, names }
}
