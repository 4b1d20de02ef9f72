import { z } from 'zod'
import { addTeam as insertTeam, teamNamed } from '../../../db/people.ts'
import { uuidv7 } from '../../kernel/id.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { PeopleContext } from '../entrance.ts'
import { nameField } from '../fields.ts'
import { demand, type Viewer } from '../role.ts'
import { teamIdOf } from './person.ts'
import { record } from './record.ts'

const addInput = z.strictObject({ name: nameField, parent: z.string().optional() })

/** @throws Refusal('conflict') when there is one of that name, Refusal('not-found') for the parent */
export async function addTeam(
  context: PeopleContext,
  viewer: Viewer | null,
  input: z.input<typeof addInput>,
): Promise<{ id: string; name: string }> {
  demand(viewer, 'admin')
  const { name, parent } = parse(addInput, input)
  return await context.transaction(async (tx) => {
    if (await teamNamed(tx, name)) throw new Refusal('conflict', `There is a team “${name}” already.`, 'Use it, or choose another name.')
    const id = uuidv7(context.now(), context.random)
    const parentId = parent === undefined ? null : await teamIdOf(tx, parent)
    await insertTeam(tx, { id, name, parentId })
    await record(tx, context, { actorId: viewer.id, verb: 'team.added', object: id, detail: { name, parent } })
    return { id, name }
  })
}
