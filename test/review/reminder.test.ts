import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { awayOn, type Absence } from '../../src/people/absence.ts'
import { isTheirTime, isTheirTurn, isWorthIt, reminderGaps, type Rhythm } from '../../src/review/reminder.ts'
import { addDays, daysBetween, weekOf } from '../../src/kernel/day.ts'

// A Monday.
const monday = '2026-03-02'
const rhythm: Rhythm = { remindAt: '09:00', workDays: '12345', absences: [] }

describe('the time of the day', () => {
  test.each([
    { name: 'at the minute', time: '09:00', is: true },
    { name: 'a minute before', time: '08:59', is: false },
    { name: 'an hour late, after a restart', time: '10:05', is: true },
    { name: 'two hours late', time: '11:00', is: false },
    { name: 'by night', time: '00:30', is: false },
  ])('$name: $is', ({ time, is }) => {
    expect(isTheirTime(rhythm, { day: monday, time })).toBe(is)
  })

  test.each<[string, Partial<Rhythm>, string, boolean]>([
    ['on a Saturday', {}, '2026-03-07', false],
    ['on a Saturday of who works on it', { workDays: '6' }, '2026-03-07', true],
    ['on a Monday of who works on Saturdays', { workDays: '6' }, monday, false],
    ['on the last day of a holiday', { absences: [{ from: '2026-02-20', to: monday }] }, monday, false],
    ['on the day after it', { absences: [{ from: '2026-02-20', to: '2026-03-01' }] }, monday, true],
    ['never, for who wants none', { remindAt: null }, monday, false],
  ])('%s', (_, changes, day, is) => {
    expect(isTheirTime({ ...rhythm, ...changes }, { day, time: '09:00' })).toBe(is)
  })
})

describe('whose turn it is', () => {
  test.each([
    { name: 'who never answered anything', lastAnswered: null, sent: [], is: false },
    { name: 'who answered today', lastAnswered: '2026-03-12', sent: [], is: false },
    { name: 'who answered yesterday', lastAnswered: '2026-03-11', sent: [], is: true },
    { name: 'who was reminded today', lastAnswered: '2026-03-11', sent: ['2026-03-12'], is: false },
    { name: 'who was reminded yesterday, in vain', lastAnswered: '2026-03-10', sent: ['2026-03-11'], is: false },
    { name: 'who was reminded two days ago, in vain', lastAnswered: '2026-03-09', sent: ['2026-03-10'], is: true },
    { name: 'who came on the day of the last reminder', lastAnswered: '2026-03-11', sent: ['2026-03-11'], is: true },
  ])('$name: $is', ({ lastAnswered, sent, is }) => {
    expect(isTheirTurn({ lastAnswered, sent }, '2026-03-12')).toBe(is)
  })
})

describe('whether it is worth it', () => {
  const held = { r: 0.9, desired: 0.9 }
  test.each([
    { name: 'two due, both still held', due: 2, memories: [held, held], is: false },
    { name: 'three due', due: 3, memories: [held, held, held], is: true },
    { name: 'one due, and sunk', due: 1, memories: [held, { r: 0.79, desired: 0.9 }], is: true },
    { name: 'one due, and almost sunk', due: 1, memories: [{ r: 0.81, desired: 0.9 }], is: false },
    { name: 'nothing due', due: 0, memories: [{ r: 0.5, desired: 0.9 }], is: false },
  ])('$name: $is', ({ due, memories, is }) => {
    expect(isWorthIt({ due, memories })).toBe(is)
  })
})

/** Plays the job every half hour for somebody for whom a review is always worth it. @returns the days of reminders */
function play({ days, answers, ...of }: { days: number; answers: ReadonlySet<string> } & Rhythm): string[] {
  const sent: string[] = []
  let lastAnswered: string | null = null
  for (let index = 0; index < days; index++) {
    const day = addDays(monday, index)
    for (let minute = 4 * 60; minute < 24 * 60; minute += 30) {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      if (isTheirTime(of, { day, time }) && isTheirTurn({ lastAnswered, sent }, day)) sent.push(day)
      // They answer in the evening.
      if (answers.has(day) && minute === 20 * 60) lastAnswered = day
    }
  }
  return sent
}

test('who never comes again hears on days 1, 3, 5, 10, 20, 40 and 70, and then no more', () => {
  const everyDay = { ...rhythm, workDays: '1234567' }
  const sent = play({ ...everyDay, days: 400, answers: new Set([monday]) })
  expect(sent.map((day) => daysBetween(monday, day))).toEqual([1, 3, 5, 10, 20, 40, 70])
})

test('who comes back is reminded as before', () => {
  const back = addDays(monday, 200)
  const sent = play({ ...rhythm, workDays: '1234567', days: 220, answers: new Set([monday, back]) })
  expect(sent.filter((day) => day > back).map((day) => daysBetween(back, day))).toEqual([1, 3, 5, 10])
})

const day = fc.integer({ min: 0, max: 150 }).map((index) => addDays(monday, index))
const absence = fc.tuple(day, fc.integer({ min: 0, max: 20 })).map(([from, length]): Absence => ({ from, to: addDays(from, length) }))
const lives = fc.record({
  remindAt: fc
    .tuple(fc.integer({ min: 4, max: 22 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
  workDays: fc.subarray(['1', '2', '3', '4', '5', '6', '7'], { minLength: 1 }).map((digits) => digits.join('')),
  absences: fc.array(absence, { maxLength: 4 }),
  answers: fc.array(day, { maxLength: 30 }).map((days) => new Set(days)),
})

test('whatever life somebody leads, reminders keep their rules', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const sent = play({ ...life, days: 160 })
      expect(new Set(sent).size).toBe(sent.length)
      for (const each of sent) {
        expect(life.workDays).toContain(String(weekOf(each).indexOf(each) + 1))
        expect(awayOn(life.absences, each)).toBe(false)
      }
      const answered = [...life.answers].toSorted()
      for (const [index, last] of answered.entries()) {
        const after = sent.filter((each) => each > last && !(answered[index + 1]! < each))
        expect(after.length).toBeLessThanOrEqual(reminderGaps.length)
        for (const [n, each] of after.entries()) expect(daysBetween(after[n - 1] ?? last, each)).toBeGreaterThanOrEqual(reminderGaps[n]!)
      }
      expect(sent.filter((each) => answered.length === 0 || each <= answered[0]!)).toEqual([])
    }),
  )
})
