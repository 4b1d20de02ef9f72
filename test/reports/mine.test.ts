import { strFromU8, unzipSync } from 'fflate'
import { parse as parseCsv } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csvOptions } from '../../src/kernel/csv.ts'
import { zipOfCsv } from '../../src/reports/csv.ts'
import type { Mine } from '../../src/reports/mine.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
  await world.team('Counter')
})
afterAll(() => {
  world.close()
})

async function mineOf(person: Person): Promise<Mine> {
  const { body } = await world.as(person).reports.exportMine({})
  return JSON.parse(strFromU8(body)) as Mine
}

async function tablesOf(person: Person): Promise<Record<string, string>> {
  const { body } = await world.as(person).reports.exportMine({ format: 'csv' })
  return Object.fromEntries(Object.entries(unzipSync(body)).map(([name, file]) => [name, strFromU8(file)]))
}

describe('all that Heed knows of me', () => {
  let mia: Person
  let mine: Mine
  const at = new Date('2026-03-02T08:00:00Z').toISOString()
  beforeAll(async () => {
    mia = await world.person('Mia', { team: 'Counter', lead: true })
    await world.reads(mia, 'tasting', 'wrong')
    const card = await world.answers(mia, 'first-flush', 'right')
    await world.as(mia).review.voidAnswer(card.id)
    await world.as(mia).people.addAbsence({ from: '2026-07-20', to: '2026-08-07' })
    await world.as(mia).review.suspend('tea-country', { reason: 'I grew up in Assam.' })
    await world.as(mia).review.flag('first-flush', { text: 'Ask me.', named: true })
    await world.as(mia).review.flag('first-flush', { text: 'Do not ask me.' })
    mine = await mineOf(mia)
  })

  test('is who I am and what I set', () => {
    const { id, email, name, role } = mia.viewer
    expect(mine.exportedAt).toBe(at)
    expect(mine.account).toEqual({ id, email, name, role, enrolledAt: at })
    expect(mine.settings).toEqual({
      ...{ locale: null, zone: 'UTC', workDays: '12345', daysAWeek: 4, minutes: 5 },
      ...{ keysOn: true, theme: 'system', textSize: 'normal', motion: 'system', remindAt: '09:00' },
    })
    expect(mine.teams).toEqual([{ name: 'Counter', lead: true }])
  })

  test('is where I am signed in, and nothing that would sign anybody in', () => {
    expect(mine.signIns).toEqual([{ label: 'the phone of Mia', createdAt: at, seenAt: at }])
    const hashes = world.sql<{ id_hash: string }>('select id_hash from login').map(({ id_hash }) => id_hash)
    for (const secret of [...hashes, mia.cookie.split('=')[1]!]) expect(JSON.stringify(mine)).not.toContain(secret)
  })

  test('is every answer, with what it was worth, and the one that I took back', () => {
    expect(mine.answers.map(({ item, lesson, mode, credit, verdict, voided }) => [item, lesson, mode, credit, verdict, voided])).toEqual([
      ['tasting-order', 'tasting', 'lesson', 0, 'not-yet', false],
      ['tea-country', 'tasting', 'lesson', 0, 'not-yet', false],
      ['first-flush', 'tasting', 'lesson', 0, 'not-yet', false],
      ['first-flush', 'tasting', 'retry', 1, 'right', true],
    ])
    expect(mine.answers[2]).toEqual({
      ...{ id: expect.any(String), item: 'first-flush', lesson: 'tasting', version: 'first-flush@en.1', session: null },
      ...{ day: '2026-03-02', at, zone: 'UTC', mode: 'lesson', ms: 9000, hint: false },
      ...{ response: { knew: false }, credit: 0, verdict: 'not-yet', voided: false },
    })
    expect(mine.withheld).toEqual({ items: 0, why: 'Nothing is left out.' })
  })

  test('is what I hold', async () => {
    const memory = (await world.memory(mia, 'first-flush'))!
    expect(mine.memories.map(({ item }) => item).toSorted()).toEqual(['first-flush', 'tasting-order', 'tea-country'])
    expect(mine.memories.find(({ item }) => item === 'first-flush')).toEqual({
      ...{ item: 'first-flush', rev: 1, lastDay: '2026-03-02', due: memory.dueDay, strength: null },
      ...{ stability: memory.s, difficulty: memory.d, answers: 1, lapses: memory.lapses },
    })
  })

  test('is what I said: visits, absences, what I do not want to be asked, and the notes that bear my name', () => {
    expect(mine.visits).toEqual([{ lesson: 'tasting', openedAt: at, doneAt: at }])
    expect(mine.absences).toEqual([{ from: '2026-07-20', to: '2026-08-07' }])
    expect(mine.suspensions).toEqual([{ item: 'tea-country', since: at, reason: 'I grew up in Assam.' }])
    expect(mine.flags).toEqual([{ item: 'first-flush', text: 'Ask me.', at, state: 'open', reply: null }])
  })

  test('is nobody else’s', async () => {
    const other = await mineOf(await world.learner())
    for (const list of ['answers', 'memories', 'sessions', 'visits', 'suspensions', 'absences', 'flags', 'teams'] as const)
      expect(other[list]).toEqual([])
    expect(other.signIns).toHaveLength(1)
  })
})

describe('what waits to be asked', () => {
  test('is in the list without its answer, until it is answered again', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'tasting', 'wrong')
    world.nextMorning()
    const { id: session, items } = await world.starts(mia)
    const waiting = await mineOf(mia)
    expect(waiting.withheld).toEqual({ items: 3, why: expect.stringMatching(/^3 items wait to be asked/) })
    expect(waiting.answers.map(({ response, credit, verdict }) => [response, credit, verdict])).toEqual(Array(3).fill([null, null, null]))
    expect(waiting.sessions).toMatchObject([{ id: session, n: 1, finishedAt: null, items: items.map(({ item }) => item) }])

    await world.answers(mia, 'first-flush', 'right', { session })
    const after = await mineOf(mia)
    expect(after.withheld).toEqual({ items: 2, why: expect.stringMatching(/^2 items wait/) })
    expect(after.answers.filter(({ credit }) => credit !== null).map(({ item, session }) => [item, session])).toEqual([
      ['first-flush', null],
      ['first-flush', session],
    ])
    expect(after.memories.find(({ item }) => item === 'tea-country')!.strength).toBeGreaterThan(0)
  })

  test('waits no less for being suspended', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'tasting', 'wrong')
    await world.as(mia).review.suspend('first-flush', { reason: 'Not now.' })
    world.nextMorning()
    expect((await mineOf(mia)).withheld.items).toBe(3)
  })
})

describe('as CSV', () => {
  test('there is a file a kind, each with its headings, also where there is nothing', async () => {
    const tables = await tablesOf(await world.learner())
    const kinds = [
      'account',
      'settings',
      'signIns',
      'teams',
      'answers',
      'memories',
      'sessions',
      'visits',
      'suspensions',
      'absences',
      'flags',
      'assignments',
      'kudos',
      'identities',
      'reminders',
      'deeds',
      'withheld',
    ]
    expect(Object.keys(tables)).toEqual(kinds.map((kind) => `${kind}.csv`))
    expect(tables['flags.csv']).toBe('item,text,at,state,reply\r\n')
    expect(tables['account.csv']!.split('\r\n')[1]).toMatch(/^[0-9a-f-]{36},learner/)
  })

  test('it says what the JSON says', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'tasting')
    const { answers } = await mineOf(mia)
    const [headings, ...rows] = (await tablesOf(mia))['answers.csv']!.trim().split('\r\n')
    expect(headings!.split(',')).toEqual(Object.keys(answers[0]!))
    expect(rows).toHaveLength(3)
    expect(rows[2]).toContain('"{""knew"":true}",1,right,false')
  })

  test.each(['=1+1', '+1', '-1', '@sum', '\tx', '\rx'])('a cell that begins like %j is no formula', async (text) => {
    const mine = { ...(await mineOf(await world.learner())), flags: [{ item: 'x', text, at: 'then', state: 'open', reply: null }] }
    const csv = strFromU8(unzipSync(zipOfCsv(mine, world.clock.now()))['flags.csv']!)
    expect(csv).toContain(`'${text}`)
  })

  test('a reason that is a formula is none, and a spreadsheet knows the letters', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'tasting')
    await world.as(mia).review.suspend('first-flush', { reason: '=grün()' })
    expect((await tablesOf(mia))['suspensions.csv']).toContain(",'=grün()")
    const { body } = await world.as(mia).reports.exportMine({ format: 'csv' })
    expect([...unzipSync(body)['suspensions.csv']!.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  })
})

describe('as a page to read', () => {
  const pageFor = async (person: Person) => strFromU8((await world.as(person).reports.exportMine({ format: 'html' })).body)

  test('it names every kind, also where there is nothing, and needs nothing beside it', async () => {
    const page = await pageFor(await world.learner())
    expect(page).toMatch(/^<!doctype html><html lang="en">/)
    expect(page.match(/<h2>/g)).toHaveLength(17)
    expect(page).not.toMatch(/<script|<link|src=|href=/)
  })

  test('it says what the JSON says, in words', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'tasting')
    const page = await pageFor(mia)
    expect(page).toContain('<td>first-flush</td>')
    expect(page).toContain('<th scope="col">opened at</th>')
    expect(page).toMatch(/<td>\d{4}-\d\d-\d\d \d\d:\d\d UTC<\/td>/)
  })

  test('what somebody typed is text', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'tasting')
    await world.as(mia).review.flag('first-flush', { text: '<script>alert(1)</script>', named: true })
    expect(await pageFor(mia)).toContain('<td>&#x3C;script>alert(1)&#x3C;/script></td>')
  })
})

describe('of somebody else', () => {
  test('an admin takes it for them, and they find that it was taken', async () => {
    const mia = await world.person('Mia Export')
    await world.reads(mia, 'tasting')
    const bo = await world.person('Bo Export', { role: 'admin' })
    const { body } = await world.as(bo).reports.exportPerson({ person: mia.viewer.email, format: 'json' })
    const theirs = JSON.parse(strFromU8(body)) as Mine
    expect(theirs.account.name).toBe('Mia Export')
    expect(theirs.answers).toHaveLength(3)
    expect((await mineOf(mia)).deeds.map(({ verb }) => verb)).toContain('person.exported')
  })

  test('not without a fresh proof, not of somebody above, not by a learner', async () => {
    const mia = await world.person('Mia Other')
    const owner = await world.person('Olga Other', { role: 'owner' })
    const bo = await world.person('Bo Other', { role: 'admin' })
    const take = (who: Person, whose: Person) => world.as(who).reports.exportPerson({ person: whose.viewer.id })
    await expect(take(bo, owner)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(take(mia, bo)).rejects.toMatchObject({ code: 'forbidden' })
    world.clock.forward({ minutes: 11 })
    await expect(take(bo, mia)).rejects.toMatchObject({ code: 'step-up' })
  })
})

test('thirty within an hour are enough', async () => {
  const mia = await world.learner()
  for (let n = 0; n < 30; n++) await world.as(mia).reports.exportMine({})
  await expect(world.as(mia).reports.exportMine({})).rejects.toThrow(expect.objectContaining({ code: 'too-many' }))
})

test('a cell of several lines stays one cell', () => {
  const text = stringify([{ said: 'One line\nand another' }], { ...csvOptions, columns: ['said'] })
  expect(parseCsv(text, { columns: true, bom: true })).toEqual([{ said: 'One line\nand another' }])
})

test('what was set aside and noted goes by the name that the item has now', async () => {
  const ida = await world.person('Ida')
  await world.reads(ida, 'tasting')
  await world.as(ida).review.suspend('first-flush', { reason: 'I know my harvests.' })
  await world.as(ida).review.flag('first-flush', { text: 'Which year?', named: true })
  await world.edits('courses/tea/tasting.mdx', (text) =>
    text.replace('<Card id="first-flush"', '<Card id="spring-flush" was="first-flush"'),
  )
  const { suspensions, flags } = await mineOf(ida)
  expect([suspensions[0]!.item, flags[0]!.item]).toEqual(['spring-flush', 'spring-flush'])
})
