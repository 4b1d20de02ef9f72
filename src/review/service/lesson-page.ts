import type { Context } from '../../context.ts'
import { lastAnswerTo, memoriesOf } from '../../../db/answers.ts'
import { verdictOf, type Feedback, type Verdict } from '../../grading/verdict.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { inLanguage } from '../../lessons/in-language.ts'
import { coursesOf } from '../../lessons/live.ts'
import { localesOf } from '../../lessons/locales.ts'
import { lesson, nextLessons, type LessonView } from '../../lessons/service.ts'
import type { LessonRef } from '../../lessons/progress.ts'
import type { Prompted } from '../../lessons/prompt.ts'
import { translationOld } from '../../lessons/translation-old.ts'
import { may, type Viewer } from '../../people/role.ts'
import { foldPair, gradeRow, readPair } from './pair.ts'
import { versionOf } from './versions.ts'

/** What is told of an item once its answer is committed. */
export interface Answered {
  response: unknown
  verdict: Verdict
  credit: number
  feedback: Feedback
  due: string | null
  intervalDays: number | null
}

export interface ItemPlace extends Prompted {
  answered: Answered | null
  /** The id of the next answer given here, so that a form sent twice counts once. */
  answerId: string
}

export interface LessonPage extends Omit<LessonView, 'segments'> {
  /** The course through which it is reached; missing for a lesson in none. */
  course?: LessonRef
  segments: ({ html: string } | ItemPlace)[]
  items: { done: number; total: number }
  /** For authors: that the original has changed since, in words. */
  outdated: string | null
  next?: LessonRef
}

/** A lesson as its page shows it: each item with what the person answered today, if anything. */
export async function lessonPage(
  context: Context,
  viewer: Viewer,
  id: string,
  input: { locale?: string; accepts?: string; zone?: string },
): Promise<LessonPage> {
  const view = await lesson(context, viewer, id, input)
  const segments: LessonPage['segments'] = []
  for (const segment of view.segments) segments.push('html' in segment ? segment : await placeOf(context, viewer, segment, view.studyDay))
  const live = context.catalogue.live()
  const items = segments.filter((segment) => 'item' in segment)
  const done = await answeredOf(
    context,
    viewer,
    items.map(({ item }) => item),
  )
  const [course] = coursesOf(inLanguage(live, localesOf(live.site, viewer.locale, input.accepts, input.locale)), id)
  const next = (await nextLessons(context, viewer)).find((lesson) => lesson.id !== id)
  const outdated = may(viewer, 'author') ? translationOld(live, id, view.locale, input.zone ?? viewer.zone) : null
  return {
    ...view,
    course: course && { id: course.id, title: course.title },
    segments,
    items: { done, total: items.length },
    outdated,
    next,
  }
}

async function answeredOf(context: Context, viewer: Viewer, itemIds: string[]): Promise<number> {
  const held = new Set((await memoriesOf(context.read, viewer)).map(({ itemId }) => itemId))
  return itemIds.filter((id) => held.has(id)).length
}

/** Yesterday's answers are not shown: an item that waits to be asked again must not be looked up first. */
async function placeOf(context: Context, viewer: Viewer, prompted: Prompted, day: string): Promise<ItemPlace> {
  const answerId = uuidv7(context.now(), context.random)
  const row = await lastAnswerTo(context.read, viewer, prompted.item, day)
  if (!row) return { ...prompted, answered: null, answerId }
  const version = (await versionOf(context, context.read, row.versionId))!
  const { credit, feedback } = gradeRow(row, version)
  const { memory } = foldPair((await readPair(context, context.read, viewer, prompted.item, version.rev)).events)
  const answered = {
    response: JSON.parse(row.response) as unknown,
    verdict: verdictOf(credit),
    credit,
    feedback,
    due: memory?.dueDay ?? null,
    intervalDays: memory?.intervalDays ?? null,
  }
  return { ...prompted, answered, answerId }
}
