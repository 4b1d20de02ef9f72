import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { databaseFile } from '#dialect/folder.ts'
import { emptyLog } from '#dialect/settle.ts'
import { erase, heldOf, isHeld, type Held } from '../../../db/erasure.ts'
import { erasedIn, noteErased } from '../../../db/ledger.ts'
import { accountCalled, type Account } from '../../../db/people.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { studyDay } from '../../kernel/study-day.ts'
import type { PeopleContext } from '../entrance.ts'
import { personField } from '../fields.ts'
import { demandFresh } from '../fresh.ts'
import { demand, systemViewer, type Viewer } from '../role.ts'
import { record } from './record.ts'
import { demandAnotherOwner, governed } from './scope.ts'

const previewInput = z.strictObject({ person: personField })
const erasureInput = previewInput.extend({
  /** As it was typed by somebody who is to think twice. */
  address: z.string().trim().max(254).optional(),
})

interface ErasurePreview extends Account {
  /** What is there of them, and what becomes of it. */
  held: Held[]
  /** How many live lessons name them as their owner: files belong to their authors, and an erasure leaves them as they are. */
  ownedLessons: number
}

/** What an erasure would take. @throws Refusal('step-up'): it counts what somebody did; Refusal('forbidden'), Refusal('not-found') */
export async function previewErasure(
  context: PeopleContext,
  viewer: Viewer | null,
  input: z.input<typeof previewInput>,
): Promise<ErasurePreview> {
  demand(viewer, 'admin')
  demandFresh(viewer, context.now())
  const account = await governed(context.read, viewer, parse(previewInput, input).person)
  const held = (await heldOf(context.read, account.id, account.email)).filter(({ erasure }) => erasure !== 'kept')
  return { ...account, held, ownedLessons: ownedBy(context, account) }
}

function ownedBy({ catalogue }: PeopleContext, account: Account): number {
  const names = ({ meta }: { meta: { owner: string | null } }) => meta.owner !== null && isNamed(meta.owner, account)
  return [...catalogue.live().lessons.values()].filter((inLocales) => [...inLocales.values()].some(names)).length
}

/** An owner is written as an address, as a name, or as both. */
function isNamed(owner: string, { name, email }: Account): boolean {
  const written = owner.toLowerCase()
  return written === name.toLowerCase() || written.split(/[\s<>()[\],;:]+/).includes(email.toLowerCase())
}

/**
 * Erases somebody: what they answered, what they set, who they were. The audit keeps that it was done and to which id,
 * flags keep their words, roll-ups their numbers. A restored backup does not bring them back.
 *
 * @throws Refusal('step-up'), Refusal('forbidden'), Refusal('not-found'), Refusal('conflict') for the last owner,
 *   Refusal('invalid') when another address was typed than theirs
 */
export async function erasePerson(
  context: PeopleContext,
  viewer: Viewer | null,
  input: z.input<typeof erasureInput>,
): Promise<Pick<Account, 'id'>> {
  demand(viewer, 'admin')
  demandFresh(viewer, context.now())
  const { person, address } = parse(erasureInput, input)
  if (address !== undefined) demandTyped(address, await governed(context.read, viewer, person))
  const { id } = await eraseOne(context, viewer, person)
  await emptied(context)
  return { id }
}

function demandTyped(address: string, { email, name }: Account): void {
  if (address.toLowerCase() === email.toLowerCase()) return
  throw new Refusal('invalid', `That is not the address of ${name}, so nobody was erased.`, 'Type it as it stands above.')
}

/** For all who erase: nobody is gone from the tables without a line in the ledger. */
export async function eraseOne(context: PeopleContext, viewer: Viewer, person: string): Promise<Account> {
  return await context.transaction(async (tx) => {
    const account = await governed(tx, viewer, person)
    await demandAnotherOwner(tx, account)
    await erase(tx, account.id, account.email)
    await record(tx, context, { actorId: viewer.id, verb: 'person.erased', personId: account.id, object: account.role })
    // Before the commit: should it fail from here on, the next start finishes what was asked for; the other way round a
    // backup could bring back somebody of whose erasure nobody knows.
    noteErased(context.settings.data, [{ id: account.id, day: studyDay(context.now(), 'UTC') }])
    return account
  })
}

/**
 * Erases again whoever stands in the ledger and is there all the same: after a restore, and after a crash in the middle.
 *
 * @returns how many that were
 */
export async function finishErasures(context: PeopleContext): Promise<number> {
  let finished = 0
  for (const { id } of erasedIn(context.settings.data)) {
    if (!(await isHeld(context.read, id))) continue
    await context.transaction(async (tx) => {
      await erase(tx, id, (await accountCalled(tx, systemViewer, id))?.email ?? '')
      await record(tx, context, { actorId: systemViewer.id, verb: 'person.erased', personId: id, object: 'again' })
    })
    finished += 1
  }
  if (finished > 0) await emptied(context)
  return finished
}

const tries = 200

/** Until the words are gone from the write-ahead log too; whoever reads or writes just now is done in a moment. */
export async function emptied({ settings, log }: PeopleContext): Promise<void> {
  for (let left = tries; left > 0; left--) {
    if (emptyLog(databaseFile(settings.data))) return
    await setImmediate()
  }
  log.warn('The write-ahead log could not be emptied: it holds what was erased until it is next written over.')
}
