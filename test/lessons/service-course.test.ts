import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CoursePage } from '../../src/lessons/author-pages.ts'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let anna: Person
beforeEach(async () => {
  world = await openSchool()
  anna = await world.person('Anna Autor', { role: 'author' })
})
afterEach(() => world.close())

const author = (person = anna) => world.as(person).author
const folder = () => world.context.settings.content
const file = 'courses/tea/course.yml'

/** What a form sends back of a page. */
const wantedOf = ({ read, title, class: courseClass, everyone, renewMonths, sections }: CoursePage) => ({
  ...{ read, title, class: courseClass, everyone, renewMonths, sections },
})

async function saves(change: (page: CoursePage) => Partial<CoursePage>) {
  const page = await author().coursePage('tea')
  await author().saveCourse('tea', wantedOf({ ...page, ...change(page) }))
}

describe('a course in the browser', () => {
  test('shows what its file says, and what could join it', async () => {
    await author().newLesson({ title: 'Paying', course: 'tea' })
    expect(await author().coursePage('tea')).toMatchObject({
      ...{ course: 'tea', file, title: 'Behind the tea counter', class: 'standard', everyone: true, renewMonths: null, writable: true },
      sections: [
        { from: 0, title: 'The pot', lessons: ['brewing', 'tasting'] },
        { from: 1, title: 'The guest', lessons: ['serving'] },
      ],
      lessons: { brewing: 'Brewing: a pot of green' },
      others: [{ id: 'paying', title: 'Paying', nowhere: true }],
    })
  })

  test('is put in order, at once for learners too', async () => {
    await saves(({ sections: [pot, guest] }) => ({
      title: 'Tea',
      everyone: false,
      sections: [
        { ...guest!, lessons: ['serving', 'tasting'] },
        { ...pot!, title: 'Leaves', lessons: ['brewing'] },
      ],
    }))
    expect(world.text(file)).not.toContain('audience')
    expect(world.live().courses[0]).toMatchObject({
      title: 'Tea',
      sections: [
        { title: 'The guest', lessons: ['serving', 'tasting'] },
        { title: 'Leaves', lessons: ['brewing'] },
      ],
    })
    const audits = world.sql("select verb, object from audit where verb like 'course.%'")
    expect(audits).toEqual([{ verb: 'course.changed', object: 'tea' }])
  })

  test('a lesson taken out costs nobody what they know', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing')
    const known = world.sql('select * from memory')
    expect(known.length).toBeGreaterThan(0)
    await saves(({ sections }) => ({
      sections: sections.map((section) => ({ ...section, lessons: section.lessons.filter((id) => id !== 'brewing') })),
    }))
    expect((await author().coursePage('tea')).others).toEqual([expect.objectContaining({ id: 'brewing', nowhere: true })])
    expect(world.sql('select * from memory')).toEqual(known)
  })

  test('changed meanwhile it is not written over', async () => {
    const page = await author().coursePage('tea')
    world.writes(file, (text) => text.replace('The pot', 'The kettle'))
    await expect(author().saveCourse('tea', wantedOf({ ...page, title: 'Mine' }))).rejects.toThrow(refusal('conflict'))
    expect(world.text(file)).toContain('The kettle')
  })

  test('changed meanwhile it is shown beside what was typed, and saved over knowingly', async () => {
    const typed = wantedOf({ ...(await author().coursePage('tea')), title: 'Mine', renewMonths: 99 })
    world.writes(file, (text) =>
      text.replace(/(\n {2}- title: The pot\n.*)(\n {2}- title: The guest\n.*)/, '$2\n    titles: { de: Gäste }$1'),
    )
    const page = await author().coursePage('tea', typed)
    expect(page).toMatchObject({
      ...{ name: 'Behind the tea counter', title: 'Mine', renewMonths: 99 },
      sections: [
        { from: 1, title: 'The pot', lessons: ['brewing', 'tasting'] },
        { from: 0, title: 'The guest', lessons: ['serving'] },
      ],
      theirs: { by: null, text: world.text(file), lines: expect.arrayContaining([{ of: 'new', text: 'title: Mine' }]) },
    })
    await author().saveCourse('tea', { ...wantedOf(page), renewMonths: null })
    expect(world.text(file)).toMatch(/title: Mine[^]*The pot[^]*The guest\n.*\n? *titles: { de: Gäste }/)
  })

  test('changed a moment ago it is shown as it is now, not as it was when the folder was read', async () => {
    world.writes(file, (text) => text.replace('The pot', 'The kettle'))
    expect(await author().coursePage('tea')).toMatchObject({ sections: [{ title: 'The kettle' }, {}], theirs: null })
  })

  test('what was typed and refused stands in its fields', async () => {
    const page = await author().coursePage('tea')
    const [pot, guest] = page.sections
    const typed = wantedOf({ ...page, title: ' ', sections: [{ ...pot!, lessons: ['brewing'] }, guest!] })
    expect(await author().coursePage('tea', typed)).toMatchObject({
      ...{ name: 'Behind the tea counter', title: ' ', theirs: null },
      sections: [{ lessons: ['brewing'] }, { lessons: ['serving'] }],
      others: [{ id: 'tasting', nowhere: false }],
    })
  })

  test.each<{ what: string; change: (page: CoursePage) => Partial<CoursePage>; code: string; says: RegExp }>([
    { what: 'no title', change: () => ({ title: ' ' }), code: 'invalid', says: /^The course has no title/ },
    { what: 'half a month', change: () => ({ renewMonths: 0.5 }), code: 'invalid', says: /after 0\.5 months/ },
    { what: 'six years', change: () => ({ renewMonths: 72 }), code: 'invalid', says: /after 72 months/ },
    {
      what: 'a lesson that is not there',
      change: ({ sections }) => ({ sections: [{ ...sections[0]!, lessons: ['nothing'] }] }),
      code: 'not-found',
      says: /“nothing”/,
    },
    {
      what: 'a lesson twice',
      change: ({ sections }) => ({ sections: [{ ...sections[0]!, lessons: ['brewing', 'brewing'] }] }),
      code: 'invalid',
      says: /twice/,
    },
    {
      what: 'a section without a name',
      change: ({ sections }) => ({ sections: [sections[0]!, { ...sections[1]!, title: ' ' }] }),
      code: 'invalid',
      says: /^Section 2 has no title/,
    },
  ])('$what is refused, and nothing is written', async ({ change, code, says }) => {
    const before = world.text(file)
    await expect(saves(change)).rejects.toThrow(refusal(code, says))
    expect(world.text(file)).toBe(before)
  })

  test('with a mistake in its file it is mended there', async () => {
    world.writes(file, (text) => text.replace('sections:', 'section:'))
    await world.context.catalogue.reload()
    await expect(author().coursePage('tea')).rejects.toThrow(refusal('not-found', /has a mistake/))
    await expect(author().coursePage('coffee')).rejects.toThrow(refusal('not-found', /no such course/))
  })

  test('is for authors', async () => {
    const mia = await world.learner()
    const page = await author().coursePage('tea')
    for (const deed of [
      () => author(mia).coursePage('tea'),
      () => author(mia).saveCourse('tea', wantedOf(page)),
      () => author(mia).newCourse({ title: 'Mine' }),
    ])
      await expect(deed()).rejects.toThrow(refusal('forbidden'))
  })
})

describe('a new course', () => {
  test('comes with a draft of its first lesson, and without a mistake', async () => {
    const begun = await author().newCourse({ title: 'Über den Tresen' })
    expect(begun).toEqual({ course: 'uber-den-tresen', lesson: 'uber-den-tresen-basics' })
    expect(await author().coursePage(begun.course)).toMatchObject({ title: 'Über den Tresen', sections: [{ lessons: [begun.lesson] }] })
    expect((await author().editPage(begun.lesson, {})).standing).toMatchObject({ state: 'draft', courses: [{ id: begun.course }] })
    expect(world.live().problems).toEqual([])
  })

  test('of one name two can be, under two ids; of one id only one', async () => {
    await author().newCourse({ title: 'Tea' })
    expect(await author().newCourse({ title: 'Tea' })).toEqual({ course: 'tea-3', lesson: 'tea-3-basics' })
    await expect(author().newCourse({ title: 'More tea', id: 'tea' })).rejects.toThrow(refusal('conflict', /“tea”/))
    await expect(author().newCourse({ title: 'Up', id: '../up' })).rejects.toThrow(refusal('invalid'))
  })

  test('is committed in the author’s name, where the folder is a repository', async () => {
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder(), encoding: 'utf8' })
    git('init', '--quiet')
    await author().newCourse({ title: 'Coffee' })
    expect(git('log', '--format=%an %s').trim().split('\n')).toEqual([
      'Anna Autor Begin “Coffee: the basics”',
      'Anna Autor Begin the course “Coffee”',
    ])
  })

  test('is saved where Git does not take it, and the author is told', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: folder() })
    mkdirSync(join(folder(), '.git/hooks'), { recursive: true })
    writeFileSync(join(folder(), '.git/hooks/pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const page = await author().coursePage('tea')
    expect(await author().saveCourse('tea', wantedOf({ ...page, title: 'Tea, all of it' }))).toEqual({ committed: false })
    expect((await author().coursePage('tea')).title).toBe('Tea, all of it')
  })
})
