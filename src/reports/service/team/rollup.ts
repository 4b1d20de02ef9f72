import { setImmediate as breathe } from 'node:timers/promises'
import {
  answersTo,
  peopleInTeams,
  reachOfTeams,
  saveRollUp,
  timeSince,
  type RollUp,
  type TeamOutlook,
  type TeamPerson,
} from '../../../../db/team-reports.ts'
import type { Context } from '../../../context.ts'
import type { BestReplySpec } from '../../../items/best-reply/index.ts'
import { chanceOf } from '../../../kernel/chance.ts'
import { addDays, daysBetween, weekOf } from '../../../kernel/day.ts'
import { seedOf } from '../../../kernel/hash.ts'
import { studyDay } from '../../../kernel/study-day.ts'
import { dayMs, minuteMs } from '../../../kernel/time.ts'
import { itemFor } from '../../../lessons/live.ts'
import { outlook } from '../../../scheduling/outlook.ts'
import { defaultParameters, retrievability } from '../../../scheduling/schedule.ts'
import { versionOf, type Version } from '../../../review/service/versions.ts'
import { cellsOf, comingOf, mixesOf, type Coming, type HeldOfSkill, type Reply } from '../../cohort.ts'
import type { Reach } from '../../groups.ts'
import { heldBySkill, memoriesOfPeople, type Remembered } from './remembered.ts'

const drillDays = 28
const weeksAhead = 8
/** Of an answer, where the outlook needs one. */
const usualMs = 15_000
/** Whose memories are read at once. */
const peopleAtOnce = 200

/**
 * Makes what the lead's page reads, for every team: the current week's cells, the drills of the past four weeks, the weeks to come.
 * A finished week keeps what it was.
 */
export async function rollUpTeams(context: Context): Promise<void> {
  const today = studyDay(context.now(), 'UTC')
  const week = weekOf(today)[0]!
  // Read once, so that all teams speak of the same people.
  const reach = await reachOfTeams(context.read)
  const { held, coming } = await standings(context, await peopleInTeams(context.read), today)
  const spent = new Map((await timeSince(context.read, week)).map(({ personId, ms }) => [personId, ms]))
  const minutesOf = (teamId: string) => [...reach.get(teamId)!].reduce((sum, id) => sum + (spent.get(id) ?? 0), 0) / minuteMs
  const rollUp: RollUp = {
    weeks: cellsOf(reach, held).map((cell) => ({ week, ...cell, minutes: minutesOf(cell.teamId) })),
    drills: mixesOf(reach, await drillReplies(context)),
    outlook: outlookOf(reach, coming, week),
  }
  await context.transaction((tx) => saveRollUp(tx, week, rollUp))
}

/** Whoever has met nothing yet of what is assigned to them has nothing coming. */
async function standings(context: Context, people: readonly TeamPerson[], today: string) {
  const held = new Map<string, HeldOfSkill[]>()
  const coming = new Map<string, Coming>()
  for (let from = 0; from < people.length; from += peopleAtOnce) {
    const some = people.slice(from, from + peopleAtOnce)
    const remembered = await memoriesOfPeople(context, some, today)
    for (const person of some) {
      const items = remembered.get(person.id)!
      held.set(person.id, heldBySkill(items, today))
      if (items.some(({ memory }) => memory)) coming.set(person.id, comingFor(person, items, today))
      await breathe()
    }
  }
  return { held, coming }
}

/** The replies to drills that counted, with the mark that they have now. */
async function drillReplies(context: Context): Promise<Reply[]> {
  const rows = await answersTo(context.read, 'best-reply', context.now() - drillDays * dayMs)
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

function comingFor(person: TeamPerson, items: readonly Remembered[], today: string): Coming {
  const met = items.flatMap(({ memory, retention }) => (memory ? [{ ...memory, retention }] : []))
  const course = met.map(({ s, d, lastDay, dueDay, retention }) => ({
    state: { s, d },
    elapsed: Math.max(0, daysBetween(lastDay, today)),
    dueDay,
    ms: usualMs,
    retention,
  }))
  const learner = { today, budgetMs: person.minutes * minuteMs, workDays: person.workDays, absences: [], parameters: defaultParameters }
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

function outlookOf(reach: Reach, coming: ReadonlyMap<string, Coming>, week: string): TeamOutlook[] {
  return comingOf(reach, coming).flatMap(({ teamId, people, withReview, withoutReview }) =>
    withReview.map((share, index) => ({
      ...{ teamId, people, week: addDays(week, (index + 1) * 7) },
      withReview: share,
      withoutReview: withoutReview[index]!,
    })),
  )
}
