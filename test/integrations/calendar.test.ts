import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSchool, teaContent, type Person, type School } from '../world.ts'

let world: School
let mia: Person
beforeAll(async () => {
  world = await openSchool(teaContent, { url: 'https://tea.example' })
  mia = await world.learner()
  for (const lesson of ['brewing', 'tasting']) await world.reads(mia, lesson)
})
afterAll(() => world.close())

const tokenOf = (url: string) => /^https:\/\/tea\.example\/calendar\/([\w-]{43})\.ics$/.exec(url)![1]!
const make = async (person: Person) => tokenOf((await world.as(person).people.makeCalendar()).url)
const read = (token: string) => world.app.as(null).site.calendar(token)

/** As a calendar program understands it. */
async function eventsOf(token: string) {
  const calendar = new ICAL.Component(ICAL.parse(await read(token)))
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
}

describe('the calendar of the next fourteen days', () => {
  test('holds a session at nine on each working day', async () => {
    const events = await eventsOf(await make(mia))
    const starts = events.map(({ startDate }) => startDate.toJSDate().toISOString())
    // From Monday, 2 March 2026 on.
    const days = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map((day) => `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`)
    expect(starts).toEqual(days)
    for (const { duration } of events) expect(duration.toSeconds()).toBe(300)
  })

  test('says how long it will take, and nothing of what is learnt or who learns', async () => {
    const token = await make(mia)
    const text = await read(token)
    expect(text).toMatch(/DESCRIPTION:About \d+ minutes?\./)
    for (const word of ['tea', 'Brewing', 'Tasting', mia.viewer.name, mia.viewer.email, mia.viewer.id, token])
      expect(text.replaceAll('tea.example', '').replaceAll('tea-country', '')).not.toContain(word)
    for (const { summary } of await eventsOf(token)) expect(summary).toBe('Heed')
  })

  test('follows the settings: time, zone, days, minutes, absences', async () => {
    const ben = await world.learner()
    await world.as(ben).people.changeSettings({ remindAt: '08:15', zone: 'America/New_York', workDays: '12', daysAWeek: 2, minutes: 10 })
    await world.as(ben).people.addAbsence({ from: '2026-03-03', to: '2026-03-03' })
    const events = await eventsOf(await make(ben))
    // The clocks change there on 8 March.
    expect(events.map(({ startDate }) => startDate.toJSDate().toISOString())).toEqual([
      '2026-03-02T13:15:00.000Z',
      '2026-03-09T12:15:00.000Z',
      '2026-03-10T12:15:00.000Z',
    ])
    expect(events[0]!.duration.toSeconds()).toBe(600)
    expect(events[0]!.description).toBe('Nothing is due. There is time for a lesson.')
  })

  test('read twice, it is the same: no session comes twice', async () => {
    const token = await make(mia)
    const uids = async () => (await eventsOf(token)).map(({ uid }) => uid)
    expect(await uids()).toEqual(await uids())
    expect(new Set(await uids()).size).toBe(10)
  })

  test('without reminders it stays, at nine', async () => {
    const eva = await world.learner()
    await world.as(eva).people.changeSettings({ remindAt: null })
    expect((await eventsOf(await make(eva)))[0]!.startDate.toJSDate().toISOString()).toBe('2026-03-02T09:00:00.000Z')
  })
})

describe('its address', () => {
  test('is stored as a hash, and is one at a time', async () => {
    const old = await make(mia)
    const token = await make(mia)
    expect(JSON.stringify(world.sql('SELECT * FROM feed'))).not.toContain(token)
    await expect(read(old)).rejects.toMatchObject({ code: 'not-found' })
    expect(await read(token)).toContain('BEGIN:VCALENDAR')
  })

  test('ends when the person ends it, and with the account', async () => {
    const [zoe, admin] = [await world.learner(), await world.person('Ada', { role: 'admin' })]
    const first = await make(zoe)
    expect(await world.as(zoe).people.reaching()).toEqual({ mail: false, calendar: true })
    await world.as(zoe).people.endCalendar()
    await expect(read(first)).rejects.toMatchObject({ code: 'not-found' })
    expect(await world.as(zoe).people.reaching()).toEqual({ mail: false, calendar: false })
    const second = await make(zoe)
    await world.as(admin).people.closeAccount({ person: zoe.viewer.id })
    await expect(read(second)).rejects.toMatchObject({ code: 'not-found' })
  })

  test.each(['', 'x', '../../etc/passwd', 'A'.repeat(43)])('“%s” opens nothing', async (token) => {
    await expect(read(token)).rejects.toMatchObject({ code: 'not-found' })
  })
})
