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
import { versionOf, type Version } from '../../../review/service/versions.ts'
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
  // Whoever is in a team is in all teams above it too.
  const known: Known = new Map()
  for (const { id } of await everyTeam(context.read)) await rollUpTeam(context, id, known)
}

interface Standing {
  held: HeldOfSkill[]
  /** Undefined for who has met nothing of it yet. */
  coming: Coming | undefined
}

type Known = Map<string, Standing>

async function rollUpTeam(context: Context, teamId: string, known: Known): Promise<void> {
  const today = studyDay(context.now(), 'UTC')
  const people = await peopleBelow(context.read, teamId)
  const standings: Standing[] = []
  for (const person of people) standings.push(known.get(person.id) ?? (await standingOf(context, person, today, known)))
  const coming = standings.flatMap((each) => each.coming ?? [])
  const week = weekOf(today)[0]!
  const minutes = await minutesSince(context, teamId, week)
  const weeks = cellsOf(standings.map(({ held }) => held)).map((cell): TeamWeek => ({ teamId, week, ...cell, minutes }))
  const drills = mixesOf(await repliesOf(context, teamId)).map((mix) => ({ teamId, ...mix }))
  await context.transaction((tx) => saveRollUp(tx, teamId, { weeks, drills, outlook: outlookOf(teamId, week, coming) }))
}

async function standingOf(context: Context, person: TeamPerson, today: string, known: Known): Promise<Standing> {
  const items = await memoriesOfPerson(context, person, today)
  const coming = items.some(({ memory }) => memory) ? comingFor(person, items, today) : undefined
  const standing = { held: heldBySkill(items, today), coming }
  known.set(person.id, standing)
  await breathe()
  return standing
}

async function minutesSince(context: Context, teamId: string, week: string): Promise<number> {
  const spent = await timeBelow(context.read, teamId, week)
  return spent.reduce((sum, { ms }) => sum + ms, 0) / 60_000
}

/** The replies to drills that counted, with the mark that they have now. */
async function repliesOf(context: Context, teamId: string): Promise<Reply[]> {
  const rows = await answersBelow(context.read, teamId, 'best-reply', context.now() - drillDays * 24 * 60 * 60 * 1000)
  const versions = new Map<string, Version | undefined>()
  const replies: Reply[] = []
  for (const row of rows) {
    if (!versions.has(row.versionId)) versions.set(row.versionId, await versionOf(context, context.read, row.versionId))
    const version = versions.get(row.versionId)
    const item = itemFor(context.catalogue.live(), row.itemId, null)
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
