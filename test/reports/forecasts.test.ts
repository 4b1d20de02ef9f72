import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { forecastWords } from '../../src/assignments/ui/forecast-words.ts'
import { feasibilityOf, toldOf, type Forecast, type Tried } from '../../src/reports/feasibility.ts'
import { lessonDaysIn } from '../../src/reports/service/team/forecast.ts'
import { playAssignments } from '../../src/reports/service.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let lea: Person
let sam: Person

beforeAll(async () => {
  world = await openSchool()
  await world.team('Service')
  await world.team('Phone', 'Service')
  await world.team('Shop', 'Service')
  lea = await world.person('Lea', { team: 'Service', lead: true })
  for (const name of ['Mia', 'Max', 'Ida', 'Tom', 'Eve']) await world.person(name, { team: 'Phone' })
  sam = await world.person('Sam', { team: 'Shop' })
  for (const name of ['Sue', 'Sid']) await world.person(name, { team: 'Shop' })
})
afterAll(() => world.close())

const page = async (team: string) => {
  const { teams } = await world.as(lea).reports.team({ zone: 'UTC' })
  return world.as(lea).reports.team({ zone: 'UTC', team: teams.find(({ name }) => name === team)!.id })
}
const judged = async (team: string, due = '2026-06-01') =>
  world.as(lea).reports.feasible({ course: 'tea', team: (await page(team)).team.id, due })

describe('time for the lessons', () => {
  // Days to the due day, and working days on which lessons are taken.
  test.each<[number, string, number]>([
    [1, '12345', 1],
    [2, '12345', 1],
    [7, '12345', 3],
    [14, '12345', 5],
    [28, '12345', 15],
    [28, '1', 3],
  ])('%i days, working on %s: %i', (days, workDays, lessonDays) => {
    expect(lessonDaysIn(days, workDays)).toBe(lessonDays)
  })

  test('is told beside the time for reviews, also where the day is near', async () => {
    const { reading, ...forecast } = await judged('Phone', '2026-03-03')
    expect(reading).toEqual({ lessons: 3, minutes: 9, days: 1 })
    expect(forecastWords({ reading: reading!, ...forecast }, '2026-03-03')).toMatchObject({
      reading: 'Its three lessons take about nine minutes, and there is one working day for them.',
      asked: 'Reviews ask next to nothing before the day.',
    })
    expect((await judged('Phone')).reading).toMatchObject({ lessons: 3, days: 60 })
  })
})

test('of one person it tells what a newcomer would need, and of nobody nothing', async () => {
  const of = (person: string, day: { due?: string } = { due: '2026-06-01' }) =>
    world.as(lea).reports.feasible({ course: 'tea', person, ...day })
  expect(await of('sam@example.com')).toMatchObject({ people: 1, size: 1, about: 'newcomer' })
  await expect(of('nobody@example.com')).rejects.toThrow('nobody with the address nobody@example.com')
  await expect(of('sam@example.com', {})).rejects.toThrow('Choose a day')
})

describe('before a course is assigned', () => {
  test('everybody in the team is played', async () => {
    const forecast = await judged('Phone')
    expect(forecast).toMatchObject({ people: 5, size: 5, wanted: 0.9, about: 'team' })
    expect([forecast.enough, ...forecast.more.map(({ people }) => people), forecast.never].filter((count) => count % 5 !== 0)).toEqual([])
    await expect(judged('Phone', '2026-03-01')).rejects.toThrow('is past')
  })

  test('of a team of fewer than five it is what a newcomer would need, whatever its people know', async () => {
    const before = await judged('Shop')
    expect(before).toMatchObject({ people: 1, size: 3, about: 'newcomer' })
    await world.as(sam).people.changeSettings({ minutes: 20 })
    await world.reads(sam, 'brewing')
    expect(await judged('Shop')).toEqual(before)
  })

  test('a larger team leaves out the few whom it has beyond a smaller one', async () => {
    // Five in Phone; Shop's three and the lead herself are four.
    expect(await judged('Service')).toMatchObject({ people: 5, size: 9 })
  })
})

describe('each week again', () => {
  const rows = () => world.sql<{ week: string; enough: number }>('select week, enough from assignment_forecast order by week')

  test('what is assigned is played once, and its lead is told', async () => {
    await world.as(lea).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-04-20' })
    await world.as(lea).assignments.assign({ course: 'tea', team: 'Shop', due: '2026-04-20' })
    await playAssignments(world.context)
    await playAssignments(world.context)
    expect(rows()).toHaveLength(1)
    const [forecast, ...others] = (await page('Phone')).forecasts
    expect(others).toEqual([])
    expect(forecast).toMatchObject({ course: 'Behind the tea counter', dueDay: '2026-04-20', week: '2026-03-02', before: null })
    expect(forecast!.forecast).toMatchObject({ people: 5, size: 5, about: 'team' })
    expect((await page('Shop')).forecasts).toEqual([])
  })

  test('the next week stands beside the week before', async () => {
    world.morningOf('2026-03-09')
    await playAssignments(world.context)
    expect(rows().map(({ week }) => week)).toEqual(['2026-03-02', '2026-03-09'])
    const [forecast] = (await page('Phone')).forecasts
    expect(forecast).toMatchObject({ week: '2026-03-09', before: { people: 5, enough: rows()[0]!.enough - (rows()[0]!.enough % 5) } })
  })

  test('nothing is told after the due day, and nothing kept', async () => {
    world.morningOf('2026-04-20')
    expect((await page('Phone')).forecasts).toEqual([])
    await playAssignments(world.context)
    expect(rows()).toEqual([])
  })

  test('nor of what was ended', async () => {
    await world.as(lea).assignments.assign({ course: 'tea', team: 'Phone', due: '2026-06-20' })
    expect((await page('Phone')).forecasts).toHaveLength(1)
    for (const { id } of await world.as(lea).assignments.list()) await world.as(lea).assignments.end(id)
    expect((await page('Phone')).forecasts).toEqual([])
  })

  test('what an operator assigns is told at once as well', async () => {
    await world.app.system.assignments.assign({ course: 'tea', team: 'Phone', due: '2026-06-20' })
    expect((await page('Phone')).forecasts).toHaveLength(1)
  })
})

describe('of few nothing is told', () => {
  const outlook = { held: 0.95, fullest: 4, calmFrom: 1 }
  const one = (own: Partial<typeof outlook>, more: Tried['more'] = []): Tried => ({ own: { ...outlook, ...own }, more })
  const many = (count: number, tried = one({})) => Array.from({ length: count }, () => tried)
  const told = (tried: Tried[]) => toldOf({ ...feasibilityOf(tried, 0.9), wanted: 0.9, size: tried.length, about: 'team' })
  const with7 = one({ held: 0.8 }, [{ minutes: 7, outlook }])

  test('what one person sets, or learns, moves no number', () => {
    const before = told(many(6))
    for (const changed of [one({ held: 0.5 }), with7, one({ fullest: 50 }), one({ held: 0.2, calmFrom: null as never })])
      expect(told([...many(5), changed])).toEqual(before)
  })

  test('people are counted in whole fives, as are those who need more', () => {
    expect(told([...many(17), ...many(3, with7)])).toMatchObject({ enough: 15, more: [{ minutes: 7, people: 20 }], never: 0 })
    expect(told([...many(4), ...many(1, with7), ...many(7, one({ held: 0.1 }))])).toMatchObject({
      ...{ enough: 0, more: [{ minutes: 7, people: 5 }], never: 5 },
    })
  })

  test('any number is whole fives', () => {
    const kinds = [one({}), with7, one({ held: 0.1 })]
    fc.assert(
      fc.property(fc.array(fc.nat(2), { minLength: 5, maxLength: 60 }), (people) => {
        const { enough, more, never } = told(people.map((kind) => kinds[kind]!))
        for (const count of [enough, never, ...more.map((each) => each.people)]) expect(count % 5).toBe(0)
        expect(more.every((each) => each.people > enough)).toBe(true)
      }),
    )
  })
})

describe('in words', () => {
  const forecast: Forecast = {
    ...{ people: 20, size: 20, fullest: 10, calmFrom: 5, enough: 15, wanted: 0.9, about: 'team', never: 0 },
    more: [{ people: 20, minutes: 7 }],
  }

  test.each<{ what: string; change: Partial<Forecast>; held: string }>([
    {
      what: 'most',
      change: {},
      held: 'At least 15 of 20 will hold 90\u00a0% by Thursday 1 October with the minutes of review that they have set themselves, once they have read the lessons. With up to seven minutes a day all 20.',
    },
    {
      what: 'all',
      change: { enough: 20, more: [] },
      held: 'All 20 will hold 90\u00a0% by Thursday 1 October with the minutes of review that they have set themselves, once they have read the lessons.',
    },
    {
      what: 'nobody',
      change: {
        enough: 0,
        more: [
          { people: 15, minutes: 10 },
          { people: 20, minutes: 20 },
        ],
      },
      held: 'Fewer than five of 20 will hold 90\u00a0% by Thursday 1 October with the minutes of review that they have set themselves, once they have read the lessons. With up to ten minutes a day at least 15 of 20, with up to 20 minutes a day all 20.',
    },
    {
      what: 'some of five',
      change: { people: 5, enough: 0, more: [{ people: 5, minutes: 7 }] },
      held: 'Not all five will hold 90\u00a0% by Thursday 1 October with the minutes of review that they have set themselves, once they have read the lessons. With up to seven minutes a day all five.',
    },
    {
      what: 'some who cannot',
      change: { enough: 10, more: [], never: 5 },
      held: 'At least ten of 20 will hold 90\u00a0% by Thursday 1 October with the minutes of review that they have set themselves, once they have read the lessons. Even half an hour a day would be too little for at least five of 20.',
    },
    {
      what: 'a newcomer with time enough',
      change: { about: 'newcomer', people: 1, enough: 1, more: [] },
      held: 'Five minutes of review a day are enough to hold 90\u00a0% by Thursday 1 October, once the lessons are read.',
    },
    {
      what: 'a newcomer with more time',
      change: { about: 'newcomer', people: 1, enough: 0, more: [{ people: 1, minutes: 10 }] },
      held: 'To hold 90\u00a0% by Thursday 1 October takes ten minutes of review a day, once the lessons are read.',
    },
    {
      what: 'a newcomer whose time is not enough',
      change: { about: 'newcomer', people: 1, enough: 0, more: [], never: 1 },
      held: 'Even half an hour a day of review would not be enough to hold 90\u00a0% by Thursday 1 October.',
    },
  ])('$what', ({ change, held }) => {
    expect(forecastWords({ ...forecast, ...change }, '2026-10-01').held).toBe(held)
  })

  test('the fullest day, when it gets calm, and what it rests on', () => {
    const { asked, basis } = forecastWords({ ...forecast, people: 15 }, '2026-10-01')
    expect(asked).toBe(
      'On the fullest day ten minutes of review or less wait for four people in five; from working day five on reviews stay within the time that people have.',
    )
    expect(basis).toContain('the days of 15 of its 20 people')
  })
})
