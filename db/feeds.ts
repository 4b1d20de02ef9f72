import { and, eq, isNull, lt } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { feed, person } from '#dialect/schema.ts'
import type { Viewer } from '../src/people/role.ts'
import { viewerColumns } from './people.ts'

type NewFeed = typeof feed.$inferInsert
export type FeedKind = NewFeed['kind']

export async function addFeed(tx: Db, row: NewFeed): Promise<void> {
  await tx.insert(feed).values(row)
}

export async function removeFeeds(tx: Db, viewer: Pick<Viewer, 'id'>, kind: FeedKind): Promise<void> {
  await tx.delete(feed).where(and(eq(feed.personId, viewer.id), eq(feed.kind, kind)))
}

/** Everybody's. */
export async function removeAllFeeds(tx: Db, kind: FeedKind): Promise<void> {
  await tx.delete(feed).where(eq(feed.kind, kind))
}

export async function removeFeedsBefore(tx: Db, viewer: Pick<Viewer, 'id'>, kind: FeedKind, instant: number): Promise<void> {
  await tx.delete(feed).where(and(eq(feed.personId, viewer.id), eq(feed.kind, kind), lt(feed.madeAt, instant)))
}

export async function hasFeed(db: Db, viewer: Pick<Viewer, 'id'>, kind: FeedKind): Promise<boolean> {
  return (await db.$count(feed, and(eq(feed.personId, viewer.id), eq(feed.kind, kind)))) > 0
}

/** Whose feed it is: whoever holds the secret is taken for them, for this one thing. Closed accounts have none. */
export async function personOfFeed(db: Db, hash: string, kind: FeedKind): Promise<Viewer | undefined> {
  const rows = await db
    .select(viewerColumns)
    .from(feed)
    .innerJoin(person, eq(person.id, feed.personId))
    .where(and(eq(feed.hash, hash), eq(feed.kind, kind), isNull(person.closedAt)))
  return rows[0]
}
