import { assignmentsOf } from '../../../db/assignments.ts'
import { itemVersions } from '../../../db/lessons.ts'
import { classFor } from '../../assignments/due.ts'
import type { Context } from '../../context.ts'
import { isRefusal, Refusal } from '../../kernel/refusal.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { inLanguage } from '../../lessons/in-language.ts'
import { itemFor, lessonFor, nameNow } from '../../lessons/live.ts'
import { questionHtml } from '../../lessons/search-text.ts'
import type { PeopleContext } from '../../people/entrance.ts'
import type { Viewer } from '../../people/role.ts'
import { wordFor } from '../held.ts'
import type { ItemPage, ItemRecord } from '../learner-pages.ts'
import { history, type History } from './history.ts'
import { openingOf } from './open.ts'
import { suspensionOf } from './suspend.ts'
import { versionOf } from './versions.ts'

/**
 * An item as its own page shows it to somebody who has met it, or who may answer it in a lesson that they opened.
 *
 * @throws Refusal('not-found') for any other
 */
export async function itemPage(context: PeopleContext, viewer: Viewer, asked: string, input: { zone?: string }): Promise<ItemPage> {
  const live = context.catalogue.live()
  const id = nameNow(live, asked)
  const zone = input.zone ?? viewer.zone
  const met = await recordOf(context, viewer, id, zone)
  const shown = await shownItem(context, viewer, id)
  if (!shown || (!met && !(shown.live && (await openingOf(context, context.read, viewer, id))))) throw nothingThere()
  const suspension = await suspensionOf(context, viewer, id)
  const lesson = lessonFor(live, shown.lesson, [shown.locale])
  return {
    item: id,
    locale: shown.locale,
    html: questionHtml(shown.type, shown.spec),
    skill:
      shown.skill === null ? null : { id: shown.skill, title: inLanguage(live, [shown.locale]).site.skills[shown.skill] ?? shown.skill },
    lesson: lesson ? { id: lesson.meta.id, title: lesson.meta.title } : null,
    live: shown.live,
    critical: classFor(live, id, await assignmentsOf(context.read, viewer)) === 'critical',
    studyDay: studyDay(context.now(), zone),
    met,
    suspended: suspension ? { reason: suspension.reason } : null,
  }
}

const nothingThere = () =>
  new Refusal('not-found', 'You have not met this question yet.', 'It gets a page of its own once you have opened its lesson.')

/** As it is live; a retired one as it was worded last. */
async function shownItem(context: Context, viewer: Viewer, id: string) {
  const item = itemFor(context.catalogue.live(), id, viewer.locale)
  if (item) return { ...item, live: true }
  const versions = await itemVersions(context.read, id)
  const last = versions.findLast(({ locale }) => locale === viewer.locale) ?? versions.at(-1)
  const version = last && (await versionOf(context, context.read, last.id))
  return version && { ...version, lesson: version.lessonId, skill: null, live: false }
}

async function recordOf(context: Context, viewer: Viewer, id: string, zone: string): Promise<ItemRecord | null> {
  const told = await historyOf(context, viewer, id, zone)
  if (!told) return null
  const { due, strength, answers, versions } = told
  const locale = itemFor(context.catalogue.live(), id, viewer.locale)?.locale
  const changes = versions.filter(({ version, change }) => change !== 'new' && version.startsWith(`${id}@${locale}.`))
  return {
    waiting: answers.length === 0,
    due,
    strength,
    word: strength === null ? null : wordFor(strength),
    answers: answers.toReversed(),
    changes: changes.map(({ change, liveFrom }) => ({ change, day: studyDay(Date.parse(liveFrom), zone) })).toReversed(),
  }
}

/** Nothing for an item without an answer: that is no fault here. */
async function historyOf(context: Context, viewer: Viewer, id: string, zone: string): Promise<History | null> {
  try {
    return await history(context, viewer, id, { zone })
  } catch (thrown) {
    if (isRefusal(thrown) && thrown.code === 'not-found') return null
    throw thrown
  }
}
