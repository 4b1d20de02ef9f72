import { Refusal } from '../kernel/refusal.ts'
import { minuteMs } from '../kernel/time.ts'
import { systemViewer, type Viewer } from './role.ts'

/** Milliseconds for which a password or a sign-in is proof that it is still the same person. */
const freshFor = 10 * minuteMs

/** The system needs no password: whoever runs a command has the machine. */
export function isFresh(viewer: Viewer, now: number): boolean {
  return viewer.id === systemViewer.id || (viewer.provedAt !== undefined && now - viewer.provedAt < freshFor)
}

/**
 * Before exports of others' data, changes of role, and erasure: a sign-in that somebody left open is not enough.
 *
 * @throws Refusal('step-up')
 */
export function demandFresh(viewer: Viewer, now: number): void {
  if (isFresh(viewer, now)) return
  throw new Refusal('step-up', 'This needs to know that it is still you.', 'Give your password again, then go on.')
}
