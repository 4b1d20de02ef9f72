import type { Context } from '../../context.ts'
import { typeOf } from '../../items/registry.ts'
import { seedOf } from '../../kernel/hash.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { studyDay } from '../../kernel/study-day.ts'
import type { AskedAgain, FormOutcome } from '../../lessons/learner-pages.ts'
import { itemFor } from '../../lessons/live.ts'
import { promptOf } from '../../lessons/prompt.ts'
import type { Viewer } from '../../people/role.ts'
import { answer } from './answer.ts'
import { reveal } from './reveal.ts'
import { versionOf } from './versions.ts'

/** Buttons that change what the form shows and give no answer: a hint, and a way through a conversation. */
const goesOn = new Set(['hint', 'on', 'back'])

const unfinished = 'Choose or write an answer first, then press Check.'

/**
 * An answer from a browser without JavaScript: the same deed as `answer`, read from a form.
 *
 * @throws Refusal('invalid') when the form is not one of ours
 */
export async function answerForm(context: Context, viewer: Viewer, form: FormData, zone: string): Promise<FormOutcome> {
  const item = textOf(form, 'item')
  const action = textOf(form, 'action')
  const now = context.now()
  const response = await responseOf(context, viewer, form, zone)
  const shownAt = Number(textOf(form, 'shown')) || now
  const asked: AskedAgain = { item, stored: false, response, shownAt, hintShown: action === 'hint' || form.has('hint') }
  if (action === 'reveal') return { ...asked, ...(await reveal(context, viewer, item)) }
  if (goesOn.has(action)) return asked
  const sent = {
    id: textOf(form, 'id'),
    item,
    version: textOf(form, 'version'),
    at: new Date(now).toISOString(),
    zone,
    device: 'form',
    seq: 0,
    ms: Math.max(0, now - shownAt),
    hint: asked.hintShown,
    response,
  }
  const { results } = await answer(context, viewer, { now: sent.at, answers: [sent] })
  const problem = problemOf(results[0]!.code)
  return problem ? { ...asked, problem } : { item, stored: true }
}

async function responseOf(context: Context, viewer: Viewer, form: FormData, zone: string): Promise<unknown> {
  const version = await versionOf(context, context.read, textOf(form, 'version'))
  const live = context.catalogue.live()
  const current = version && itemFor(live, version.itemId, version.locale)
  if (!current) throw new Refusal('invalid', 'This question is no longer asked.', 'Open the lesson again.')
  const seed = seedOf(viewer.id, current.id, studyDay(context.now(), zone))
  const { prompt } = promptOf(live, { ...current, spec: version.spec }, seed)
  return typeOf(version.type).fromForm(form, prompt)
}

function problemOf(code: 'conflict' | 'not-open' | 'invalid' | undefined): string | undefined {
  if (code === undefined || code === 'conflict') return undefined
  return code === 'invalid' ? unfinished : 'Open this lesson again, then answer.'
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
