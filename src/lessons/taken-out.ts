import type { Content, LessonFile } from './content.ts'
import type { Live, LiveItem } from './lesson.ts'

/**
 * The items that learners have in a lesson and that would be nowhere if its file were this one. People have learnt them, so they
 * have to be put back or retired; the catalogue would hold the lesson back.
 */
export function takenOut(live: Live, content: Content, file: LessonFile): LiveItem[] {
  const lesson = file.compilation.lesson?.meta.id
  const others = content.lessons.filter((other) => other.file !== file.file && other.locale === file.locale)
  const there = new Set([file, ...others].flatMap(({ compilation }) => compilation.lesson?.items.flatMap(({ id, was }) => [id, was]) ?? []))
  const retired = new Set((content.retired.value ?? []).map(({ id }) => id))
  return [...live.items.values()]
    .flatMap((byLocale) => byLocale.get(file.locale) ?? [])
    .filter((item) => item.lesson === lesson && !there.has(item.id) && !retired.has(item.id))
}
