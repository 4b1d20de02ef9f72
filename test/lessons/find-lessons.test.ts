import { expect, test } from 'vitest'
import { findLessons } from '../../src/lessons/ui/author/find-lessons.ts'
import type { AuthorLesson } from '../../src/lessons/author-pages.ts'

const lesson = (lesson: string, title: string, file: string): AuthorLesson => ({
  ...{ lesson, title, file, locale: 'en', hasDraft: false, stale: null },
  ...{ state: 'live', liveSince: 0, items: 1, courses: [], problems: [] },
})
const overview = {
  lessons: [lesson('no-kindly', 'Höflich Nein sagen', 'courses/talk/no.mdx'), lesson('brewing', 'Brewing', 'courses/tea/brewing.mdx')],
  courses: [{ id: 'tea', title: 'Behind the counter', lessons: ['brewing'] }],
}

test.each([
  ['its title, in any case and without its marks', 'HOFLICH', ['no-kindly']],
  ['its id', 'kindly', ['no-kindly']],
  ['its file', 'talk/no', ['no-kindly']],
  ['the title of its course', 'counter', ['brewing']],
  ['all words, wherever they stand', 'brew behind', ['brewing']],
  ['not one of the words', 'brew talk', []],
])('a lesson is found by %s', (_, query, ids) => {
  expect(findLessons(overview, query).map((each) => each.lesson)).toEqual(ids)
})
