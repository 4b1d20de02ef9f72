import { z } from 'zod'
import type { News, Outside } from '../integration.ts'
import type { Content, Way } from './page.ts'
import { languageOf, type Words } from './words.ts'
import { isStudyDay } from '../../kernel/day.ts'

interface Writing<Payload> {
  payload: Payload
  words: Words
  /** A path of ours, as an address that works in a mail. */
  at: (path: string) => string
  site: string
}

interface Kind<Schema extends z.ZodType = z.ZodType> {
  /** What the outbox holds of it; more may stand there. */
  payload: Schema
  write(
    writing: Writing<z.output<Schema>>,
  ): Pick<Content, 'subject' | 'paragraphs' | 'closing'> & { way?: Way; unsubscribe?: Content['unsubscribe'] }
}

const kind = <Schema extends z.ZodType>(each: Kind<Schema>): Kind => each

const day = z.string().refine(isStudyDay)
const madeBy = z.string().nullable().default(null)

/** Every mail that Heed sends. */
export const kinds: Record<string, Kind> = {
  'mail.invite': kind({
    payload: z.object({ url: z.url(), madeBy }),
    write: ({ payload, words, site }) => ({
      subject: words.inviteSubject(site),
      paragraphs: [words.invite(payload.madeBy, site)],
      way: { label: words.join, url: payload.url },
      closing: [words.inviteEnds],
    }),
  }),
  'mail.sign-in': kind({
    payload: z.object({ url: z.url(), madeBy }),
    write: ({ payload, words, site }) => ({
      subject: words.signInSubject(site),
      paragraphs: [words.signIn(payload.madeBy, site)],
      way: { label: words.signInHere, url: payload.url },
      closing: [words.signInEnds],
    }),
  }),
  'mail.reminder': kind({
    payload: z.object({ items: z.int().min(1), minutes: z.int().min(1), token: z.string() }),
    write({ payload, words, at }) {
      const work = words.work(payload.items, payload.minutes)
      const unsubscribe = { byHand: at(`/unsubscribe/${payload.token}`), byProgram: at(`/api/unsubscribe/${payload.token}`) }
      return {
        subject: work,
        paragraphs: [`${work}.`],
        way: { label: words.review, url: at('/review') },
        closing: [words.whyReminded(at('/me/settings#reminders')), words.stop(unsubscribe.byHand)],
        unsubscribe,
      }
    },
  }),
  'mail.nudge': kind({
    payload: z.object({ by: z.string(), course: z.string(), title: z.string(), due: day.nullable() }),
    write: ({ payload: { by, course, title, due }, words, at }) => ({
      subject: words.nudgeSubject(title),
      paragraphs: [words.nudge(by, title), ...(due === null ? [] : [words.due(due)])],
      way: { label: words.goOn, url: at(`/courses/${course}`) },
      closing: [words.whyNudged],
    }),
  }),
  'mail.assignment': kind({
    payload: z.object({ by: madeBy, course: z.string(), title: z.string(), due: day.nullable() }),
    write: ({ payload: { by, course, title, due }, words, at }) => ({
      subject: words.assignmentSubject(title),
      paragraphs: [words.assignment(by, title), ...(due === null ? [] : [words.due(due)])],
      way: { label: words.begin, url: at(`/courses/${course}`) },
      closing: [],
    }),
  }),
  'mail.flag-reply': kind({
    payload: z.object({ text: z.string(), reply: z.string(), state: z.enum(['open', 'done', 'declined']), item: z.string() }),
    write: ({ payload: { text, reply, state, item }, words, at }) => ({
      subject: words.flagSubject,
      paragraphs: [words.flagWrote, { quote: text }, words.flagAnswered[state], { quote: reply }],
      way: { label: words.look, url: at(`/items/${item}`) },
      closing: [words.whyFlagged],
    }),
  }),
  'mail.test': kind({
    payload: z.object({}),
    write: ({ words, site }) => ({ subject: words.testSubject(site), paragraphs: [words.test(site)], closing: [] }),
  }),
}

/** A mail in the language of whom it is for; undefined when it cannot be read what it should say. */
export function write({ kind: name, payload, recipient }: News, { url, site }: Outside): Content | undefined {
  const { payload: schema, write } = kinds[name]!
  const read = schema.safeParse(payload)
  if (!read.success) return undefined
  const [language, words] = languageOf(recipient.locale)
  const content = write({ payload: read.data, words, at: (path) => url + path, site })
  return { language, greeting: words.greeting(recipient.name), ...content }
}
