import { setImmediate as breathe } from 'node:timers/promises'
import { answersTo, everyItem, firstResults, openNotes, saveItemStats, whoAnswered, type ItemStatRow } from '../../../../db/item-stats.ts'
import { itemVersions } from '../../../../db/lessons.ts'
import type { Context } from '../../../context.ts'
import { typeOf } from '../../../items/registry.ts'
import { sum } from '../../../kernel/numbers.ts'
import { studyDay } from '../../../kernel/study-day.ts'
import { minuteMs } from '../../../kernel/time.ts'
import { nameNow } from '../../../lessons/live.ts'
import { versionOf, type Version } from '../../../review/service/versions.ts'
import { inFives } from '../../groups.ts'
import { figuresOf } from '../../items/figures.ts'
import { abilityBeside, type FirstAnswer, type FirstResults } from '../../items/first-answers.ts'
import { optionsOf, picksOf } from '../../items/options.ts'
import type { OldWay } from '../../items/old-way.ts'
import type { StatFlags } from '../../item-pages.ts'
import { oldWayIn, type Lineage } from './old-way.ts'
import { personItems, type PersonItem, type Row, type Told } from './pair.ts'

/** As for the time that a session takes: nobody thinks longer than a minute, they are away. */
const longestMs = minuteMs

/** What the judgement of one item needs of everybody. */
interface School {
  /** By person. */
  results: ReadonlyMap<string, FirstResults>
  /** Rate of everybody on everything, 0 to 1. */
  usual: number
  notes: ReadonlyMap<string, number>
  today: string
}

/**
 * Judges every item by its first answers, and by its reviews: the log is read once, item by item, and never more is held of it
 * than what people did with one item. What is told of nobody any more is taken away.
 */
export async function itemStatistics(context: Context): Promise<void> {
  const live = context.catalogue.live()
  const school = await schoolOf(context)
  const byName = Map.groupBy(await everyItem(context.read), ({ id }) => nameNow(live, id))
  for (const [name, same] of byName) {
    const names = [...new Set([name, ...same.map(({ id }) => id)])]
    const rows = await statsOf(context, school, name, names)
    await context.transaction((tx) => saveItemStats(tx, names, rows))
    await breathe()
  }
}

async function schoolOf(context: Context): Promise<School> {
  const results = await firstResults(context.read)
  const n = sum(results.map((each) => each.n))
  return {
    results: new Map(results.map(({ personId, ...counts }) => [personId, counts])),
    usual: n === 0 ? 0.5 : sum(results.map(({ full }) => full)) / n,
    notes: await openNotes(context.read),
    today: studyDay(context.now(), 'UTC'),
  }
}

async function statsOf(context: Context, school: School, name: string, names: string[]): Promise<ItemStatRow[]> {
  const people = await peopleOf(context, names)
  const lineage = (await Promise.all(names.map((each) => itemVersions(context.read, each))))
    .flat()
    .toSorted((a, b) => a.liveFrom - b.liveFrom)
  const notes = names.reduce((total, each) => total + (school.notes.get(each) ?? 0), 0)
  return [...Map.groupBy(people, ({ rev }) => rev)].flatMap(([rev, group]) => rowsOf(school, name, rev, group, lineage, notes))
}

/** People at a stretch: more would keep those waiting who are learning just now. */
const atAStretch = 200

async function peopleOf(context: Context, names: string[]): Promise<PersonItem[]> {
  const everybody = await whoAnswered(context.read, names)
  const versions = new Map<string, Version>()
  const people: PersonItem[] = []
  for (let from = 0; from < everybody.length; from += atAStretch) {
    const log = await answersTo(context.read, names, everybody.slice(from, from + atAStretch))
    await addVersions(context, versions, log)
    for (const rows of Map.groupBy(log, ({ personId }) => personId).values()) people.push(...personItems(rows, versions))
    await breathe()
  }
  return people
}

/** Those that the log names, by id. */
async function addVersions(context: Context, versions: Map<string, Version>, log: readonly Row[]): Promise<void> {
  for (const id of new Set(log.map(({ versionId }) => versionId))) {
    const version = versions.get(id) ?? (await versionOf(context, context.read, id))
    if (version) versions.set(id, version)
  }
}

type Judged = PersonItem & { first: Told }

/** A row for each language in which five people or more have answered the item as it is now. */
function rowsOf(
  school: School,
  itemId: string,
  rev: number,
  people: readonly PersonItem[],
  lineage: Lineage,
  notes: number,
): ItemStatRow[] {
  const locales = new Set(people.flatMap(({ counted }) => counted.map(({ version }) => version.locale)))
  return [...locales].flatMap((locale) => {
    const current = ({ version }: { version: Version }) => version.locale === locale && !version.outdatedBy
    const judged = people.filter((person): person is Judged => person.first !== null && current(person.first))
    const newest = lineage.findLast((version) => version.rev === rev && version.locale === locale)
    const figures = newest && judgedBy(school, judged, people, newest.spec, current, notes)
    const oldWay = oldWayIn(lineage, rev, locale, people)
    if (!figures && !oldWay) return []
    return [asRow({ itemId, rev, locale, day: school.today }, figures ?? null, oldWay)]
  })
}

function judgedBy(
  school: School,
  judged: readonly Judged[],
  people: readonly PersonItem[],
  spec: string,
  current: (told: { version: Version }) => boolean,
  notes: number,
) {
  const [one] = judged
  if (!one) return null
  const key = JSON.parse(spec) as Version['spec']
  const first = inFives(
    judged.toSorted((a, b) => a.first.row.arrival - b.first.row.arrival),
    ({ person }) => person,
  )
  const counted = {
    options: optionsOf(one.first.version.type, key),
    first: first.map((person) => firstAnswer(school, person)),
    leeches: people.filter(({ counted }) => counted.some(current)).map(({ leech }) => leech),
    notes,
    usualMs: typeOf(one.first.version.type).defaultMs(key),
  }
  const reviews = people.flatMap(({ reviews }) => reviews.filter(current)).toSorted((a, b) => a.arrival - b.arrival)
  return figuresOf(
    counted,
    inFives(reviews, ({ person }) => person),
  )
}

function firstAnswer({ results, usual }: School, { person, first, firstRight }: Judged): FirstAnswer {
  const { row, credit, guess } = first
  const ms = Math.min(longestMs, Math.max(0, row.ms - row.focusLostMs))
  // The memory is a cache that a rebuild may not have reached yet.
  const all = results.get(person) ?? { n: 1, full: Number(firstRight) }
  return { person, credit, guess, ms, picked: picksOf(JSON.parse(row.response)), ability: abilityBeside(all, firstRight, usual) }
}

function asRow(
  at: Pick<ItemStatRow, 'itemId' | 'rev' | 'locale' | 'day'>,
  figures: ReturnType<typeof figuresOf>,
  oldWay: OldWay | null,
): ItemStatRow {
  if (!figures)
    return { ...at, n: 0, full: 0, perOption: '{}', meanMs: 0, flags: JSON.stringify({ figures: null, oldWay } satisfies StatFlags) }
  const { n, full, meanMs, perOption, ...more } = figures
  return {
    ...at,
    n,
    full,
    meanMs,
    perOption: JSON.stringify(perOption),
    flags: JSON.stringify({ figures: more, oldWay } satisfies StatFlags),
  }
}
