import type { Db } from '#dialect/client.ts'
import { writeAudit, type AuditEntry } from '../../../db/audit.ts'
import type { Context } from '../../context.ts'
import { uuidv7 } from '../../kernel/id.ts'
import type { Verb } from '../verbs.ts'

/** Into the audit, by our clock. */
export async function record(tx: Db, context: Context, entry: Omit<AuditEntry, 'id' | 'at' | 'verb'> & { verb: Verb }): Promise<void> {
  await writeAudit(tx, { id: uuidv7(context.now(), context.random), at: context.now(), ...entry })
}
