import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold, memoriesOn } from '../../src/scheduling/replay.ts'
import { anyLog, byDefault, day, logOf, parametersById } from './log.ts'

const days = Array.from({ length: 33 }, (_, index) => day(index - 1))

test('the memory of a past day is what the log amounted to then, whatever came later and in whichever order it arrived', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const then = days.map((until) => {
        const known = log.filter((event) => event.kind === 'void' || event.day <= until)
        return fold(known, parametersById, byDefault).memory
      })
      expect(memoriesOn(log, days, parametersById, byDefault)).toEqual(then)
    }),
  )
})

test('what was voided later never counted', () => {
  const log = logOf({ day: 0 }, { day: 5, credit: 0 }, { day: 9, kind: 'void', targetId: 'e1' })
  const [before, after] = memoriesOn(log, [day(4), day(5)], parametersById, byDefault)
  expect(after).toEqual(before)
  expect(after).toMatchObject({ answers: 1, lastDay: day(0) })
})
