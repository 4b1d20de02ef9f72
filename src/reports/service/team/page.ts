import {
  drillsOf,
  outlookOf,
  peopleBelow,
  reachOfTeams,
  remindedBelow,
  timeBelow,
  weeksOf,
  type TeamDrill,
  type TeamOutlook,
  type TeamWeek,
} from '../../../../db/team-reports.ts'
import type { Context } from '../../../context.ts'
import { keyInWords } from '../../../items/key-in-words.ts'
import { typeOf } from '../../../items/registry.ts'
import { addDays, weekOf } from '../../../kernel/day.ts'
import { dateOf, studyDay } from '../../../kernel/study-day.ts'
import { minuteMs } from '../../../kernel/time.ts'
import { inOwnLanguage } from '../../../lessons/in-language.ts'
import type { Live } from '../../../lessons/lesson.ts'
import { itemFor } from '../../../lessons/live.ts'
import { questionHtml } from '../../../lessons/search-text.ts'
import type { BestReplySpec } from '../../../items/best-reply/index.ts'
import type { Standing } from '../../../assignments/due.ts'
import { may, type Viewer } from '../../../people/role.ts'
import { heldBy, isDue } from '../../../review/service/waiting.ts'
import { stepOf } from '../../cohort.ts'
import { fewest, inTens, inTwentieths } from '../../groups.ts'
import type { PersonLine, SkillMix, Talk, TeamPage } from '../../team-pages.ts'
import { leadsSeeDetail } from './detail-switch.ts'
import { courseForecasts } from './forecasts.ts'
import { remindAfterMs } from './remind.ts'
import { teamFor } from './scope.ts'
import { standingsBelow } from './standings.ts'

const weeksBack = 11

/** What a lead is told about a team and everything below it: from roll-ups and caches, never from the log. */
export async function teamPage(context: Context, viewer: Viewer, input: { team?: string; zone?: string }): Promise<TeamPage> {
  const { teams, team } = await teamFor(context.read, viewer, input.team)
  const zone = input.zone ?? viewer.zone
  const day = studyDay(context.now(), zone)
  const people = await peopleLines(context, viewer, team.id, day, zone)
  const monday = weekOf(day)[0]!
  const weeks = Array.from({ length: weeksBack + 1 }, (_, index) => addDays(monday, (index - weeksBack) * 7))
  const live = inOwnLanguage(context.catalogue.live(), viewer.locale)
  const cells = await weeksOf(context.read, team.id, weeks[0]!, monday)
  const drills = await drillsFor(context, viewer, team.id, day)
  return {
    teams: teams.map(({ id, name }) => ({ id, name })),
    team: { id: team.id, name: team.name },
    day,
    counts: countsOf(people),
    people,
    weeks,
    skills: Object.entries(live.site.skills).map(([id, title]) => ({ id, title })),
    cells: cells.map(cellOf),
    mixes: mixesOf(live, viewer.locale, drills),
    talk: talkOf(live, viewer.locale, drills),
    outlook: (await outlookOf(context.read, team.id)).map(outlookIn),
    forecasts: await courseForecasts(context, live, team.id, day),
    tooFew: ((await reachOfTeams(context.read)).get(team.id)?.size ?? 0) < fewest,
    fewest,
    detail: await leadsSeeDetail(context.read),
  }
}

/** Of what is asked only what the viewer may look up: the best reply to a drill stands in what is told of it. */
async function drillsFor(context: Context, viewer: Viewer, teamId: string, day: string): Promise<TeamDrill[]> {
  const drills = await drillsOf(context.read, teamId)
  if (may(viewer, 'author')) return drills
  const held = await heldBy(context, context.read, viewer, day)
  const open = new Set(held.filter((each) => !isDue(each, day)).map(({ item }) => item))
  return drills.filter(({ itemId }) => itemId === '' || open.has(itemId))
}

function cellOf({ week, skill, people, strength }: TeamWeek): TeamPage['cells'][number] {
  const told = inTwentieths(strength)
  return { week, skill, people, strength: told, step: stepOf(told) }
}

function outlookIn({ week, withReview, withoutReview }: TeamOutlook): TeamPage['outlook'][number] {
  return { week, withReview: inTwentieths(withReview), withoutReview: inTwentieths(withoutReview) }
}

async function peopleLines(context: Context, viewer: Viewer, teamId: string, day: string, zone: string): Promise<PersonLine[]> {
  const people = await peopleBelow(context.read, teamId)
  const standings = await standingsBelow(context, teamId, people, day)
  const week = weekOf(addDays(day, -7))
  const spent = new Map((await timeBelow(context.read, teamId, week[0]!, week.at(-1)!)).map(({ personId, ms }) => [personId, ms]))
  const reminded = await remindedBelow(context.read, teamId, context.now() - remindAfterMs)
  const lines = people.map(({ id, name }): PersonLine => {
    const { courses: _, ...standing } = standings.get(id)!
    const at = reminded.get(id)
    return {
      id,
      name,
      ...standing,
      minutes: Math.round((spent.get(id) ?? 0) / minuteMs),
      remindedDay: at === undefined ? null : dateOf(at, zone),
      mayRemind: id !== viewer.id && at === undefined && standing.standing !== 'done',
    }
  })
  return lines.toSorted((a, b) => urgency[a.standing] - urgency[b.standing])
}

const urgency: Record<Standing, number> = { behind: 0, 'not-started': 1, 'on-track': 2, done: 3 }

function countsOf(people: readonly PersonLine[]): Record<Standing, number> {
  const count = (standing: Standing) => people.filter((person) => person.standing === standing).length
  return { behind: count('behind'), 'not-started': count('not-started'), 'on-track': count('on-track'), done: count('done') }
}

function mixesOf(live: Live, locale: string | null, drills: readonly TeamDrill[]): SkillMix[] {
  const { skills } = live.site
  return drills
    .filter(({ itemId }) => itemId === '')
    .map(({ skill, n, best, ok }) => {
      const [most] = drills.filter((drill) => drill.skill === skill && drill.topReply !== null).toSorted((a, b) => b.topN - a.topN)
      const picked = most ? replyWords(live, locale, most) : null
      const [toBest, toOk] = [inTwentieths(best / n), inTwentieths((best + ok) / n)]
      return { skill, title: skills[skill] ?? skill, n: inTens(n), best: toBest, ok: toOk - toBest, poor: 1 - toOk, picked }
    })
}

function replyWords(live: Live, locale: string | null, { itemId, topReply }: TeamDrill): string | null {
  const spec = itemFor(live, itemId, locale)?.spec as BestReplySpec | undefined
  return spec?.options.find(({ key }) => key === topReply)?.text ?? null
}

function talkOf(live: Live, locale: string | null, drills: readonly TeamDrill[]): Talk | null {
  const missed = drills.filter(({ itemId, best, n }) => itemId !== '' && best < n).toSorted((a, b) => a.best / a.n - b.best / b.n)
  for (const { itemId, best, n } of missed) {
    const item = itemFor(live, itemId, locale)
    if (!item) continue
    return {
      lesson: { id: item.lesson, title: item.lessonTitle },
      question: questionHtml(item.type, item.spec),
      takeaway: item.spec.takeaway ?? keyInWords(typeOf(item.type), item.spec),
      best: inTwentieths(best / n),
      n: inTens(n),
    }
  }
  return null
}
