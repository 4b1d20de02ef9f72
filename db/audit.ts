import type { Db } from '#dialect/client.ts'
import { audit } from '#dialect/schema.ts'

/** Who did what to whom. `object` is what was touched; `detail` never holds a secret. */
export interface AuditEntry {
  id: string
  at: number
  actorId: string
  /** Past tense: `person.added`. Stored, so never renamed. */
  verb: string
  personId?: string
  object: string
  detail?: Record<string, unknown>
}

/** Written in the transaction of the deed itself: one is never there without the other. */
export async function writeAudit(tx: Db, { detail = {}, ...entry }: AuditEntry): Promise<void> {
  await tx.insert(audit).values({ ...entry, detail: JSON.stringify(detail) })
}
