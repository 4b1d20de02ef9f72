import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { absencesOf } from '../../db/absences.ts'
import { awayOn, targetOf, type Absence } from '../../src/people/absence.ts'
import type { SettingsInput } from '../../src/people/service.ts'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'
import { weekOf } from '../../src/kernel/day.ts'

let world: School
beforeAll(async () => {
  world = await openSchool()
})
afterAll(() => {
  world.close()
})

describe('my settings', () => {
  const change = (person: Person, input: unknown) => world.as(person).people.changeSettings(input as SettingsInput)
  /** As the next request finds them. */
  const now = async ({ cookie }: Person) => (await world.app.identify(cookie))!.viewer

  test('change where they are named and stay elsewhere', async () => {
    const mia = await world.learner()
    const answered = await change(mia, { minutes: 12, theme: 'dark' })
    expect(answered).toMatchObject({ minutes: 12, theme: 'dark', daysAWeek: 4, workDays: '12345', textSize: 'normal', motion: 'system' })
    expect(await now(mia)).toEqual({ ...mia.viewer, minutes: 12, theme: 'dark' })
    expect(answered).toEqual(await world.as({ ...mia, viewer: await now(mia) }).people.me())
  })

  test('hold all that can be set', async () => {
    const mia = await world.learner()
    const all = {
      ...{ locale: 'de', zone: 'Asia/Tokyo', workDays: '246', daysAWeek: 3, minutes: 60 },
      ...{ keysOn: false, theme: 'light', textSize: 'largest', motion: 'reduced', remindAt: '07:45' },
    }
    await change(mia, all)
    expect(await now(mia)).toMatchObject(all)
    await change(mia, { locale: null })
    expect(await now(mia)).toMatchObject({ ...all, locale: null })
  })

  test('to change nothing changes nothing', async () => {
    const mia = await world.learner()
    await change(mia, {})
    expect(await now(mia)).toEqual(mia.viewer)
  })

  test('are nobody else’s', async () => {
    const [mia, ben] = [await world.learner(), await world.learner()]
    await change(mia, { minutes: 30 })
    expect((await now(ben)).minutes).toBe(5)
  })

  test('working days are kept in the order of the week', async () => {
    const mia = await world.learner()
    await change(mia, { workDays: '53124' })
    expect((await now(mia)).workDays).toBe('12345')
  })

  test('fewer working days and fewer days to learn come together', async () => {
    const mia = await world.learner()
    await expect(change(mia, { workDays: '12' })).rejects.toThrow(refusal('invalid', /^You have 2 working days a week, so 4 days are more/))
    await change(mia, { workDays: '12', daysAWeek: 2 })
    await expect(change(mia, { daysAWeek: 3 })).rejects.toThrow(refusal('invalid'))
    expect(await now(mia)).toMatchObject({ workDays: '12', daysAWeek: 2 })
  })

  test.each([
    ['no minutes', { minutes: 0 }],
    ['more than an hour', { minutes: 61 }],
    ['half a minute', { minutes: 4.5 }],
    ['minutes in words', { minutes: '5' }],
    ['no day', { daysAWeek: 0 }],
    ['an eighth day', { daysAWeek: 8 }],
    ['no working day', { workDays: '' }],
    ['a day that no week has', { workDays: '128' }],
    ['a day twice', { workDays: '1123' }],
    ['a language in which nothing is written', { locale: 'fi' }],
    ['a zone that is none', { zone: 'Middle/Earth' }],
    ['an offset for a zone', { zone: '+01:00' }],
    ['a theme that is none', { theme: 'pink' }],
    ['a size that is none', { textSize: 'huge' }],
    ['a motion that is none', { motion: 'wild' }],
    ['keys that are neither on nor off', { keysOn: 'yes' }],
    ['a role', { role: 'owner' }],
    ['an address', { email: 'owner@example.com' }],
  ])('refuse %s', async (_, input) => {
    const mia = await world.learner()
    await expect(change(mia, input)).rejects.toThrow(refusal('invalid', /./))
    expect(await now(mia)).toEqual(mia.viewer)
  })
})

describe('my absences', () => {
  const add = (person: Person, from: string, to: string) => world.as(person).people.addAbsence({ from, to })
  const list = (person: Person) => world.as(person).people.listAbsences()

  test('are listed from the earliest on, and taken away by their first day', async () => {
    const mia = await world.learner()
    await add(mia, '2026-07-20', '2026-08-07')
    await add(mia, '2026-03-05', '2026-03-05')
    const summer = { from: '2026-07-20', to: '2026-08-07' }
    expect(await list(mia)).toEqual([{ from: '2026-03-05', to: '2026-03-05' }, summer])
    await world.as(mia).people.removeAbsence({ from: '2026-03-05' })
    await world.as(mia).people.removeAbsence({ from: '2026-03-06' })
    expect(await list(mia)).toEqual([summer])
    expect(await absencesOf(world.context.read, mia.viewer)).toEqual([summer])
  })

  test('that begin on one day are one: the later word stands', async () => {
    const mia = await world.learner()
    await add(mia, '2026-03-05', '2026-03-06')
    await add(mia, '2026-03-05', '2026-03-10')
    expect(await list(mia)).toEqual([{ from: '2026-03-05', to: '2026-03-10' }])
  })

  test('are nobody else’s, to see or to take away', async () => {
    const [mia, ben] = [await world.learner(), await world.learner()]
    await add(mia, '2026-03-05', '2026-03-06')
    await world.as(ben).people.removeAbsence({ from: '2026-03-05' })
    expect(await list(ben)).toEqual([])
    expect(await list(mia)).toHaveLength(1)
  })

  test('last up to 366 days', async () => {
    const mia = await world.learner()
    await expect(add(mia, '2026-01-01', '2027-01-02')).rejects.toThrow(refusal('invalid', /^An absence has at most 366 days\.$/))
    await add(mia, '2026-01-01', '2027-01-01')
  })

  test.each([
    ['an end before its beginning', '2026-03-06', '2026-03-05'],
    ['a day that no calendar has', '2026-02-30', '2026-03-05'],
    ['words', 'monday', 'friday'],
    ['nothing', '', ''],
  ])('refuse %s', async (_, from, to) => {
    const mia = await world.learner()
    await expect(add(mia, from, to)).rejects.toThrow(refusal('invalid', /./))
    expect(await list(mia)).toEqual([])
  })

  test('are a hundred at most', async () => {
    const mia = await world.learner()
    for (let year = 2001; year <= 2100; year++) await add(mia, `${year}-06-01`, `${year}-06-02`)
    await expect(add(mia, '2101-06-01', '2101-06-02')).rejects.toThrow(refusal('conflict'))
    await add(mia, '2100-06-01', '2100-06-09')
  })
})

describe('the days that count', () => {
  const week = weekOf('2026-03-04')
  const usual = { daysAWeek: 4, workDays: '12345' }

  test('both ends of an absence belong to it', () => {
    const absences = [{ from: '2026-03-03', to: '2026-03-05' }]
    expect(week.map((day) => awayOn(absences, day))).toEqual([false, true, true, true, false, false, false])
    expect(awayOn([], '2026-03-03')).toBe(false)
  })

  test.each<[string, Partial<typeof usual>, Absence[], number]>([
    ['nobody away', {}, [], 4],
    ['one day away leaves four of five', {}, [{ from: '2026-03-02', to: '2026-03-02' }], 4],
    ['two days away leave three', {}, [{ from: '2026-03-02', to: '2026-03-03' }], 3],
    ['a week away leaves nothing', {}, [{ from: '2026-02-23', to: '2026-03-29' }], 0],
    ['the weekend does not count', {}, [{ from: '2026-03-07', to: '2026-03-08' }], 4],
    ['it does for who works on it', { workDays: '567' }, [{ from: '2026-03-07', to: '2026-03-08' }], 1],
    [
      'absences that overlap count once',
      {},
      [
        { from: '2026-03-02', to: '2026-03-04' },
        { from: '2026-03-03', to: '2026-03-05' },
      ],
      1,
    ],
  ])('%s', (_, person, absences, target) => {
    expect(targetOf(week, { ...usual, ...person }, absences)).toBe(target)
  })
})
