import { describe, expect, test } from 'vitest'
import { inOrderOfUrgency, merged, standingOf, type Assigned } from '../../src/assignments/due.ts'

const assigned = (given: Partial<Assigned> = {}): Assigned => ({
  courseId: 'tea',
  class: 'standard',
  startDay: '2026-03-01',
  dueDay: null,
  ...given,
})

describe('several reasons for one course', () => {
  test.each<[name: string, reasons: Partial<Assigned>[], expected: Partial<Assigned>]>([
    ['the earliest due day wins', [{ dueDay: '2026-04-01' }, { dueDay: '2026-03-20' }], { dueDay: '2026-03-20' }],
    ['no due day gives way to one', [{ dueDay: null }, { dueDay: '2026-03-20' }], { dueDay: '2026-03-20' }],
    ['the strictest class wins', [{ class: 'nice' }, { class: 'critical' }], { class: 'critical' }],
    ['the earliest start wins', [{ startDay: '2026-02-10' }, {}], { startDay: '2026-02-10' }],
    ['what has not begun says nothing yet', [{ startDay: '2026-03-09', dueDay: '2026-03-10' }, {}], { dueDay: null }],
  ])('%s', (_, reasons, expected) => {
    expect(merged(reasons.map(assigned), '2026-03-05')).toMatchObject([expected])
  })

  test('courses stay apart', () => {
    expect(merged([assigned(), assigned({ courseId: 'coffee' })], '2026-03-05').map(({ courseId }) => courseId)).toEqual(['tea', 'coffee'])
  })
})

describe('how somebody stands', () => {
  test.each([
    ['nothing opened', null, 0, false, 'not-started'],
    ['something opened', '2026-03-10', 0, true, 'on-track'],
    ['on the due day there is still time', '2026-03-05', 1, true, 'on-track'],
    ['the day after', '2026-03-04', 1, true, 'behind'],
    ['behind without a beginning', '2026-03-04', 0, false, 'behind'],
    ['done late is done', '2026-03-04', 3, true, 'done'],
  ] as const)('%s', (_, dueDay, lessonsDone, started, expected) => {
    expect(standingOf({ dueDay }, { lessonsDone, lessonsTotal: 3 }, started, '2026-03-05')).toBe(expected)
  })
})

test('the nearest due day comes first, what is done last', () => {
  const course = (courseId: string, dueDay: string | null, standing: 'done' | 'on-track') => ({
    ...assigned({ courseId, dueDay }),
    lessonsDone: 0,
    lessonsTotal: 1,
    standing,
  })
  const order = inOrderOfUrgency([course('a', null, 'on-track'), course('b', '2026-03-02', 'done'), course('c', '2026-04-01', 'on-track')])
  expect(order.map(({ courseId }) => courseId)).toEqual(['c', 'a', 'b'])
})
