import { z } from 'zod'
import { addKudos, colleaguesOf, kudosFor, kudosGiven } from '../../../db/kudos.ts'
import type { Context } from '../../context.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { dateOf } from '../../kernel/study-day.ts'
import { dayMs } from '../../kernel/time.ts'
import type { KudosPage } from '../learner-pages.ts'
import { demand, type Viewer } from '../role.ts'

/** Words stay worth something when there are few. */
const mostADay = 5

const schema = z.strictObject({
  to: z.string(),
  skill: z.string().max(64),
  text: z.string().trim().min(1, 'Write a word of thanks.').max(300, 'Thanks have at most 300 characters.'),
})

/**
 * What colleagues thanked the person for, and whom the person may thank. Nobody else sees either: there is nothing to compete for.
 *
 * @param skills their titles, in the language of who reads
 */
export async function kudosPage(context: Context, viewer: Viewer | null, skills: Record<string, string>): Promise<KudosPage> {
  demand(viewer, 'learner')
  return {
    received: (await kudosFor(context.read, viewer)).map(({ id, from, skill, text, at }) => ({
      ...{ id, from, text },
      skill: skills[skill] ?? skill,
      day: dateOf(at, viewer.zone),
    })),
    colleagues: await colleaguesOf(context.read, viewer),
    skills: Object.entries(skills).map(([id, title]) => ({ id, title })),
  }
}

/**
 * A word of thanks to a colleague of one's own teams.
 *
 * @throws Refusal('not-found') for anybody else, Refusal('too-many') after five in a day, Refusal('invalid')
 */
export async function giveKudos(context: Context, viewer: Viewer | null, input: z.input<typeof schema>): Promise<{ name: string }> {
  demand(viewer, 'learner')
  const { to, skill, text } = parse(schema, input)
  if (!(skill in context.catalogue.live().site.skills)) throw new Refusal('invalid', 'Choose what it is for.')
  const now = context.now()
  return context.transaction(async (tx) => {
    const colleague = (await colleaguesOf(tx, viewer)).find(({ id }) => id === to)
    if (!colleague) throw new Refusal('not-found', 'There is nobody like that in your teams.')
    if ((await kudosGiven(tx, viewer, now - dayMs)) >= mostADay)
      throw new Refusal('too-many', 'That is five for today.', 'Tell them yourself, or come back tomorrow.', dayMs / 1000)
    await addKudos(tx, { id: uuidv7(now, context.random), fromId: viewer.id, toId: to, skill, text, at: now })
    return { name: colleague.name }
  })
}
