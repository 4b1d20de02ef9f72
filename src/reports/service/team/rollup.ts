import { setImmediate as breathe } from 'node:timers/promises'
import {
  answersBelow,
  everyTeam,
  peopleBelow,
  saveRollUp,
  timeBelow,
  type TeamOutlook,
  type TeamPerson,
  type TeamWeek,
} from '../../../../db/team-reports.ts'
import type { Context } from '../../../context.ts'
import type { BestReplySpec } from '../../../items/best-reply/index.ts'
import { chanceOf } from '../../../kernel/chance.ts'
import { seedOf } from '../../../kernel/hash.ts'
import { addDays, daysBetween, studyDay, weekOf } from '../../../kernel/study-day.ts'
import { itemFor } from '../../../lessons/live.ts'
import { outlook } from '../../../scheduling/outlook.ts'
import { defaultParameters, retrievability } from '../../../scheduling/schedule.ts'
import { versionOf } from '../../../review/service/versions.ts'
import { cellsOf, mixesOf, type HeldOfSkill, type Reply } from '../../cohort.ts'
import { heldBySkill, memoriesOfPerson, type Remembered } from './remembered.ts'

const drillDays = 28
const weeksAhead = 8
/** Of an answer, where the outlook needs one. */
const usualMs = 15_000

/**
 * Makes what the lead's page reads, for every team: the current week's cells, the drills of the past four weeks, the weeks to come.
 * A finished week keeps what it was.
 */
export async function rollUpTeams(context: Context): Promise<void> {
  for (const { id } of await everyTeam(context.read)) await rollUpTeam(context, id)
}

export async function rollUpTeam(context: Context, teamId: string): Promise<void> {
  const today = studyDay(context.now(), 'UTC')
  const people = await peopleBelow(context.read, teamId)
  const held: HeldOfSkill[][] = []
  const coming: Coming[] = []
  for (const person of people) {
    const items = await memoriesOfPerson(context, person, today)
    held.push(heldBySkill(items, today))
    if (items.some(({ memory }) => memory)) coming.push(comingFor(person, items, today))
    await breathe()
  }
  const week = weekOf(today)[0]!
  const minutes = await minutesSince(context, teamId, week)
  const weeks = cellsOf(held).map((cell): TeamWeek => ({ teamId, week, ...cell, minutes }))
  const drills = mixesOf(await repliesOf(context, teamId)).map((mix) => ({ teamId, ...mix }))
  await context.transaction((tx) => saveRollUp(tx, teamId, { weeks, drills, outlook: outlookOf(teamId, week, coming) }))
}

async function minutesSince(context: Context, teamId: string, week: string): Promise<number> {
  const spent = await timeBelow(context.read, teamId, week)
  return spent.reduce((sum, { ms }) => sum + ms, 0) / 60_000
}

/** The replies to drills that counted, with the mark that they have now. */
async function repliesOf(context: Context, teamId: string): Promise<Reply[]> {
  const rows = await answersBelow(context.read, teamId, context.now() - drillDays * 24 * 60 * 60 * 1000)
  const voided = new Set(rows.map(({ targetId }) => targetId))
  const replies: Reply[] = []
  for (const row of rows) {
    if (row.kind !== 'answer' || row.rapid || row.mode === 'practice' || row.mode === 'retry' || voided.has(row.id)) continue
    const version = await versionOf(context, context.read, row.versionId)
    const item = version?.type === 'best-reply' ? itemFor(context.catalogue.live(), row.itemId, null) : undefined
    if (!version || !item) continue
    const { option } = JSON.parse(row.response) as { option: string }
    const spec = (version.correctedSpec ?? version.spec) as BestReplySpec
    const chosen = spec.options.find(({ key }) => key === option)
    if (chosen) replies.push({ personId: row.personId, skill: item.skill, itemId: item.id, option, mark: chosen.mark })
  }
  return replies
}

interface Coming {
  /** What is held of what is assigned at the end of each coming week, 0 to 1. */
  withReview: number[]
  withoutReview: number[]
}

function comingFor(person: TeamPerson, items: readonly Remembered[], today: string): Coming {
  const met = items.flatMap(({ memory, retention }) => (memory ? [{ ...memory, retention }] : []))
  const course = met.map(({ s, d, lastDay, dueDay, retention }) => ({
    state: { s, d },
    elapsed: Math.max(0, daysBetween(lastDay, today)),
    dueDay,
    ms: usualMs,
    retention,
  }))
  const learner = { today, budgetMs: person.minutes * 60_000, workDays: person.workDays, parameters: defaultParameters }
  const share = course.length / items.length
  const undertaking = { course, besides: [], fresh: [], freshADay: 0 }
  const weeks = Array.from({ length: weeksAhead }, (_, week) => (week + 1) * 7)
  return {
    withReview: weeks.map((days) => outlook({ ...undertaking, days }, learner, chanceOf(seedOf(person.id, today))).held * share),
    withoutReview: weeks.map(
      (days) =>
        met.reduce((sum, { s, lastDay }) => sum + retrievability(defaultParameters, s, daysBetween(lastDay, today) + days), 0) /
        items.length,
    ),
  }
}

function outlookOf(teamId: string, week: string, coming: readonly Coming[]): TeamOutlook[] {
  if (coming.length === 0) return []
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return Array.from({ length: weeksAhead }, (_, index) => ({
    teamId,
    week: addDays(week, (index + 1) * 7),
    people: coming.length,
    withReview: mean(coming.map(({ withReview }) => withReview[index]!)),
    withoutReview: mean(coming.map(({ withoutReview }) => withoutReview[index]!)),
  }))
}
