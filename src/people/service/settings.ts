import { z } from 'zod'
import { saveSettings, viewerWithId } from '../../../db/people.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { reminderField, zoneField } from '../fields.ts'
import type { Me } from '../learner-pages.ts'
import { demand, type Viewer } from '../role.ts'
import { me } from './person.ts'

const wholeNumber = (least: number, most: number, what: string) => {
  const error = `${what} is a whole number from ${least} to ${most}.`
  return z.number({ error }).int(error).min(least, error).max(most, error)
}

const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })

const days = 'Working days are digits from 1 (Monday) to 7 (Sunday), each once: 12345.'

const settingsInput = z
  .strictObject({
    /** One of the site's languages; null for what the browser prefers. */
    locale: z.string().max(35).nullable(),
    zone: zoneField,
    workDays: z
      .string({ error: days })
      .regex(/^(?!.*(.).*\1)[1-7]{0,7}$/, days)
      .transform((digits) => [...digits].toSorted().join('')),
    daysAWeek: wholeNumber(1, 7, 'The number of days a week'),
    minutes: wholeNumber(1, 60, 'The number of minutes a day'),
    keysOn: z.boolean(),
    theme: choice(['system', 'light', 'dark']),
    textSize: choice(['normal', 'large', 'largest']),
    motion: choice(['system', 'reduced']),
    /** Null for no reminder. */
    remindAt: reminderField.nullable(),
  })
  .partial()

export type SettingsInput = z.input<typeof settingsInput>

/**
 * Changes what is named and leaves the rest.
 *
 * @returns the person as they are now
 * @throws Refusal('invalid'), also for more days a week than there are working days
 */
export async function changeSettings(context: PeopleContext, viewer: Viewer | null, input: SettingsInput): Promise<Me> {
  demand(viewer, 'learner')
  const changes = parse(settingsInput, input)
  if (changes.locale) refuseUnspoken(context, changes.locale)
  const changed = await context.transaction(async (tx) => {
    // As they are by now: another device may have changed the other half of the week.
    const wanted = { ...(await viewerWithId(tx, viewer, viewer.id))!, ...changes }
    refuseImpossibleWeek(wanted)
    if (Object.keys(changes).length > 0) await saveSettings(tx, viewer, changes)
    return wanted
  })
  return await me(context, changed)
}

function refuseUnspoken({ catalogue }: PeopleContext, locale: string): void {
  const { locales } = catalogue.live().site
  if (!locales.includes(locale))
    throw new Refusal('invalid', `Nothing here is written in “${locale}”. It must be one of ${locales.join(', ')}.`)
}

function refuseImpossibleWeek({ daysAWeek, workDays }: Viewer): void {
  if (workDays === '') throw new Refusal('invalid', 'A week needs at least one working day.', 'Choose one or more.')
  if (daysAWeek <= workDays.length) return
  throw new Refusal(
    'invalid',
    `You have ${workDays.length} working ${workDays.length === 1 ? 'day' : 'days'} a week, so ${daysAWeek} days are more than fit in.`,
    'Choose fewer days a week, or more working days.',
  )
}
