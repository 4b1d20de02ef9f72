import type { Fold, InForce, LogEvent, Memory } from './replay.ts'
import { dayNumber } from '../kernel/day.ts'

/**
 * Where a fold stopped, beside what the memory itself says: with it the next answer costs one step, however long the log.
 * It is a cache of the log like the memory is.
 */
export type Tail = Pick<LogEvent, 'day' | 'at' | 'device' | 'seq' | 'id'> & Pick<Fold, 'turn' | 'cap' | 'capPassed'>

/** Undefined before the first event, and while the log speaks of several sets of parameters: then it is folded whole. */
export function tailOf(folded: Fold): Tail | undefined {
  if (folded.last === null || folded.tracks.length > 1) return undefined
  const { day, at, device, seq, id } = folded.last
  return { day, at, device, seq, id, turn: folded.turn, cap: folded.cap, capPassed: folded.capPassed }
}

/**
 * The fold as it stood, to `step` on.
 *
 * @returns undefined when the memory was made with other parameters than those in force
 */
export function resume(memory: Omit<Memory, 'intervalDays'>, tail: Tail, inForce: InForce): Fold | undefined {
  if (memory.paramsId !== inForce.id) return undefined
  const { turn, cap, capPassed, ...place } = tail
  return {
    last: { ...eventLike, ...place },
    tracks: [{ id: inForce.id, parameters: inForce.w, state: { s: memory.s, d: memory.d } }],
    day: dayNumber(tail.day),
    turn,
    lastDay: dayNumber(memory.lastDay),
    dueDay: dayNumber(memory.dueDay),
    lapses: memory.lapses,
    answers: memory.answers,
    firstCredit: memory.firstCredit,
    lastKeyHash: memory.lastKeyHash,
    cap,
    capPassed,
  }
}

/** Of the last event only its place in the order is ever looked at again. */
const eventLike: Omit<LogEvent, 'day' | 'at' | 'device' | 'seq' | 'id'> = {
  kind: 'answer',
  sessionId: null,
  credit: 0,
  guess: 0,
  rapid: false,
  paramsId: '',
  dr: 0,
  targetId: null,
  keyHash: '',
}
