import type { Context } from '../../context.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { reviewsDue } from '../advice/review-due.ts'
import type { AuthorLesson, AuthorOverview } from '../author-pages.ts'
import { draftOf } from '../drafts.ts'
import { nameOf, titleOf } from '../lesson-file.ts'
import { standingOf } from '../standing.ts'
import { translationOld } from '../across/translation-old.ts'
import { flags } from './flags.ts'

/** What needs an author: every file of a lesson with where it stands, every mistake, every note of a learner. */
export async function authorOverview(context: Context, viewer: Viewer): Promise<AuthorOverview> {
  demand(viewer, 'author')
  const live = context.catalogue.live()
  const today = studyDay(context.now(), viewer.zone)
  const content = context.catalogue.content()
  const due = new Map(reviewsDue(content.lessons, today).map(({ file, message }) => [file, message]))
  const lessons = content.lessons.map((file): AuthorLesson => {
    const names = { lesson: nameOf(file), title: titleOf(file), file: file.file, locale: file.locale }
    return {
      ...standingOf(live, content, file),
      ...names,
      hasDraft: draftOf(content, file) !== undefined,
      stale: due.get(file.file) ?? translationOld(live, names.lesson, names.locale, viewer.zone),
    }
  })
  return {
    lessons: lessons.toSorted(byNeed),
    problems: live.problems,
    flags: await flags(context, viewer),
    courses: content.courses.flatMap(({ value }) =>
      value ? [{ id: value.id, title: value.title, lessons: value.sections.flatMap((section) => section.lessons) }] : [],
    ),
    locales: live.site.locales,
  }
}

const need = { broken: 0, nowhere: 1, held: 2, draft: 3, live: 5, retired: 6 }
const staleNeed = 4

function byNeed(a: AuthorLesson, b: AuthorLesson): number {
  const rank = ({ state, stale }: AuthorLesson) => (state === 'live' && stale ? staleNeed : need[state])
  return rank(a) - rank(b) || a.title.localeCompare(b.title)
}
