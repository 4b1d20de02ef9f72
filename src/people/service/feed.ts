import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { addFeed, hasFeed, personOfFeed, removeFeeds, removeFeedsBefore, type FeedKind } from '../../../db/feeds.ts'
import { saveSettings } from '../../../db/people.ts'
import type { Context } from '../../context.ts'
import { hash } from '../../kernel/hash.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { dayMs } from '../../kernel/time.ts'
import type { PeopleContext } from '../entrance.ts'
import { tokenField } from '../fields.ts'
import type { Reaching } from '../learner-pages.ts'
import { demand, type Viewer } from '../role.ts'
import { newSecret, secretPattern } from '../secret.ts'
import { canMail } from './mail.ts'
import { record } from './record.ts'

/** Old mails are found again, but not for ever. */
const unsubscribeMs = 90 * dayMs

export async function reaching(context: PeopleContext, viewer: Viewer | null): Promise<Reaching> {
  demand(viewer, 'learner')
  return { mail: canMail(context), calendar: await hasFeed(context.read, viewer, 'calendar') }
}

/**
 * The address of the person's calendar, which is shown this once; the one before it works no more.
 *
 * @returns an address that needs no sign-in: whoever has it reads when, not what
 */
export async function makeCalendar(context: PeopleContext, viewer: Viewer | null): Promise<{ url: string }> {
  demand(viewer, 'learner')
  return await context.transaction(async (tx) => {
    await removeFeeds(tx, viewer, 'calendar')
    const token = await newFeed(tx, context, viewer, 'calendar')
    await record(tx, context, { actorId: viewer.id, verb: 'calendar.made', personId: viewer.id, object: 'calendar' })
    return { url: `${context.settings.url}/calendar/${token}.ics` }
  })
}

export async function endCalendar(context: PeopleContext, viewer: Viewer | null): Promise<void> {
  demand(viewer, 'learner')
  await context.transaction(async (tx) => {
    await removeFeeds(tx, viewer, 'calendar')
    await record(tx, context, { actorId: viewer.id, verb: 'calendar.ended', personId: viewer.id, object: 'calendar' })
  })
}

/** For a mail: by its secret, whoever reads the mail ends such mails. @returns the secret */
export async function newUnsubscribe(tx: Db, context: Context, viewer: Pick<Viewer, 'id'>): Promise<string> {
  await removeFeedsBefore(tx, viewer, 'unsubscribe', context.now() - unsubscribeMs)
  return await newFeed(tx, context, viewer, 'unsubscribe')
}

async function newFeed(tx: Db, context: Context, { id }: Pick<Viewer, 'id'>, kind: FeedKind): Promise<string> {
  const token = newSecret(context.random)
  await addFeed(tx, { hash: hash(token), personId: id, kind, madeAt: context.now() })
  return token
}

/** @returns whose it is @throws Refusal('not-found') */
export async function whoseFeed(context: Context, token: string, kind: FeedKind): Promise<Viewer> {
  const viewer = secretPattern.test(token) ? await personOfFeed(context.read, hash(token), kind) : undefined
  if (!viewer) throw new Refusal('not-found', 'This address is not known here.', 'It may have been replaced: look into your settings.')
  return viewer
}

const unsubscribeInput = z.strictObject({ token: tokenField })

/** Whether the link of a mail still ends anything. Changes nothing. @throws Refusal('not-found') */
export async function lookAtUnsubscribe(
  context: PeopleContext,
  _viewer: Viewer | null,
  input: z.input<typeof unsubscribeInput>,
): Promise<{ email: string; ended: boolean }> {
  const { email, remindAt } = await whoseFeed(context, parse(unsubscribeInput, input).token, 'unsubscribe')
  return { email, ended: remindAt === null }
}

/**
 * Ends the reminders of whoever was sent that secret, signed in or not; twice is as good as once.
 *
 * @throws Refusal('not-found')
 */
export async function unsubscribe(context: PeopleContext, _viewer: Viewer | null, input: z.input<typeof unsubscribeInput>): Promise<void> {
  const viewer = await whoseFeed(context, parse(unsubscribeInput, input).token, 'unsubscribe')
  if (viewer.remindAt !== null) await context.transaction((tx) => saveSettings(tx, viewer, { remindAt: null }))
}
