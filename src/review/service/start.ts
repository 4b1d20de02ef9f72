import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { finishSession, saveSession, type ReviewSession, type SessionItem } from '../../../db/sessions.ts'
import { memoryOf } from '../../../db/answers.ts'
import type { Context } from '../../context.ts'
import { keyInWords } from '../../items/key-in-words.ts'
import { typeOf } from '../../items/registry.ts'
import { seedOf } from '../../kernel/hash.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { minuteMs } from '../../kernel/time.ts'
import type { LiveItem } from '../../lessons/lesson.ts'
import { itemFor } from '../../lessons/live.ts'
import { localesOf } from '../../lessons/locales.ts'
import { promptOf } from '../../lessons/prompt.ts'
import { seeZone } from '../../people/service.ts'
import type { Viewer } from '../../people/role.ts'
import { lastCounted, latest } from '../../scheduling/replay.ts'
import type { SessionPrompt, StartedSession } from '../learner-pages.ts'
import { missedOnce } from './once-more.ts'
import { foldPair, readPair } from './pair.ts'
import { versionOf } from './versions.ts'
import { candidatesOn, choose, openSessionOn } from './waiting.ts'
import { zoneField } from '../../people/fields.ts'

const schema = z.object({
  /** The time that the person has; counts when a session is made. */
  minutes: z.number().min(1).max(120),
  zone: zoneField,
  accepts: z.string().optional(),
  /** Also what was missed in the open session and is still to be looked at once more: a page that is opened again goes on there. */
  onceMore: z.boolean().default(false),
})

/** The study day's open session without what was answered; when it is finished, the next one, possibly empty. */
export async function start(context: Context, viewer: Viewer, input: z.input<typeof schema>): Promise<StartedSession> {
  const { minutes, zone, accepts, onceMore } = parse(schema, input)
  const day = studyDay(context.now(), zone)
  await seeZone(context, viewer, { zone })
  const locales = localesOf(context.catalogue.live().site, viewer.locale, accepts)
  return context.transaction(async (tx) => {
    const open = await openSessionOn(context, tx, viewer, day)
    const again = open && onceMore ? await missedOnce(context, tx, viewer, open.answered, day) : []
    if (open && open.left.length + again.length > 0) return present(context, tx, viewer, open.session, open.left, again)
    if (open && open.session.items.length > 0 && open.session.finishedAt === null)
      await finishSession(tx, viewer, open.session.id, open.finishedAt)
    const made = await makeSession(context, tx, viewer, { day, minutes, locales, before: open?.session })
    await saveSession(tx, made)
    return present(context, tx, viewer, made, made.items)
  })
}

interface Making {
  day: string
  minutes: number
  locales: string[]
  before: ReviewSession | undefined
}

/** An empty session is filled rather than followed: nobody has seen anything of it. */
async function makeSession(context: Context, tx: Db, viewer: Viewer, { day, minutes, locales, before }: Making): Promise<ReviewSession> {
  const queue = choose(await candidatesOn(context, tx, viewer, day), minutes * minuteMs, day)
  const emptyOne = before?.items.length === 0 ? before : undefined
  const id = emptyOne?.id ?? uuidv7(context.now(), context.random)
  const items = queue.items.map(({ item }): SessionItem => {
    const { version } = itemFor(context.catalogue.live(), item, locales[0] ?? null)!
    return { item, version, seed: seedOf(id, item) }
  })
  return {
    id,
    personId: viewer.id,
    day,
    n: emptyOne?.n ?? (before?.n ?? 0) + 1,
    minutes,
    items,
    predictedS: Math.round(queue.predictedMs / 1000),
    createdAt: context.now(),
    finishedAt: null,
  }
}

async function present(
  context: Context,
  db: Db,
  viewer: Viewer,
  session: ReviewSession,
  left: SessionItem[],
  again: SessionItem[] = [],
): Promise<StartedSession> {
  const items: SessionPrompt[] = []
  for (const shown of left) items.push(await presentItem(context, db, viewer, shown))
  for (const shown of again) items.push({ ...(await presentItem(context, db, viewer, shown)), again: true })
  const share = session.items.length === 0 ? 0 : left.length / session.items.length
  return { id: session.id, predictedSeconds: Math.round(session.predictedS * share), items, total: session.items.length }
}

/** In the version and the order in which the session first showed it, also when it was reworded since; but never with a key that was changed. */
async function presentItem(context: Context, db: Db, viewer: Viewer, { item, version, seed }: SessionItem): Promise<SessionPrompt> {
  const live = context.catalogue.live()
  const asked = (await versionOf(context, db, version))!
  const current = itemFor(live, item, asked.locale)!
  const changed = await changedFor(context, db, viewer, current)
  if (asked.outdatedBy !== undefined || asked.correctedSpec) return { ...promptOf(live, current, seed), ...changed }
  return { ...promptOf(live, { ...current, version, type: asked.type, spec: asked.spec }, seed), ...changed }
}

/** What the person used to answer, when that is why the item is asked: the fact has changed since. */
async function changedFor(context: Context, db: Db, viewer: Viewer, { id, rev, keyHash }: LiveItem): Promise<{ changed?: string }> {
  const memory = await memoryOf(db, viewer, id, rev)
  if (!memory || memory.lastKeyHash === keyHash) return {}
  const { rows, events, versions } = await readPair(context, db, viewer, id, rev)
  if (latest(events)?.kind !== 'rekey') return {}
  const last = lastCounted(events, foldPair(events).outcomes)!
  const { type, spec, correctedSpec } = versions.get(rows.find((row) => row.id === last.id)!.versionId)!
  return { changed: keyInWords(typeOf(type), correctedSpec ?? spec) }
}
