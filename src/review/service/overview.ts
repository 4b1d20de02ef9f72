import { z } from 'zod'
import { daysAnswered, logOf } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { addDays, daysBetween, weekOf } from '../../kernel/day.ts'
import { parse } from '../../kernel/parse.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { inOwnLanguage } from '../../lessons/in-language.ts'
import type { Live } from '../../lessons/lesson.ts'
import { itemFor } from '../../lessons/live.ts'
import type { Viewer } from '../../people/role.ts'
import type { LogEvent, Memory } from '../../scheduling/replay.ts'
import { heldOf, skillsHeld } from '../held.ts'
import type { Overview } from '../learner-pages.ts'
import { comingBack, learnerOf, loadAhead } from './ahead.ts'
import { hardestOf } from './hardest.ts'
import { asEvent, noParameters, pairOn } from './pair.ts'
import { versionOf, type Version } from './versions.ts'
import { heldBy, skillsOf } from './waiting.ts'
import { zoneField } from '../../people/fields.ts'

const schema = z.object({ zone: zoneField.optional() })

const stepDays = 30
const steps = 12
const yearDays = 364

/** All that somebody may want to see of their own learning. Everything is derived when it is asked for. */
export async function overview(context: Context, viewer: Viewer, input: z.input<typeof schema>): Promise<Overview> {
  const day = studyDay(context.now(), parse(schema, input).zone ?? viewer.zone)
  const held = await heldBy(context, context.read, viewer, day)
  const asked = await comingBack(context, viewer, held)
  const now = heldOf(held)
  const logs = await logsByItem(context, viewer)
  return {
    studyDay: day,
    held: now,
    heldOn: [...heldBefore(logs, day), { day, held: now.now }],
    year: await yearTo(context, viewer, day),
    ahead: held.length === 0 ? [] : loadAhead(viewer, asked, await learnerOf(context, viewer, day)),
    hardest: hardestOf(asked),
    skills: skillsOf(context, viewer, held),
    durable: durableOn(inOwnLanguage(context.catalogue.live(), viewer.locale), logs, day),
  }
}

async function yearTo(context: Context, viewer: Viewer, today: string): Promise<Overview['year']> {
  const from = weekOf(addDays(today, -yearDays))[0]!
  const totals = new Map((await daysAnswered(context.read, viewer, from)).map((total) => [total.day, total]))
  return Array.from({ length: daysBetween(from, today) + 1 }, (_, index) => {
    const day = addDays(from, index)
    const { answers = 0, ms = 0 } = totals.get(day) ?? {}
    return { day, answers, ms }
  })
}

/** By the parameters now in force, so that what has changed is the person and not the yardstick. */
function heldBefore(logs: ItemLog[], today: string): Overview['heldOn'] {
  const days = Array.from({ length: steps }, (_, index) => addDays(today, (index - steps) * stepDays))
  const memories = logs.map(({ revisions }) => memoriesAfter(revisions, days))
  return days.map((day, index) => {
    const then = memories.flatMap((each) => each[index] ?? [])
    return { day, held: heldOf(then.map((memory) => ({ state: memory, elapsed: daysBetween(memory.lastDay, day) }))).now }
  })
}

const durableDays = 90
const durableLooks = 13

/** A skill that was firm every week for three months. */
function durableOn({ site: { skills } }: Live, logs: ItemLog[], today: string): Overview['durable'] {
  const days = Array.from({ length: durableLooks + 1 }, (_, index) => addDays(today, Math.round((index / durableLooks - 1) * durableDays)))
  const memories = logs.map(({ skill, revisions }) => ({ skill, on: memoriesAfter(revisions, days) }))
  const strengths = days.map((day, index) => {
    const then = memories.flatMap(({ skill, on }) => {
      const memory = on[index]
      return memory ? [{ skill, state: memory, elapsed: daysBetween(memory.lastDay, day) }] : []
    })
    return new Map(skillsHeld(skills, then).map(({ id, word }) => [id, word]))
  })
  return Object.entries(skills)
    .filter(([id]) => strengths.every((words) => words.get(id) === 'firm'))
    .map(([id, title]) => ({ id, title }))
}

interface ItemLog {
  skill: string
  revisions: Revisions
}

/** The log of each revision of an item, the newest first. */
type Revisions = LogEvent[][]

/** One read of the whole log: asked item by item it would be a query for each. */
async function logsByItem(context: Context, viewer: Viewer): Promise<ItemLog[]> {
  const live = context.catalogue.live()
  const items = new Map<string, Map<number, LogEvent[]>>()
  const versions = new Map<string, Version | undefined>()
  for (const row of await logOf(context.read, viewer)) {
    const item = itemFor(live, row.itemId, null)
    if (!versions.has(row.versionId)) versions.set(row.versionId, await versionOf(context, context.read, row.versionId))
    const version = versions.get(row.versionId)
    if (!item || !version || row.paramsId === noParameters) continue
    const revisions = items.get(item.id) ?? new Map<number, LogEvent[]>()
    const events = revisions.get(version.rev) ?? []
    events.push(asEvent(row, version))
    items.set(item.id, revisions.set(version.rev, events))
  }
  return [...items].map(([id, revisions]) => ({
    skill: itemFor(live, id, null)!.skill,
    revisions: [...revisions].toSorted(([a], [b]) => b - a).map(([, events]) => events),
  }))
}

/** What the log amounted to at the end of each day. A revision that was learnt afresh takes the place of the one before. */
function memoriesAfter(revisions: Revisions, days: readonly string[]): (Memory | undefined)[] {
  const byRevision = revisions.map((events) => pairOn(events, days))
  return days.map((_, index) => byRevision.map((memories) => memories[index]).find((memory) => memory !== null) ?? undefined)
}
