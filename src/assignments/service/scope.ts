import type { Db } from '#dialect/client.ts'
import { teamsLedBy, peopleReachedBy } from '../../../db/teams.ts'
import { may, type Viewer } from '../../people/role.ts'

/** Whom the viewer may give something to learn: for an admin everybody, for a lead the teams they lead and all below. */
export async function scopeOf(db: Db, viewer: Viewer): Promise<{ teams: string[]; people: string[] } | 'all'> {
  if (may(viewer, 'admin')) return 'all'
  return { teams: await teamsLedBy(db, viewer), people: await peopleReachedBy(db, viewer) }
}
