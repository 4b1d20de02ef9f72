import { capOf, intervalDays, stateAfter, type MemoryState, type Parameters } from './schedule.ts'
import { dayNumber, dayOfNumber } from '../kernel/day.ts'
import { byText } from '../kernel/text.ts'

/** An event of one person and one revision of an item. What only answers have is ignored on the other kinds. */
export interface LogEvent {
  id: string
  kind: 'answer' | 'void' | 'reset' | 'rekey'
  /** Study day, YYYY-MM-DD. */
  day: string
  /** Milliseconds UTC. */
  at: number
  device: string
  seq: number
  sessionId: string | null
  /** 0 to 1, the hint already taken into account. */
  credit: number
  /** The chance, 0 to 1, of full credit by guessing. */
  guess: number
  rapid: boolean
  /** Parameters and desired retention in force at receipt: the date follows from them for ever. */
  paramsId: string
  dr: number
  /** What a void takes back. */
  targetId: string | null
  keyHash: string
}

/** `practice` is graded and kept, and the memory does not hear of it. */
export type Mode = 'lesson' | 'review' | 'retry' | 'practice'

interface Outcome {
  mode: Mode
  /** Whether the answer changed the memory; a right answer too fast to have been read does not. */
  counted: boolean
}

export interface Memory extends MemoryState {
  /** Study day of the last counted answer. */
  lastDay: string
  dueDay: string
  /** From `lastDay` to `dueDay`: at least 1, but 0 when the key was edited later on that very day. */
  intervalDays: number
  lapses: number
  /** The lesson's answer and the reviews; retries are not among them. */
  answers: number
  firstCredit: number
  /** Key of the item's version at the last counted answer. */
  lastKeyHash: string
  /** What `s` and `d` were replayed with. */
  paramsId: string
}

/** Parameters and the state by them. `due` follows the parameters of its time, so each set that the log names has its own state. */
interface Track {
  id: string
  parameters: Parameters
  state: MemoryState | null
}

/** How far a log is folded: plain data, changed by `step`. Days are numbers here, see `dayNumber`. */
export interface Fold {
  last: LogEvent | null
  /** The first one is in force. */
  tracks: Track[]
  /** The study day that `turn` speaks of. */
  day: number
  /** What the day's next answer can be: its first, a retry, or nothing but practice. */
  turn: 'first' | 'retry' | 'practice'
  lastDay: number
  dueDay: number
  lapses: number
  answers: number
  firstCredit: number
  lastKeyHash: string
  /** Index into `changedKeyCaps`; past its end there is no cap. */
  cap: number
  capPassed: boolean
}

export interface InForce {
  id: string
  w: Parameters
}

interface Folded {
  /** Null before the first answer. */
  memory: Memory | null
  /** What each answer was, by its id; voided ones are not in it. */
  outcomes: Map<string, Outcome>
  /** For `step` to continue. */
  fold: Fold
}

/** Longest intervals, in days, of the first and the second right answer to a changed key. */
const changedKeyCaps = [1, 7]

const outcomes = {
  lesson: { mode: 'lesson', counted: true },
  review: { mode: 'review', counted: true },
  retry: { mode: 'retry', counted: true },
  practice: { mode: 'practice', counted: false },
} as const satisfies Record<Mode, Outcome>

/**
 * The memory is a function of the log and the parameters: neither the order of the events nor duplicates matter.
 *
 * @param parametersById for the sets that the log names beside the one in force
 */
export function fold(events: readonly LogEvent[], parametersById: (id: string) => Parameters, inForce: InForce): Folded {
  const log = settled(events)
  const folded = begin(log, parametersById, inForce)
  const outcomeById = new Map<string, Outcome>()
  for (const event of log) {
    const outcome = step(folded, event)
    if (outcome) outcomeById.set(event.id, outcome)
  }
  return { memory: memoryOf(folded), outcomes: outcomeById, fold: folded }
}

/**
 * The memory as it stood at the end of each of these study days, in one pass over the log; null before the first answer.
 * What was voided later never counted.
 *
 * @param days in ascending order
 */
export function memoriesOn(
  events: readonly LogEvent[],
  days: readonly string[],
  parametersById: (id: string) => Parameters,
  inForce: InForce,
): (Memory | null)[] {
  const log = settled(events)
  const folded = begin(log, parametersById, inForce)
  let next = 0
  return days.map((day) => {
    for (; next < log.length && log[next]!.day <= day; next++) step(folded, log[next]!)
    return memoryOf(folded)
  })
}

/** The log as it is folded: in order, each event once, voids and what they void removed. */
function settled(events: readonly LogEvent[]): LogEvent[] {
  const removed = new Set<string>()
  for (const event of events) if (event.kind === 'void' && event.targetId !== null) removed.add(event.targetId)
  return events.toSorted(inOrder).filter((event) => {
    if (event.kind === 'void' || removed.has(event.id)) return false
    removed.add(event.id)
    return true
  })
}

/** The last event in order, voids and what they took back left out. */
export function latest(events: readonly LogEvent[]): LogEvent | undefined {
  return settled(events).at(-1)
}

/** The last answer in order that changed the memory. */
export function lastCounted(events: readonly LogEvent[], outcomes: ReadonlyMap<string, Outcome>): LogEvent | undefined {
  return settled(events).findLast(({ id }) => outcomes.get(id)?.counted)
}

/** Study day first: who travels west answers later on an earlier day. */
function inOrder(a: LogEvent, b: LogEvent): number {
  return byText(a.day, b.day) || a.at - b.at || byText(a.device, b.device) || a.seq - b.seq || byText(a.id, b.id)
}

function begin(log: readonly LogEvent[], parametersById: (id: string) => Parameters, inForce: InForce): Fold {
  const tracks: Track[] = [{ id: inForce.id, parameters: inForce.w, state: null }]
  for (const { kind, paramsId } of log) {
    if (kind === 'answer' && !trackOf(tracks, paramsId)) tracks.push({ id: paramsId, parameters: parametersById(paramsId), state: null })
  }
  return { last: null, tracks, day: NaN, turn: 'first', ...blank() }
}

function blank() {
  return { lastDay: NaN, dueDay: NaN, lapses: 0, answers: 0, firstCredit: 0, lastKeyHash: '', cap: changedKeyCaps.length, capPassed: false }
}

function trackOf(tracks: readonly Track[], id: string): Track | undefined {
  return tracks.find((track) => track.id === id)
}

/** Whether `step` may append the event. If not (it is a void, older than the last one, or names other parameters), fold the whole log. */
export function follows(folded: Fold, event: LogEvent): boolean {
  if (event.kind === 'void') return false
  if (event.kind === 'answer' && !trackOf(folded.tracks, event.paramsId)) return false
  return folded.last === null || inOrder(folded.last, event) < 0
}

/**
 * Changes the fold by the next event in order.
 *
 * @param event one that `follows` the fold
 * @returns what an answer was; undefined for the other kinds
 */
export function step(folded: Fold, event: LogEvent): Outcome | undefined {
  folded.last = event
  const day = dayNumber(event.day)
  if (folded.day !== day) {
    folded.day = day
    folded.turn = 'first'
  }
  if (event.kind === 'answer') return answer(folded, event)
  if (event.kind === 'rekey') rekey(folded)
  if (event.kind === 'reset') reset(folded)
  return undefined
}

function reset(folded: Fold): void {
  for (const track of folded.tracks) track.state = null
  Object.assign(folded, blank())
}

/** A changed key is asked again that study day, so its answer must count even if the item was answered that day before. */
function rekey(folded: Fold): void {
  if (!introduced(folded)) return
  folded.turn = folded.lastDay === folded.day ? 'retry' : 'first'
  folded.dueDay = folded.day
  folded.cap = 0
  folded.capPassed = false
}

function introduced(folded: Fold): boolean {
  return folded.tracks[0]!.state !== null
}

function answer(folded: Fold, event: LogEvent): Outcome {
  const mode = modeOf(folded, event)
  // A lucky tap changes nothing and uses up nothing, but every item answered becomes a memory, so the first one counts, as a miss.
  if (event.rapid && event.credit === 1 && mode !== 'lesson') return { mode, counted: false }
  if (mode === 'practice') folded.turn = 'practice'
  else count(folded, event, mode)
  return outcomes[mode]
}

function modeOf(folded: Fold, event: LogEvent): Mode {
  if (!introduced(folded)) return 'lesson'
  if (folded.turn !== 'first') return folded.turn
  return folded.dueDay <= folded.day || event.sessionId !== null ? 'review' : 'practice'
}

function count(folded: Fold, event: LogEvent, mode: Exclude<Mode, 'practice'>): void {
  const credit = event.rapid ? 0 : event.credit
  const elapsedDays = mode === 'lesson' ? 0 : folded.day - folded.lastDay
  for (const track of folded.tracks) track.state = stateAfter(track.parameters, track.state, elapsedDays, credit, event.guess)
  if (mode === 'lesson') folded.firstCredit = event.credit
  if (mode !== 'retry') folded.answers++
  // "Ok" is Again to FSRS but no lapse to people: nobody forgot a lesson for choosing the second-best reply.
  if (mode === 'review' && credit < 0.5) folded.lapses++
  folded.lastDay = folded.day
  folded.lastKeyHash = event.keyHash
  folded.turn = mode === 'retry' ? 'practice' : 'retry'
  setDue(folded, event, mode, credit)
}

function setDue(folded: Fold, event: LogEvent, mode: Mode, credit: number): void {
  if (folded.capPassed && mode !== 'retry') {
    folded.cap++
    folded.capPassed = false
  }
  const cap = Math.min(capOf(event.dr), changedKeyCaps[folded.cap] ?? Infinity)
  const { parameters, state } = trackOf(folded.tracks, event.paramsId)!
  folded.dueDay = folded.day + intervalDays(parameters, state!.s, event.dr, cap)
  // Only a right answer passes a cap, but none goes beyond it: a miss must not return later than a hit.
  if (credit === 1 && folded.cap < changedKeyCaps.length) folded.capPassed = true
}

/** The memory as it stands; null while nothing was answered. */
export function memoryOf(folded: Fold): Memory | null {
  const { id, state } = folded.tracks[0]!
  if (state === null) return null
  return {
    ...state,
    lastDay: dayOfNumber(folded.lastDay),
    dueDay: dayOfNumber(folded.dueDay),
    intervalDays: folded.dueDay - folded.lastDay,
    lapses: folded.lapses,
    answers: folded.answers,
    firstCredit: folded.firstCredit,
    lastKeyHash: folded.lastKeyHash,
    paramsId: id,
  }
}
