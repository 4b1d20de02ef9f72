import type { AuthorLesson, AuthorOverview } from '../../author-pages.ts'

/** The lessons that have every word of a query in their title, id, file or the title of a course, in the order of the overview. */
export function findLessons({ lessons, courses }: Pick<AuthorOverview, 'lessons' | 'courses'>, query: string): AuthorLesson[] {
  const wanted = folded(query).split(/\s+/).filter(Boolean)
  const coursesOf = (id: string) => courses.filter((course) => course.lessons.includes(id)).map(({ title }) => title)
  return lessons.filter(({ lesson, title, file }) => {
    const text = folded([title, lesson, file, ...coursesOf(lesson)].join('\n'))
    return wanted.every((word) => text.includes(word))
  })
}

/** "Höflich" is found by "hoflich" too. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
