import { z } from 'zod'
import type { Db } from '#dialect/client.ts'
import { saveSetting, settingNamed } from '../../../../db/settings.ts'
import { parse } from '../../../kernel/parse.ts'
import type { PeopleContext } from '../../../people/entrance.ts'
import { demandFresh } from '../../../people/fresh.ts'
import { demand, type Viewer } from '../../../people/role.ts'
import { record } from '../../../people/service/record.ts'

/** Stored: never rename. */
const key = 'leads_see_detail'

/** Whether the organisation lets leads look at a person's detail; off until somebody switches it on. */
export const leadsSeeDetail = async (db: Db): Promise<boolean> => (await settingNamed(db, key)) === true

const schema = z.strictObject({ on: z.boolean() })

/** @throws Refusal('step-up'), Refusal('forbidden') */
export async function switchDetail(context: PeopleContext, viewer: Viewer | null, input: z.input<typeof schema>): Promise<void> {
  demand(viewer, 'admin')
  demandFresh(viewer, context.now())
  const { on } = parse(schema, input)
  await context.transaction(async (tx) => {
    if ((await leadsSeeDetail(tx)) === on) return
    await saveSetting(tx, { key, value: on, changedBy: viewer.id, at: context.now() })
    await record(tx, context, { actorId: viewer.id, verb: 'detail.switched', object: on ? 'on' : 'off' })
  })
}
