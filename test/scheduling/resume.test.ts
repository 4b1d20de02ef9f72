import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, follows, memoryOf, step } from '../../src/scheduling/replay.ts'
import { resume, tailOf } from '../../src/scheduling/resume.ts'
import { anyLog, byDefault, byFitted, logOf, parametersById } from './log.ts'

/** Mostly in order, as a device sends. */
const onlyDefault = anyLog.map((log) =>
  log.map((event) => ({ ...event, paramsId: byDefault.id })).toSorted((a, b) => (a.day + a.at < b.day + b.at ? -1 : 1)),
)

test('a fold that went through the database goes on as if it had never stopped', () => {
  let resumed = 0
  fc.assert(
    fc.property(onlyDefault, (log) => {
      const known = new Map<string, (typeof log)[number]>()
      for (const event of log) {
        // A void comes after what it takes back.
        if ([...known.values()].some(({ kind, targetId }) => kind === 'void' && targetId === event.id)) continue
        const before = fold([...known.values()], parametersById, byDefault)
        known.set(event.id, event)
        const whole = fold([...known.values()], parametersById, byDefault)
        const tail = tailOf(before.fold)
        if (!before.memory || !tail) continue
        const stored = JSON.parse(JSON.stringify({ memory: before.memory, tail })) as { memory: typeof before.memory; tail: typeof tail }
        const again = resume(stored.memory, stored.tail, byDefault)!
        if (!follows(again, event)) continue
        resumed++
        expect(step(again, event)).toEqual(whole.outcomes.get(event.id))
        expect(memoryOf(again)).toEqual(whole.memory)
        expect(tailOf(again)).toEqual(tailOf(whole.fold))
      }
    }),
    { numRuns: 500 },
  )
  expect(resumed).toBeGreaterThan(500)
})

test('a memory of other parameters is not resumed, and a log of two sets has no tail', () => {
  const one = fold(logOf({ day: 0 }), parametersById, byDefault)
  expect(resume(one.memory!, tailOf(one.fold)!, byFitted)).toBeUndefined()
  const two = fold(logOf({ day: 0 }, { day: 3, paramsId: 'fitted' }), parametersById, byDefault)
  expect(tailOf(two.fold)).toBeUndefined()
})
