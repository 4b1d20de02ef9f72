import { z } from 'zod'
import { addPerson as insertPerson, emailTaken, personsOf, setZone, viewerWithId, type ListedPerson } from '../../../db/people.ts'
import { addMember, membershipsOf } from '../../../db/teams.ts'
import type { Context } from '../../context.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { TeamOf } from '../admin-pages.ts'
import type { PeopleContext } from '../entrance.ts'
import { emailField, nameField, passwordField, roleField, zoneField } from '../fields.ts'
import { demandFresh } from '../fresh.ts'
import type { Me } from '../learner-pages.ts'
import { checkPassword } from '../password.ts'
import { demand, type Role, type Viewer } from '../role.ts'
import { makeLink, type MadeLink } from './link.ts'
import { record } from './record.ts'
import { demandGiving, teamFor } from './scope.ts'

export async function me(context: PeopleContext, viewer: Viewer | null): Promise<Me> {
  demand(viewer, 'learner')
  const { id, email, name, role, zone, locale, minutes, daysAWeek, workDays, keysOn, theme, textSize, motion, remindAt } = viewer
  const teams = await membershipsOf(context.read, viewer, [id])
  const settings = { zone, locale, minutes, daysAWeek, workDays, keysOn, theme, textSize, motion, remindAt }
  return { id, email, name, role, ...settings, teams: teams.map(asTeam) }
}

const asTeam = ({ id, name, lead }: TeamOf): TeamOf => ({ id, name, lead })

type ListedPersonWithTeams = ListedPerson & { teams: TeamOf[] }

/** Everybody, closed accounts too, by name: for admins. */
export async function listPeople(context: PeopleContext, viewer: Viewer | null): Promise<ListedPersonWithTeams[]> {
  demand(viewer, 'admin')
  const people = await personsOf(context.read, viewer)
  const memberships = await membershipsOf(
    context.read,
    viewer,
    people.map(({ id }) => id),
  )
  const teamsOf = Map.groupBy(memberships, ({ personId }) => personId)
  return people.map((person) => ({ ...person, teams: (teamsOf.get(person.id) ?? []).map(asTeam) }))
}

/**
 * Somebody as the one who asks: for what the system does in a person's name, such as the demo.
 *
 * @throws Refusal('not-found')
 */
export async function asPerson(context: PeopleContext, viewer: Viewer | null, input: { id: string }): Promise<Viewer> {
  demand(viewer, 'owner')
  const found = await viewerWithId(context.read, viewer, input.id)
  if (!found) throw new Refusal('not-found', 'There is no such person.')
  return found
}

const addInput = z
  .strictObject({
    email: emailField,
    name: nameField,
    role: roleField.default('learner'),
    team: z.string().optional(),
    lead: z.boolean().default(false),
    password: passwordField.optional(),
  })
  .refine(({ lead, team }) => !lead || team !== undefined, { path: ['lead'], error: 'Name the team that this person leads.' })

interface AddedPerson {
  id: string
  email: string
  name: string
  role: Role
  /** The first sign-in; null when a password was given. */
  link: MadeLink | null
}

/**
 * Somebody new, of at most the viewer's own role.
 *
 * @throws Refusal('conflict') when the address is taken, Refusal('not-found') for the team, Refusal('forbidden'), Refusal('invalid'),
 * Refusal('step-up') for more than a learner's rights and for who is to lead
 */
export async function addPerson(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof addInput>): Promise<AddedPerson> {
  demand(viewer, 'admin')
  const { email, name, role, team, lead, password } = parse(addInput, input)
  demandGiving(context, viewer, role)
  if (lead) demandFresh(viewer, context.now())
  if (password !== undefined) checkPassword(password, { name, email })
  const passwordHash = password === undefined ? null : await context.passwords.hash(password)

  return await context.transaction(async (tx) => {
    if (await emailTaken(tx, email))
      throw new Refusal(
        'conflict',
        `Somebody here has the address ${email} already.`,
        'Take another one, or make a sign-in link for that person.',
      )
    const id = uuidv7(context.now(), context.random)
    await insertPerson(tx, { id, email, name, role, passwordHash, enrolledAt: context.now() })
    if (team !== undefined) await addMember(tx, { teamId: (await teamFor(tx, viewer, team)).id, personId: id, lead })
    await record(tx, context, { actorId: viewer.id, verb: 'person.added', personId: id, object: role, detail: { team, lead } })
    const link = passwordHash === null ? await makeLink(tx, context, { kind: 'sign-in', personId: id, madeBy: viewer.id }) : null
    return { id, email, name, role, link }
  })
}

/** Remembers where the person was last, for reminders and reports. Writes only when it changed. */
export async function seeZone(context: Context, viewer: Viewer | null, input: { zone: string }): Promise<void> {
  demand(viewer, 'learner')
  if (input.zone === viewer.zone) return
  const zone = parse(zoneField, input.zone)
  await context.transaction((tx) => setZone(tx, viewer, zone))
}
