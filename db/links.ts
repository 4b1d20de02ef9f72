import { and, desc, eq, gt, inArray, isNull } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { link, person, team } from '#dialect/schema.ts'
import type { InvitationRow } from '../src/people/admin-pages.ts'
import { may, type Role, type Viewer } from '../src/people/role.ts'
import { ledBy } from './teams.ts'

export type NewLink = typeof link.$inferInsert

export interface StoredLink {
  kind: NewLink['kind']
  expiresAt: number
  usedAt: number | null
  personId: string | null
  madeBy: string
  /** Of the person whom the link signs in; null when it is for nobody yet. */
  name: string | null
  email: string | null
  /** What an invitation makes of whoever takes it. */
  invites: { email: string | null; role: Role; teamId: string | null }
}

/** Whoever holds the secret may look; there is no viewer. */
export async function linkByHash(db: Db, hash: string): Promise<StoredLink | undefined> {
  const rows = await db
    .select({ link, name: person.name, email: person.email })
    .from(link)
    .leftJoin(person, eq(person.id, link.personId))
    .where(eq(link.hash, hash))
  if (!rows[0]) return undefined
  const { link: row, name, email } = rows[0]
  const { kind, expiresAt, usedAt, personId, madeBy } = row
  return {
    kind,
    expiresAt,
    usedAt,
    personId,
    madeBy,
    name,
    email,
    invites: { email: row.email, role: row.role ?? 'learner', teamId: row.teamId },
  }
}

export async function addLink(tx: Db, row: NewLink): Promise<void> {
  await tx.insert(link).values(row)
}

export async function markLinkUsed(tx: Db, hash: string, usedAt: number): Promise<void> {
  await tx.update(link).set({ usedAt }).where(eq(link.hash, hash))
}

/** Of several starts only the last one's link works. */
export async function removeOpenSetupLinks(tx: Db): Promise<void> {
  await tx.delete(link).where(and(eq(link.kind, 'setup'), isNull(link.usedAt)))
}

/** What would still sign somebody in: it must not outlive a closed account, another role, or a new password. */
export async function removeOpenSignInLinks(tx: Db, personId: string): Promise<void> {
  await tx.delete(link).where(and(eq(link.kind, 'sign-in'), eq(link.personId, personId), isNull(link.usedAt)))
}

export async function removeOpenInvitationsBy(tx: Db, personId: string): Promise<void> {
  await tx.delete(link).where(and(eq(link.kind, 'invite'), eq(link.madeBy, personId), isNull(link.usedAt)))
}

const isOpenInvitation = (now: number) => and(eq(link.kind, 'invite'), isNull(link.usedAt), gt(link.expiresAt, now))

/** An admin sees all; a lead, what leads into a team that they lead or one below it. */
const invitationsSeenBy = (viewer: Viewer) => (may(viewer, 'admin') ? undefined : inArray(link.teamId, ledBy(viewer)))

/** The open ones that the viewer may see, the newest first. `id` is the hash of the secret, which opens nothing. */
export async function openInvitations(db: Db, viewer: Viewer, now: number): Promise<InvitationRow[]> {
  const rows = await db
    .select({ id: link.hash, email: link.email, role: link.role, team: team.name, madeBy: person.name, expiresAt: link.expiresAt })
    .from(link)
    .leftJoin(team, eq(team.id, link.teamId))
    .leftJoin(person, eq(person.id, link.madeBy))
    .where(and(isOpenInvitation(now), invitationsSeenBy(viewer)))
    .orderBy(desc(link.expiresAt))
  return rows.map((row) => ({ ...row, role: row.role ?? 'learner' }))
}

export async function countOpenInvitationsBy(db: Db, personId: string, now: number): Promise<number> {
  return await db.$count(link, and(isOpenInvitation(now), eq(link.madeBy, personId)))
}

/** @returns whether there was one that the viewer may end */
export async function removeInvitation(tx: Db, viewer: Viewer, id: string, now: number): Promise<boolean> {
  const removed = await tx
    .delete(link)
    .where(and(eq(link.hash, id), isOpenInvitation(now), invitationsSeenBy(viewer)))
    .returning({ id: link.hash })
  return removed.length > 0
}

/** Everybody's that nobody has used yet. */
export async function removeOpenLinks(tx: Db): Promise<void> {
  await tx.delete(link).where(isNull(link.usedAt))
}
