import { aliasedTable, and, desc, eq, gte, inArray, lt, or } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { audit, person } from '#dialect/schema.ts'
import { may, type Viewer } from '../src/people/role.ts'

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

export interface AuditRow {
  id: string
  at: number
  actorId: string
  /** Name of who did it; null for the system and for who was erased. */
  actor: string | null
  verb: string
  personId: string | null
  /** Name of whom it concerns. */
  person: string | null
  object: string
  detail: Record<string, unknown>
}

/** What to look for in the audit; all of it must hold. */
interface AuditQuery {
  /** Who did it, or whom it concerns. */
  person?: string | undefined
  verb?: string | undefined
  /** From this instant on, and before that one; milliseconds UTC. */
  since?: number | undefined
  until?: number | undefined
  /** Id of an entry: only what is older, for the next page. */
  before?: string | undefined
  limit: number
}

const actor = aliasedTable(person, 'actor')

/** Everything for an admin, nothing for others; the newest first. */
export async function auditOf(db: Db, viewer: Viewer, { person: who, verb, since, until, before, limit }: AuditQuery): Promise<AuditRow[]> {
  if (!may(viewer, 'admin')) return []
  const { id, at, actorId, personId, object, detail } = audit
  const rows = await db
    .select({ id, at, actorId, actor: actor.name, verb: audit.verb, personId, person: person.name, object, detail })
    .from(audit)
    .leftJoin(actor, eq(actor.id, actorId))
    .leftJoin(person, eq(person.id, personId))
    .where(
      and(
        who === undefined ? undefined : or(eq(actorId, who), eq(personId, who)),
        verb === undefined ? undefined : eq(audit.verb, verb),
        since === undefined ? undefined : gte(at, since),
        until === undefined ? undefined : lt(at, until),
        before === undefined ? undefined : lt(id, before),
      ),
    )
    .orderBy(desc(id))
    .limit(limit)
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }))
}

/** Who has written a lesson, a course or the glossary through Heed, the newest first, with the mark of what they wrote; for authors. */
export async function writingsOf(db: Db, viewer: Viewer, object: string): Promise<{ at: number; by: string | null; mark: unknown }[]> {
  if (!may(viewer, 'author')) return []
  const rows = await db
    .select({ at: audit.at, by: actor.name, detail: audit.detail })
    .from(audit)
    .leftJoin(actor, eq(actor.id, audit.actorId))
    .where(and(eq(audit.object, object), inArray(audit.verb, ['lesson.published', 'lesson.drafted', 'course.changed', 'glossary.changed'])))
    .orderBy(desc(audit.id))
    .limit(20)
  return rows.map(({ at, by, detail }) => ({ at, by, mark: (JSON.parse(detail) as { mark?: unknown }).mark }))
}

/** Every verb that stands in the audit, by name. */
export async function auditVerbs(db: Db, viewer: Viewer): Promise<string[]> {
  if (!may(viewer, 'admin')) return []
  const rows = await db.selectDistinct({ verb: audit.verb }).from(audit).orderBy(audit.verb)
  return rows.map(({ verb }) => verb)
}
