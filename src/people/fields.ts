import { z } from 'zod'
import { isZone } from '../kernel/study-day.ts'
import { roles } from './role.ts'
import { withoutUnseen } from './unseen.ts'

/** What people type about themselves, one reader a field, so that every door says the same. */
export const emailField = z
  .string({ error: 'An email address is needed.' })
  .trim()
  .max(254, 'An email address has at most 254 characters.')
  .pipe(z.email('This is not an email address. Write it like name@example.com.'))

export const nameField = z
  .string({ error: 'A name is needed.' })
  .trim()
  .min(1, 'A name is needed.')
  .max(100, 'A name has at most 100 characters.')
  .regex(/^\P{Cc}*$/u, 'A name stands on one line.')
  .refine(
    (name) => withoutUnseen(name) === name,
    'There is a sign in this name that nobody sees, so it could be taken for another name. Type it anew instead of pasting it.',
  )

/** Characters. There is no second factor, so length carries the weight; nothing is asked about digits or capitals. */
export const shortestPassword = 15
export const longestPassword = 200

/**
 * Characters are counted where a password is set, when two keyboards' ways to write one have become one. Here is only the end of what
 * is hashed for anybody: far enough that nobody who keeps to the rule meets it, however many code units their script takes.
 */
export const passwordField = z
  .string({ error: 'A password is needed.' })
  .max(10_000, `A password has at most ${longestPassword} characters.`)

export const roleField = z.enum(roles, { error: `A role is one of ${roles.join(', ')}.` })

export const tokenField = z.string({ error: 'The secret of the link is missing.' }).max(200, 'This is no link of ours.')

/** Which device signed in, as the person will see it in the list of sign-ins; longer ones are cut. */
export const labelField = z
  .string()
  .default('')
  .transform((label) => label.slice(0, 120))

/** An IANA zone such as Europe/Vienna. */
export const zoneField = z
  .string({ error: 'A time zone is needed.' })
  .refine(isZone, 'This is not a time zone. Write it like Europe/Vienna.')

/** When somebody new is reminded, on working days. */
export const usualReminder = '09:00'

const reminder = 'A time is needed from 04:00 to 23:00, written like 09:00.'

/** HH:MM on the study day of its date, and not at its very end. */
export const reminderField = z.string({ error: reminder }).regex(/^(?:0[4-9]|1\d|2[0-2]):[0-5]\d$|^23:00$/, reminder)

/** Somebody by id or address. */
export const personField = z.string({ error: 'Say who: an address or an id.' }).trim().min(1, 'Say who: an address or an id.').max(254)

/** A team by id or name. */
export const teamField = z.string({ error: 'Name a team.' }).trim().min(1, 'Name a team.').max(100)
