import { toHtml } from 'hast-util-to-html'
import { z } from 'zod'
import { openVisit, visitOf, visitsOf } from '../../db/sessions.ts'
import type { Context } from '../context.ts'
import { seedOf } from '../kernel/hash.ts'
import { parse } from '../kernel/parse.ts'
import { Refusal } from '../kernel/refusal.ts'
import { studyDay } from '../kernel/study-day.ts'
import { seeZone } from '../people/service.ts'
import type { Viewer } from '../people/role.ts'
import type { CourseView, LessonEntry, LessonView, NextLesson, SegmentView } from './learner-pages.ts'
import type { Course, Live, LiveLesson } from './lesson.ts'
import { inLanguage, inOwnLanguage } from './in-language.ts'
import { itemFor, lessonFor } from './live.ts'
import { localesOf } from './locales.ts'
import { lessonIdsOf, missingFor, stateOf, type Visited } from './progress.ts'
import { promptOf } from './prompt.ts'
import { zoneField } from '../people/fields.ts'

/** Every live course, in written order, with the person's own progress. */
export async function courses(context: Context, viewer: Viewer): Promise<{ courses: CourseView[] }> {
  const live = inOwnLanguage(context.catalogue.live(), viewer.locale)
  const visited = await visitedBy(context, viewer)
  return { courses: live.courses.map((course) => viewCourse(live, course, visited, viewer)) }
}

/** @throws Refusal('not-found') */
export async function course(context: Context, viewer: Viewer, id: string): Promise<CourseView> {
  const live = inOwnLanguage(context.catalogue.live(), viewer.locale)
  const found = live.courses.find((each) => each.id === id)
  if (!found) throw new Refusal('not-found', 'There is no such course.', 'The courses that you can take stand under Courses.')
  return viewCourse(live, found, await visitedBy(context, viewer), viewer)
}

const wanted = z.object({ locale: z.string().optional(), accepts: z.string().optional(), zone: zoneField.optional() })

/**
 * A lesson in pieces, for reading and answering.
 *
 * @throws Refusal('not-found')
 */
export async function lesson(context: Context, viewer: Viewer, id: string, input: z.input<typeof wanted>): Promise<LessonView> {
  const { locale, accepts, zone } = parse(wanted, input)
  const live = context.catalogue.live()
  const locales = localesOf(live.site, viewer.locale, accepts, locale)
  const found = findLesson(live, id, locales)
  const visited = await visitedBy(context, viewer)
  const state = stateOf(live, found, visited)
  const day = studyDay(context.now(), zone ?? viewer.zone)
  return {
    id,
    title: found.meta.title,
    summary: found.meta.summary,
    minutes: found.meta.minutes,
    skills: found.meta.skills.map((skill) => ({ id: skill, title: inLanguage(live, locales).site.skills[skill] ?? skill })),
    state,
    opensAfter: state === 'locked' ? missingFor(live, found, visited.done) : [],
    locale: found.locale,
    translated: found.locale === locales[0],
    studyDay: day,
    segments: state === 'locked' ? [{ html: asParagraph(found.meta.summary || found.meta.title) }] : segmentsOf(live, found, viewer, day),
  }
}

const opening = z.object({ zone: zoneField })

/**
 * Opens a lesson for answering: its answers are dated from here on. Opening twice is fine.
 *
 * @throws Refusal('not-found'), Refusal('forbidden') while another lesson has to come first
 */
export async function open(
  context: Context,
  viewer: Viewer,
  id: string,
  input: z.input<typeof opening>,
): Promise<{ lesson: string; openedAt: string }> {
  const { zone } = parse(opening, input)
  const live = context.catalogue.live()
  const found = findLesson(live, id, [])
  const visited = await visitedBy(context, viewer)
  if (stateOf(live, found, visited) === 'locked') {
    const first = missingFor(live, found, visited.done)[0]!
    throw new Refusal('forbidden', `“${found.meta.title}” opens after “${first.title}”.`, `Take “${first.title}” first.`)
  }
  await seeZone(context, viewer, { zone })
  if (!visited.opened.has(id)) await context.transaction((tx) => openVisit(tx, viewer, id, found.n, context.now()))
  const { openedAt } = (await visitOf(context.read, viewer, id))!
  return { lesson: id, openedAt: new Date(openedAt).toISOString() }
}

/**
 * What to learn next: one lesson a course first, in written order, at most three.
 *
 * @param rank of a course, the smallest first; all alike if left out
 */
export async function nextLessons(context: Context, viewer: Viewer, rank: (courseId: string) => number = () => 0): Promise<NextLesson[]> {
  const views = (await courses(context, viewer)).courses
  const waiting = views.flatMap(({ id: courseId, title, sections }) =>
    sections
      .flatMap(({ lessons }) => lessons)
      .filter(({ state }) => state === 'in-progress' || state === 'open')
      .map((entry, place) => ({ id: entry.id, title: entry.title, minutes: entry.minutes, course: title, courseId, place })),
  )
  const unique = waiting.filter(({ id }, index) => waiting.findIndex((other) => other.id === id) === index)
  return unique
    .toSorted((a, b) => rank(a.courseId) - rank(b.courseId) || a.place - b.place)
    .slice(0, 3)
    .map(({ place: _, ...next }) => next)
}

async function visitedBy(context: Context, viewer: Viewer): Promise<Visited> {
  const visits = await visitsOf(context.read, viewer)
  const done = visits.filter(({ doneAt }) => doneAt !== null)
  return { opened: new Set(visits.map(({ lessonId }) => lessonId)), done: new Set(done.map(({ lessonId }) => lessonId)) }
}

function viewCourse(live: Live, course: Course, visited: Visited, viewer: Viewer): CourseView {
  const sections = course.sections.map(({ title, lessons }) => ({
    title,
    lessons: lessons.flatMap((id) => entryOf(live, id, visited, viewer)),
  }))
  const ids = lessonIdsOf(course).filter((id) => live.lessons.has(id))
  const lessonsDone = ids.filter((id) => visited.done.has(id)).length
  const progress = ids.length === 0 ? 0 : lessonsDone / ids.length
  return { id: course.id, title: course.title, class: course.class, progress, lessonsDone, lessonsTotal: ids.length, sections }
}

function entryOf(live: Live, id: string, visited: Visited, viewer: Viewer): LessonEntry[] {
  const lesson = lessonFor(live, id, localesOf(live.site, viewer.locale, undefined))
  if (!lesson) return []
  const state = stateOf(live, lesson, visited)
  const entry = { id, title: lesson.meta.title, minutes: lesson.meta.minutes, state }
  return [state === 'locked' ? { ...entry, opensAfter: missingFor(live, lesson, visited.done) } : entry]
}

function findLesson(live: Live, id: string, locales: string[]): LiveLesson {
  const found = lessonFor(live, id, locales)
  if (!found) throw new Refusal('not-found', 'There is no such lesson.', 'The lessons that you can take stand under Courses.')
  return found
}

/** The order of options stays through a study day and moves with the next, so that a place is never learnt for a fact. */
function segmentsOf(live: Live, lesson: LiveLesson, viewer: Viewer, day: string): SegmentView[] {
  return lesson.segments.flatMap((segment): SegmentView[] => {
    if ('html' in segment) return [segment]
    const item = itemFor(live, segment.item, lesson.locale)
    return item ? [promptOf(live, item, seedOf(viewer.id, item.id, day))] : []
  })
}

const asParagraph = (text: string) => toHtml({ type: 'element', tagName: 'p', properties: {}, children: [{ type: 'text', value: text }] })

/** The titles of skills by id, in the person's language. */
export function skillTitles(context: Context, viewer: Pick<Viewer, 'locale'> | null): Record<string, string> {
  return inOwnLanguage(context.catalogue.live(), viewer?.locale ?? null).site.skills
}
