import { z } from 'zod'
import { credentialsOf } from '../../../db/people.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { deviceCookieOf, deviceMark, knownDevice, markLifetime } from '../device.ts'
import type { PeopleContext } from '../entrance.ts'
import { labelField } from '../fields.ts'
import type { CookieSet } from '../learner-pages.ts'
import { demand, type Viewer } from '../role.ts'

/** A sign-in that began. */
export interface SignedIn extends CookieSet {
  personId: string
  token: string
}

/** `device` is a whole Set-Cookie value too: by its mark the account knows this browser again. */
type SignedInByPassword = SignedIn & { device: string }

const signInInput = z.strictObject({
  email: z.string({ error: 'An email address is needed.' }).trim(),
  password: z.string({ error: 'A password is needed.' }),
  label: labelField,
  /** Of the client, behind the trusted proxies. */
  address: z.string(),
  /** The browser's own mark of an earlier sign-in. */
  device: z.string().nullable().default(null),
})

/**
 * @throws Refusal('signed-out') in the same words for an unknown address, a wrong password, none set and a closed account;
 * Refusal('too-many'), Refusal('busy')
 */
export async function signIn(
  context: PeopleContext,
  _viewer: Viewer | null,
  input: z.input<typeof signInInput>,
): Promise<SignedInByPassword> {
  const { email, password, label, address, device: mark } = parse(signInInput, input)
  await context.limits.countAddress(address)
  const person = await credentialsOf(context.read, email)
  const device = knownDevice(person, mark)
  await context.limits.countAccount(email, device)
  const right = await context.passwords.verify(person?.passwordHash ?? null, password)
  if (!person || !right)
    throw new Refusal(
      'signed-out',
      'That email and password do not belong together.',
      'Check both, or ask whoever runs Heed for a sign-in link.',
    )
  await context.limits.forgive(email, device, address)
  const begun = await context.transaction((tx) => context.sessions.start(tx, person.id, label))
  const kept = deviceCookieOf(context.settings.url).write(deviceMark(person, context.random), markLifetime)
  return { personId: person.id, ...begun, device: kept }
}

const loginInput = z.strictObject({ loginId: z.string() })

/** @returns the Set-Cookie value that takes the cookie away; also when nobody was signed in */
export async function signOut(context: PeopleContext, viewer: Viewer | null, input: { loginId: string } | null): Promise<CookieSet> {
  if (viewer && input) await endSignIn(context, viewer, input)
  return { cookie: context.sessions.blankCookie() }
}

export async function endSignIn(context: PeopleContext, viewer: Viewer | null, input: { loginId: string }): Promise<void> {
  demand(viewer, 'learner')
  const { loginId } = parse(loginInput, input)
  await context.transaction((tx) => context.sessions.end(tx, viewer, loginId))
}

/** The person's own living sign-ins, newest first. */
export async function listSignIns(context: PeopleContext, viewer: Viewer | null): ReturnType<PeopleContext['sessions']['list']> {
  demand(viewer, 'learner')
  return await context.sessions.list(viewer)
}
