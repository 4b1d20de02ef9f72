import fc from 'fast-check'
import type { LogEvent } from '../../src/scheduling/replay.ts'
import { defaultParameters, defaultParametersId, type Parameters } from '../../src/scheduling/schedule.ts'
import { addDays } from '../../src/kernel/day.ts'

const fitted: Parameters = [0.4, 1.2, 3.1, 15.7, 7.1, 0.5, 1.5, 0.05, 1.5, 0.12, 1.0, 1.9, 0.11, 0.29, 2.3, 0.25, 3.0, 0.5, 0.6, 0.1, 0.25]
const sets = new Map([
  [defaultParametersId, defaultParameters],
  ['fitted', fitted],
])

export const parametersById = (id: string): Parameters => sets.get(id)!
export const byDefault = { id: defaultParametersId, w: defaultParameters }
export const byFitted = { id: 'fitted', w: fitted }

export const day = (number: number): string => addDays('2026-03-02', number)

type Given = Partial<Omit<LogEvent, 'day'>> & { day: number }

/** Numbers the events as they stand: `e0`, `e1`, … A right answer without a session unless it is said otherwise. */
export function logOf(...given: Given[]): LogEvent[] {
  return given.map((event, index) => ({
    id: `e${index}`,
    kind: 'answer',
    at: 1_772_000_000_000 + event.day * 86_400_000 + index * 60_000,
    device: 'phone',
    seq: index,
    sessionId: null,
    credit: 1,
    guess: 0,
    rapid: false,
    paramsId: defaultParametersId,
    dr: 0.9,
    targetId: null,
    keyHash: 'key',
    ...event,
    day: day(event.day),
  }))
}

const event = fc.record({
  day: fc.integer({ min: 0, max: 30 }),
  kind: fc.constantFrom(...Array.from({ length: 12 }, () => 'answer' as const), 'void' as const, 'rekey' as const, 'reset' as const),
  device: fc.constantFrom('phone', 'laptop'),
  at: fc.integer({ min: 0, max: 5 }),
  seq: fc.integer({ min: 0, max: 5 }),
  sessionId: fc.constantFrom(null, 'session'),
  credit: fc.constantFrom(0, 0.25, 0.5, 0.75, 1, 1, 1),
  guess: fc.constantFrom(0, 0.25, 0.5),
  rapid: fc.constantFrom(false, false, false, true),
  paramsId: fc.constantFrom(...sets.keys()),
  dr: fc.constantFrom(0.8, 0.9, 0.95),
  target: fc.nat(),
})

/** Any log, in no order. Instants clash on purpose, so that device, sequence and id must decide. */
export const anyLog: fc.Arbitrary<LogEvent[]> = fc
  .array(event, { maxLength: 40 })
  .map((given) =>
    logOf(...given.map(({ target, ...each }) => (each.kind === 'void' ? { ...each, targetId: `e${target % given.length}` } : each))),
  )
