import type { Context } from '../../context.ts'
import { lastAnswerTo, memoriesOf } from '../../../db/answers.ts'
import { verdictOf } from '../../grading/verdict.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { belowHead } from '../../lessons/syntax/below-head.ts'
import { inLanguage } from '../../lessons/in-language.ts'
import { coursesOf } from '../../lessons/live.ts'
import { localesOf } from '../../lessons/locales.ts'
import type { ItemPlace, LessonPage, LessonSegment } from '../../lessons/learner-pages.ts'
import { lesson, nextLessons } from '../../lessons/service.ts'
import type { Prompted } from '../../lessons/prompt.ts'
import { translationOld } from '../../lessons/across/translation-old.ts'
import { may, type Viewer } from '../../people/role.ts'
import { foldPair, gradeRow, readPair } from './pair.ts'
import { versionOf } from './versions.ts'

/** A lesson as its page shows it: each item with what the person answered today, if anything. */
export async function lessonPage(
  context: Context,
  viewer: Viewer,
  id: string,
  input: { locale?: string; accepts?: string; zone?: string },
): Promise<LessonPage> {
  const view = await lesson(context, viewer, id, input)
  const segments: LessonSegment[] = []
  for (const segment of belowHead(view.segments, view))
    segments.push('html' in segment ? segment : await placeOf(context, viewer, segment, view.studyDay))
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
  // What was right this morning may be wrong by now.
  if (version.outdatedBy !== undefined) return { ...prompted, answered: null, answerId }
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
