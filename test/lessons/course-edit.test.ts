import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refound, withCourse, type WantedCourse, type WantedSection } from '../../src/lessons/course-edit.ts'
import { readCourse } from '../../src/lessons/course-files.ts'

const text = `# The folder's name is the course.
title: Behind the counter
titles: { de: Hinter der Theke }
audience: everyone # since May
class: standard
requires: [basics]
sections:
  # What comes first.
  - title: The pot
    titles: { de: Die Kanne }
    lessons: [brewing, tasting]
  - title: The guest
    lessons:
      - serving # the long one
      - "2026"
`

const asIs: WantedCourse = {
  ...{ title: 'Behind the counter', class: 'standard', everyone: true, renewMonths: null },
  sections: [
    { from: 0, title: 'The pot', lessons: ['brewing', 'tasting'] },
    { from: 1, title: 'The guest', lessons: ['serving', '2026'] },
  ],
}

const read = (written: string) => {
  const { value, problems } = readCourse('tea', written)
  expect(problems).toEqual([])
  return value!
}

describe('a course as somebody wants it', () => {
  test('as it is, its text is as it was', () => {
    expect(withCourse(text, asIs)).toBe(text)
  })

  test.each<{ what: string; change: (course: WantedCourse) => WantedCourse; line: string; gone?: string }>([
    { what: 'another title', change: (course) => ({ ...course, title: 'At the till' }), line: 'title: At the till\ntitles: { de:' },
    { what: 'a title like a number', change: (course) => ({ ...course, title: '2026' }), line: 'title: "2026"\n' },
    { what: 'another class', change: (course) => ({ ...course, class: 'critical' }), line: 'class: critical\n' },
    { what: 'for nobody by itself', change: (course) => ({ ...course, everyone: false }), line: 'class: standard', gone: 'audience' },
    { what: 'once a year', change: (course) => ({ ...course, renewMonths: 12 }), line: 'renew: 12 months\nsections:' },
    {
      what: 'a section renamed',
      change: (course) => ({ ...course, sections: [{ ...course.sections[0]!, title: 'The kettle' }, course.sections[1]!] }),
      line: '  - title: The kettle\n    titles: { de: Die Kanne }\n',
    },
    {
      what: 'a lesson moved to another section, with its comment',
      change: (course) => ({
        ...course,
        sections: [
          { ...course.sections[0]!, lessons: ['brewing', 'tasting', 'serving'] },
          { ...course.sections[1]!, lessons: ['2026'] },
        ],
      }),
      line: 'serving # the long one',
    },
    {
      what: 'a new section',
      change: (course) => ({ ...course, sections: [...course.sections, { from: null, title: 'The till', lessons: ['paying'] }] }),
      line: '  - title: The till\n    lessons: [paying]\n',
    },
  ])('$what', ({ change, line, gone }) => {
    const written = withCourse(text, change(asIs))
    expect(written).toContain(line)
    if (gone) expect(written).not.toContain(gone)
    expect(written).toContain("# The folder's name is the course.")
    expect(read(written)).toMatchObject({ requires: ['basics'], titles: { de: 'Hinter der Theke' } })
  })

  test('whatever is wanted is what is read, and what was not asked about stays', () => {
    const lessons = ['brewing', 'tasting', 'serving', '2026', 'paying', 'true', 'no']
    const section = fc.record({ title: fc.stringMatching(/^\S(.{0,20}\S)?$/) })
    const wanted = fc
      .record({
        title: fc.stringMatching(/^\S(.{0,30}\S)?$/),
        class: fc.constantFrom('critical' as const, 'standard' as const, 'nice' as const),
        everyone: fc.boolean(),
        renewMonths: fc.option(fc.integer({ min: 1, max: 60 })),
        order: fc.shuffledSubarray<number | null>([0, 1, null], { minLength: 1 }),
        titles: fc.array(section, { minLength: 3, maxLength: 3 }),
        shuffled: fc.shuffledSubarray(lessons),
        cut: fc.array(fc.nat(lessons.length), { minLength: 2, maxLength: 2 }),
      })
      .map(({ order, titles, shuffled, cut, ...course }) => {
        const [a, b] = cut.toSorted((x, y) => x - y) as [number, number]
        const parts = [shuffled.slice(0, a), shuffled.slice(a, b), shuffled.slice(b)]
        return { ...course, sections: order.map((from, index) => ({ from, title: titles[index]!.title, lessons: parts[index]! })) }
      })
    fc.assert(
      fc.property(wanted, (course) => {
        const value = read(withCourse(text, course))
        expect(value).toMatchObject({ title: course.title.trim(), class: course.class, requires: ['basics'] })
        expect(value.audience).toBe(course.everyone ? 'everyone' : null)
        expect(value.renewMonths).toBe(course.renewMonths ?? undefined)
        expect(value.sections.map(({ title, lessons: ids }) => ({ title, ids }))).toEqual(
          course.sections.map(({ title, lessons: ids }) => ({ title: title.trim(), ids })),
        )
        const kept = course.sections.findIndex(({ from }) => from === 0)
        if (kept >= 0) expect(value.sections[kept]!.titles).toEqual({ de: 'Die Kanne' })
      }),
      { numRuns: 300 },
    )
  })
})

describe('sections of a course that somebody else has changed meanwhile', () => {
  const [pot, guest] = asIs.sections as [WantedSection, WantedSection]
  test.each<{ what: string; now: { title: string; lessons: string[] }[]; wanted?: WantedSection[]; from: (number | null)[] }>([
    { what: 'as they were', now: [pot, guest], from: [0, 1] },
    { what: 'in another order', now: [guest, pot], from: [1, 0] },
    { what: 'called something else', now: [pot, { ...guest, title: 'Whoever comes' }], from: [0, 1] },
    { what: 'below a new one', now: [{ title: 'First of all', lessons: [] }, pot, guest], from: [1, 2] },
    { what: 'with one taken out', now: [guest], from: [null, 0] },
    {
      what: 'known by its title before another is known by a lesson',
      now: [pot, guest],
      wanted: [{ ...guest, title: 'New', lessons: ['brewing'] }, pot],
      from: [null, 0],
    },
  ])('$what', ({ now, wanted = asIs.sections, from }) => {
    expect(refound(wanted, now).map((section) => section.from)).toEqual(from)
  })
})
