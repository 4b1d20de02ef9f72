import { h, hydrate } from 'preact'
import LessonItem, { type LessonItemProps } from './LessonItem.tsx'

// The islands of a lesson without Astro's island runtime: three of the fifteen kilobytes that a lesson page may load.
for (const island of document.querySelectorAll<HTMLElement>('[data-lesson-item]')) {
  hydrate(h(LessonItem, JSON.parse(island.dataset.lessonItem!) as LessonItemProps), island)
}
