import { z } from 'zod'
import { daysAnswered } from '../../../db/answers.ts'
import { requiredOf } from '../../assignments/service.ts'
import type { Context } from '../../context.ts'
import { addDays, weekOf } from '../../kernel/day.ts'
import { parse } from '../../kernel/parse.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { minuteMs, minutesOf } from '../../kernel/time.ts'
import { nextLessons } from '../../lessons/service.ts'
import { awayOn, targetOf, worksOn } from '../../people/absence.ts'
import { seeZone } from '../../people/service.ts'
import type { Viewer } from '../../people/role.ts'
import { heldOf, strengthOf } from '../held.ts'
import type { Finished, Today } from '../learner-pages.ts'
import { comingBack, learnerOf, loadAhead, recovery } from './ahead.ts'
import { hardestOf, isSlipping } from './hardest.ts'
import type { Learner } from '../../scheduling/forecast.ts'
import { candidatesOn, choose, heldBy, openSessionOn, skillsOf, type Waiting } from './waiting.ts'
import { zoneField } from '../../people/fields.ts'

const schema = z.object({ zone: zoneField.optional() })

const daysOfAbsence = 7

export async function today(context: Context, viewer: Viewer, input: z.input<typeof schema>): Promise<Today> {
  const zone = parse(schema, input).zone ?? viewer.zone
  await seeZone(context, viewer, { zone })
  const day = studyDay(context.now(), zone)
  const held = await heldBy(context, context.read, viewer, day)
  const asked = await comingBack(context, viewer, held)
  const learner = await learnerOf(context, viewer, day)
  const totals = await daysAnswered(context.read, viewer, addDays(day, -daysOfAbsence))
  const due = await candidatesOn(context, context.read, viewer, day, held)
  const open = await openSessionOn(context, context.read, viewer, day)
  return {
    studyDay: day,
    ...sizeOfSession(viewer, due, open, day),
    sessionsToRecover: due.length === 0 ? 0 : recovery(viewer, asked, learner),
    ...weekOfPerson(viewer, day, totals, learner),
    nextLessons: await nextByUrgency(context, viewer, zone),
    hasMemories: held.length > 0,
    held: heldOf(held),
    skills: skillsOf(context, viewer, held),
    ahead: held.length === 0 ? [] : loadAhead(viewer, asked, learner),
    finished: open && open.session.items.length > 0 && open.left.length === 0 ? finishedOn(day, held, totals) : null,
    returning: held.length > 0 && !totals.some((total) => total.day <= day),
    practice: due.length === 0 ? practiceOf(held) : null,
    slipping: hardestOf(asked.filter(isSlipping), 1)[0] ?? null,
  }
}

type Totals = Awaited<ReturnType<typeof daysAnswered>>
type Open = Awaited<ReturnType<typeof openSessionOn>>

/** What is left of the open session; without one, the session that the next start makes. */
function sizeOfSession(viewer: Viewer, due: readonly Waiting[], open: Open, day: string): Pick<Today, 'items' | 'minutes'> {
  if (open && open.left.length > 0) {
    const share = open.left.length / open.session.items.length
    return { items: open.left.length, minutes: minutesOf(open.session.predictedS * 1000 * share) }
  }
  const { items, predictedMs } = choose(due, viewer.minutes * minuteMs, day)
  return { items: items.length, minutes: minutesOf(predictedMs) }
}

/** Courses with the nearest due day first, then what else is required, then the rest. */
async function nextByUrgency(context: Context, viewer: Viewer, zone: string): Promise<Today['nextLessons']> {
  const required = await requiredOf(context, viewer, { zone })
  const place = (courseId: string) => required.findIndex((each) => each.courseId === courseId)
  const next = await nextLessons(context, viewer, (courseId) => (place(courseId) < 0 ? required.length : place(courseId)))
  return next.map((lesson) => ({ ...lesson, dueDay: required[place(lesson.courseId)]?.dueDay ?? null }))
}

function weekOfPerson(
  viewer: Viewer,
  day: string,
  totals: Totals,
  learner: Learner,
): Pick<Today, 'week' | 'awayDays' | 'daysDone' | 'daysTarget'> {
  const days = weekOf(day)
  const answered = new Set(totals.map((total) => total.day))
  return {
    week: days.map((each) => ({ day: each, done: answered.has(each) })),
    awayDays: days.filter((each) => awayOn(learner.absences, each)),
    daysDone: days.filter((each) => answered.has(each) && worksOn(learner, each)).length,
    daysTarget: targetOf(days, viewer, learner.absences),
  }
}

function finishedOn(day: string, held: readonly Waiting[], totals: Totals): Finished {
  const touched = held.filter(({ elapsed }) => elapsed === 0)
  const ms = totals.find((total) => total.day === day)?.ms ?? 0
  const tomorrow = addDays(day, 1)
  return { items: touched.length, minutes: minutesOf(ms), tomorrow: touched.filter(({ dueDay }) => dueDay <= tomorrow).length }
}

function practiceOf(held: readonly Waiting[]): Today['practice'] {
  const [weakest] = held.toSorted((a, b) => strengthOf(a) - strengthOf(b))
  return weakest ? { id: weakest.live.lesson, title: weakest.live.lessonTitle } : null
}
