import type { ItemPlace, LessonPage, LessonSegment } from '../learner-pages.ts'

/** Where a lesson's items stand, in written order. */
export function placesOf(lesson: LessonPage): ItemPlace[] {
  return lesson.segments.filter((segment: LessonSegment): segment is ItemPlace => 'item' in segment)
}
