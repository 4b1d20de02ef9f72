import { describe, expect, test } from 'vitest'
import { landing, wantedBy } from '../../src/lessons/ui/author/course-form.ts'

const sections = [
  { from: '0', title: 'The pot', lessons: ['brewing', 'tasting'] },
  { from: '1', title: 'The guest', lessons: ['serving'] },
  { from: '2', title: 'The till', lessons: [] },
]

function posted(fields: Record<string, string>): FormData {
  const form = new FormData()
  const all = { read: 'mark', title: 'Tea', class: 'standard', renew: '', ...fields }
  for (const [name, value] of Object.entries(all)) form.set(name, value)
  sections.forEach(({ from, title, lessons }, n) => {
    form.set(`s${n}.from`, from)
    form.set(`s${n}.title`, fields[`s${n}.title`] ?? title)
    for (const lesson of lessons) form.append(`s${n}.lesson`, lesson)
  })
  return form
}

const lessonsAfter = (fields: Record<string, string>) => wantedBy(posted(fields)).sections.map(({ lessons }) => lessons)

describe('the form of a course', () => {
  test.each<{ deed: string; lessons: string[][] }>([
    { deed: 'save', lessons: [['brewing', 'tasting'], ['serving'], []] },
    { deed: 'up tasting', lessons: [['tasting', 'brewing'], ['serving'], []] },
    { deed: 'up brewing', lessons: [['brewing', 'tasting'], ['serving'], []] },
    { deed: 'up serving', lessons: [['brewing', 'tasting', 'serving'], [], []] },
    { deed: 'down brewing', lessons: [['tasting', 'brewing'], ['serving'], []] },
    { deed: 'down tasting', lessons: [['brewing'], ['tasting', 'serving'], []] },
    { deed: 'down serving', lessons: [['brewing', 'tasting'], [], ['serving']] },
    { deed: 'out tasting', lessons: [['brewing'], ['serving'], []] },
    { deed: 'section-up 1', lessons: [['serving'], ['brewing', 'tasting'], []] },
    { deed: 'section-up 0', lessons: [['brewing', 'tasting'], ['serving'], []] },
    { deed: 'section-down 1', lessons: [['brewing', 'tasting'], [], ['serving']] },
    { deed: 'section-down 2', lessons: [['brewing', 'tasting'], ['serving'], []] },
    { deed: 'drop 2', lessons: [['brewing', 'tasting'], ['serving']] },
    { deed: 'drop 0', lessons: [['brewing', 'tasting'], ['serving'], []] },
    { deed: 'up nothing', lessons: [['brewing', 'tasting'], ['serving'], []] },
  ])('$deed', ({ deed, lessons }) => {
    expect(lessonsAfter({ deed })).toEqual(lessons)
  })

  test('a button saves what was typed too', () => {
    const wanted = wantedBy(
      posted({ deed: 'up tasting', title: 'Fine tea', 's1.title': 'Guests', 'new-section': ' The end ', renew: '12' }),
    )
    expect(wanted).toMatchObject({ read: 'mark', title: 'Fine tea', everyone: false, renewMonths: 12 })
    expect(wanted.sections.map(({ from, title }) => [from, title])).toEqual([
      [0, 'The pot'],
      [1, 'Guests'],
      [2, 'The till'],
      [null, 'The end'],
    ])
  })

  test('a lesson joins at the end of its section', () => {
    expect(lessonsAfter({ deed: 'save', 's1.add': 'paying' })).toEqual([['brewing', 'tasting'], ['serving', 'paying'], []])
  })

  test.each([
    { deed: 'save', at: '' },
    { deed: 'out brewing', at: '' },
    { deed: 'up tasting', at: '#lesson-tasting' },
    { deed: 'down tasting', at: '#lesson-tasting' },
    { deed: 'section-up 1', at: '#section-1' },
    { deed: 'section-down 0', at: '#section-2' },
  ])('after “$deed” the page goes on at “$at”', ({ deed, at }) => {
    expect(landing(posted({ deed }))).toBe(at)
  })
})
