import { z } from 'zod'
import { daysAnswered } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { isZone, studyDay, weekOf } from '../../kernel/study-day.ts'
import { nextLessons, type NextLesson } from '../../lessons/service.ts'
import { seeZone } from '../../people/service.ts'
import type { Viewer } from '../../people/role.ts'
import { retrievability } from '../../scheduling/schedule.ts'
import { chooseByDue } from '../queue.ts'
import { candidatesOn, heldBy, openSessionOn, parameters, type Waiting } from './waiting.ts'

const schema = z.object({ zone: z.string().refine(isZone, 'must be an IANA time zone, such as Europe/Berlin').optional() })

export interface Today {
  studyDay: string
  /** Size of the session waiting. */
  items: number
  minutes: number
  /** Sessions of the person's own length that bring everything due back; 0 when nothing is due. */
  sessionsToRecover: number
  week: { day: string; done: boolean }[]
  /** Working days of this week with an answer, and the person's own target. */
  daysDone: number
  daysTarget: number
  nextLessons: NextLesson[]
  hasMemories: boolean
  skills: SkillHeld[]
}

export interface SkillHeld {
  id: string
  title: string
  /** Mean retrievability, 0 to 1, of the items answered before today; null when there is none. */
  strength: number | null
  word: 'fading' | 'holding' | 'firm' | null
}

export async function today(context: Context, viewer: Viewer, input: z.input<typeof schema>): Promise<Today> {
  const zone = parse(schema, input).zone ?? viewer.zone
  await seeZone(context, viewer, { zone })
  const day = studyDay(context.now(), zone)
  const held = await heldBy(context, context.read, viewer, day)
  const week = await weekOfPerson(context, viewer, day)
  return {
    studyDay: day,
    ...(await waitingOn(context, viewer, day)),
    week,
    daysDone: week.filter(({ done }, index) => done && viewer.workDays.includes(String(index + 1))).length,
    daysTarget: viewer.daysAWeek,
    nextLessons: await nextLessons(context, viewer),
    hasMemories: held.length > 0,
    skills: skillsOf(context, held),
  }
}

async function waitingOn(context: Context, viewer: Viewer, day: string): Promise<Pick<Today, 'items' | 'minutes' | 'sessionsToRecover'>> {
  const budget = viewer.minutes * 60_000
  const due = await candidatesOn(context, context.read, viewer, day)
  const backlog = chooseByDue(due, Infinity, parameters).predictedMs
  const open = await openSessionOn(context, context.read, viewer, day)
  const { items, predictedMs } = open && open.left.length > 0 ? sizeOf(open.session, open.left.length) : sizeOfNext(due, budget)
  return {
    items,
    minutes: items === 0 ? 0 : Math.max(1, Math.round(predictedMs / 60_000)),
    sessionsToRecover: Math.ceil(backlog / (budget * 1.1)),
  }
}

const sizeOf = (session: { predictedS: number; items: unknown[] }, left: number) => ({
  items: left,
  predictedMs: (session.predictedS * 1000 * left) / session.items.length,
})

function sizeOfNext(due: Waiting[], budgetMs: number): { items: number; predictedMs: number } {
  const queue = chooseByDue(due, budgetMs, parameters)
  return { items: queue.items.length, predictedMs: queue.predictedMs }
}

async function weekOfPerson(context: Context, viewer: Viewer, day: string): Promise<{ day: string; done: boolean }[]> {
  const week = weekOf(day)
  const answered = new Set((await daysAnswered(context.read, viewer, week[0]!)).map((total) => total.day))
  return week.map((each) => ({ day: each, done: answered.has(each) }))
}

/** What is held of each skill: retrievability is free of guessing, so it is what people are shown. */
function skillsOf(context: Context, held: Waiting[]): SkillHeld[] {
  const strengths = held
    .filter(({ elapsed }) => elapsed > 0)
    .map(({ live, state, elapsed }) => ({ skill: live.skill, r: retrievability(parameters, state.s, elapsed) }))
  return Object.entries(context.catalogue.live().site.skills).map(([id, title]) => {
    const strength = mean(strengths.filter(({ skill }) => skill === id).map(({ r }) => r))
    return { id, title, strength, word: strength === null ? null : wordFor(strength) }
  })
}

/** scheduling.md §1: the words that go with a strength. */
export function wordFor(strength: number): 'fading' | 'holding' | 'firm' {
  if (strength >= 0.9) return 'firm'
  return strength >= 0.7 ? 'holding' : 'fading'
}

const mean = (values: number[]) => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length)
