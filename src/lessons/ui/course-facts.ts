import type { CourseView } from '../learner-pages.ts'

/** "3 of 12 lessons done · 31 min to go". */
export function courseFacts({ lessonsDone, lessonsTotal, sections, class: weight }: CourseView): string {
  const open = sections.flatMap(({ lessons }) => lessons).filter(({ state }) => state !== 'done')
  const minutes = open.reduce((sum, lesson) => sum + lesson.minutes, 0)
  const facts = [`${lessonsDone} of ${lessonsTotal} ${lessonsTotal === 1 ? 'lesson' : 'lessons'} done`]
  if (minutes > 0) facts.push(`${minutes} min to go`)
  if (weight === 'critical') facts.push('to be known by heart')
  return facts.join(' · ')
}
