import { expect, test } from 'vitest'
import type { Listed } from '../../src/assignments/made.ts'
import { madeWords } from '../../src/assignments/ui/assign-words.ts'

const listed = (id: string, team: string, dueDay: string | null, courseId = 'tea'): Listed => ({
  ...{ id, courseId, course: courseId === 'tea' ? 'Tea' : 'Coffee', team, person: null, startDay: '2026-03-02', dueDay, class: 'standard' },
})
const made = listed('made', 'Shop', '2026-04-20')

test.each<{ what: string; open: Listed[]; before: string | null; says: string | null }>([
  { what: 'a new one', open: [], before: null, says: null },
  { what: 'a day that was moved', open: [], before: '2026-04-01', says: 'Before, it was assigned by Wed 1 Apr 2026.' },
  { what: 'a day that is new', open: [], before: 'none', says: 'Before, it was assigned without a due day.' },
  { what: 'an address that says nonsense', open: [], before: '<b>soon</b>', says: null },
  {
    what: 'an earlier day elsewhere',
    open: [listed('a', 'Service', '2026-04-01'), listed('b', 'Office', '2026-05-01'), listed('c', 'Service', '2026-04-01', 'coffee')],
    before: null,
    says: 'Whoever also belongs to Service (by Wed 1 Apr 2026) keeps that earlier day.',
  },
  {
    what: 'many of them',
    open: ['A', 'B', 'C', 'D', 'E'].map((name) => listed(name, name, '2026-04-01')),
    before: null,
    says: 'Whoever also belongs to A (by Wed 1 Apr 2026), B (by Wed 1 Apr 2026), C (by Wed 1 Apr 2026), or 2 more keeps that earlier day.',
  },
])('$what', ({ open, before, says }) => {
  const ends = 'It stands among the courses of everybody whom it concerns, and on Today in the order of the due days.'
  const all = ['“Tea” for Shop is assigned, by Mon 20 Apr 2026.', ...(says === null ? [] : [says]), ends]
  expect(madeWords(made, [made, ...open], before)).toBe(all.join(' '))
})

test('without a due day every day elsewhere comes earlier', () => {
  const open = { ...made, dueDay: null }
  expect(madeWords(open, [open, listed('a', 'Service', '2026-04-01')], null)).toContain('Service (by Wed 1 Apr 2026) keeps')
})
