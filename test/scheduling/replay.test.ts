import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, follows, memoryOf, step, type Fold, type LogEvent } from '../../src/scheduling/replay.ts'
import { nextState, stateAfter, type MemoryState } from '../../src/scheduling/schedule.ts'
import { anyLog, byDefault, byFitted, day, logOf, parametersById } from './log.ts'
import { daysBetween } from '../../src/kernel/day.ts'

const replay = (log: readonly LogEvent[]) => fold(log, parametersById, byDefault)
const memoryFrom = (...given: Parameters<typeof logOf>) => replay(logOf(...given)).memory!

/** Modes in the order of the log; one in brackets did not count. */
function modes(log: LogEvent[]): string[] {
  const { outcomes } = replay(log)
  return log.flatMap(({ id }) => {
    const outcome = outcomes.get(id)
    return outcome ? [outcome.counted ? outcome.mode : `(${outcome.mode})`] : []
  })
}

describe('whether an answer counts', () => {
  test.each([
    { name: 'nothing', log: [], is: [] },
    { name: 'the first one ever', log: [{ day: 0 }], is: ['lesson'] },
    { name: 'a second try on the day of the lesson', log: [{ day: 0, credit: 0 }, { day: 0 }], is: ['lesson', 'retry'] },
    { name: 'a third is practice', log: [{ day: 0, credit: 0 }, { day: 0 }, { day: 0 }], is: ['lesson', 'retry', '(practice)'] },
    { name: 'the next one before it is due', log: [{ day: 0 }, { day: 1 }], is: ['lesson', '(practice)'] },
    { name: 'before it is due, in a session', log: [{ day: 0 }, { day: 1, sessionId: 's' }], is: ['lesson', 'review'] },
    { name: 'when it is due', log: [{ day: 0 }, { day: 2 }], is: ['lesson', 'review'] },
    {
      name: 'a miss in a review and its second try',
      log: [{ day: 0 }, { day: 2, credit: 0 }, { day: 2 }],
      is: ['lesson', 'review', 'retry'],
    },
    {
      name: 'an item looked up before the session of that day',
      log: [{ day: 0 }, { day: 1 }, { day: 1, sessionId: 's' }, { day: 2 }],
      is: ['lesson', '(practice)', '(practice)', 'review'],
    },
    {
      name: 'right too fast uses up neither the first nor the second of the day',
      log: [{ day: 0 }, { day: 2, rapid: true }, { day: 2, credit: 0 }, { day: 2, rapid: true }, { day: 2 }],
      is: ['lesson', '(review)', 'review', '(retry)', 'retry'],
    },
    { name: 'right too fast before it is due', log: [{ day: 0 }, { day: 1, rapid: true }], is: ['lesson', '(practice)'] },
    { name: 'right too fast as the first one ever', log: [{ day: 0, rapid: true }, { day: 0 }], is: ['lesson', 'retry'] },
    { name: 'wrong too fast', log: [{ day: 0 }, { day: 2, rapid: true, credit: 0 }], is: ['lesson', 'review'] },
    { name: 'after a reset', log: [{ day: 0 }, { day: 1, kind: 'reset' as const }, { day: 1 }], is: ['lesson', 'lesson'] },
    {
      name: 'after a changed key, long before the old date',
      log: [{ day: 0 }, { day: 1, kind: 'rekey' as const }, { day: 1 }],
      is: ['lesson', 'review'],
    },
    {
      name: 'after a changed key, having practised that day',
      log: [{ day: 0 }, { day: 1 }, { day: 1, kind: 'rekey' as const }, { day: 1 }],
      is: ['lesson', '(practice)', 'review'],
    },
    {
      name: 'after a changed key, with both tries of that day used up',
      log: [{ day: 0, credit: 0 }, { day: 0 }, { day: 0, kind: 'rekey' as const }, { day: 0 }, { day: 0 }],
      is: ['lesson', 'retry', 'retry', '(practice)'],
    },
    { name: 'a changed key of an item never answered', log: [{ day: 0, kind: 'rekey' as const }, { day: 0 }], is: ['lesson'] },
    {
      name: 'without the first one, which is taken back',
      log: [{ day: 0 }, { day: 0 }, { day: 1, kind: 'void' as const, targetId: 'e0' }],
      is: ['lesson'],
    },
  ])('$name', ({ log, is }) => {
    expect(modes(logOf(...log))).toEqual(is)
  })
})

describe('the memory', () => {
  test('does not exist before the first answer, nor after a reset', () => {
    expect(replay([]).memory).toBeNull()
    expect(replay(logOf({ day: 0, kind: 'rekey' })).memory).toBeNull()
    expect(replay(logOf({ day: 0 }, { day: 0, kind: 'reset' })).memory).toBeNull()
    expect(replay(logOf({ day: 0 }, { day: 0, kind: 'void', targetId: 'e0' })).memory).toBeNull()
  })

  test('of a lesson, a review, a miss and its retry', () => {
    const states = [
      { t: 0, credit: 1 },
      { t: 2, credit: 1 },
      { t: 12, credit: 0 },
      { t: 0, credit: 1 },
    ].reduce<MemoryState[]>((states, { t, credit }) => [...states, stateAfter(byDefault.w, states.at(-1) ?? null, t, credit, 0.25)], [])
    const guess = 0.25
    const session = { guess, sessionId: 's' }
    const memory = memoryFrom(
      { day: 0, guess },
      { day: 2, ...session, keyHash: 'k2' },
      { day: 14, ...session, credit: 0 },
      { day: 14, ...session, keyHash: 'k3' },
    )
    expect(memory).toEqual({
      ...states[3],
      lastDay: day(14),
      dueDay: day(14 + Math.round(states[3]!.s)),
      intervalDays: Math.round(states[3]!.s),
      lapses: 1,
      answers: 3,
      firstCredit: 1,
      lastKeyHash: 'k3',
      paramsId: 'default',
    })
  })

  test('practice leaves no trace', () => {
    expect(memoryFrom({ day: 0 }, { day: 1, credit: 0, keyHash: 'other' })).toEqual(memoryFrom({ day: 0 }))
  })

  test('a right answer too fast to have been read leaves none either', () => {
    expect(memoryFrom({ day: 0 }, { day: 2, rapid: true, keyHash: 'other' })).toEqual(memoryFrom({ day: 0 }))
  })

  test.each([
    { name: 'wrong too fast is Again', rapid: true, credit: 0 },
    { name: 'nearly right too fast is Again', rapid: true, credit: 0.5 },
    { name: 'wrong is Again', rapid: false, credit: 0 },
  ])('$name', ({ rapid, credit }) => {
    const lesson = nextState(byDefault.w, null, 0, 1, 1)
    const { s, d, lapses } = memoryFrom({ day: 0 }, { day: 2, rapid, credit, guess: 0.25 })
    expect({ s, d, lapses }).toEqual({ ...nextState(byDefault.w, lesson, 2, 0, 0), lapses: 1 })
  })

  test('a lucky tap as the first answer ever introduces it as a miss', () => {
    const { s, d, lapses, answers, firstCredit } = memoryFrom({ day: 0, rapid: true })
    expect({ s, d, lapses, answers, firstCredit }).toEqual({
      ...nextState(byDefault.w, null, 0, 0, 0),
      lapses: 0,
      answers: 1,
      firstCredit: 1,
    })
  })

  test.each([
    { name: 'a miss in the lesson', log: [{ day: 0, credit: 0 }], lapses: 0 },
    { name: 'a miss in a review', log: [{ day: 0 }, { day: 2, credit: 0 }], lapses: 1 },
    { name: 'a miss in a review and in its retry', log: [{ day: 0 }, { day: 2, credit: 0 }, { day: 2, credit: 0 }], lapses: 1 },
    { name: 'an ok reply', log: [{ day: 0 }, { day: 2, credit: 0.5 }], lapses: 0 },
    { name: 'less than half of the gaps', log: [{ day: 0 }, { day: 2, credit: 0.25 }], lapses: 1 },
    { name: 'two bad days', log: [{ day: 0 }, { day: 2, credit: 0 }, { day: 3, credit: 0 }], lapses: 2 },
  ])('lapses of $name: $lapses', ({ log, lapses }) => {
    expect(memoryFrom(...log).lapses).toBe(lapses)
  })

  test('the longest interval follows from the retention desired at the answer', () => {
    const often = (dr: number) => Array.from({ length: 12 }, (_, index) => ({ day: 400 * index, dr }))
    expect(memoryFrom(...often(0.95)).intervalDays).toBe(90)
    expect(memoryFrom(...often(0.9)).intervalDays).toBe(180)
    expect(memoryFrom(...often(0.8)).intervalDays).toBe(365)
  })
})

describe('a changed key', () => {
  const learnt = [{ day: 0 }, { day: 2 }, { day: 14 }, { day: 60 }]
  const rekey = { day: 70, kind: 'rekey' as const }

  test.each([
    { name: 'is due that day', then: [], due: 70 },
    { name: 'first right answer: a day', then: [{ day: 70 }], due: 71 },
    { name: 'first right answer, late: a day', then: [{ day: 75 }], due: 76 },
    { name: 'second right answer: a week', then: [{ day: 70 }, { day: 71 }], due: 78 },
    { name: 'a second one the same day is still the first', then: [{ day: 70 }, { day: 70 }], due: 71 },
    { name: 'a miss does not pass', then: [{ day: 70, credit: 0 }, { day: 71 }], due: 72 },
    { name: 'an ok reply does not pass, nor wait longer', then: [{ day: 70, credit: 0.5 }, { day: 71 }], due: 72 },
    {
      name: 'a miss with a right retry passes',
      then: [{ day: 70, credit: 0 }, { day: 70 }, { day: 71 }, { day: 72, credit: 0, sessionId: 's' }],
      due: 73,
    },
    {
      name: 'changed again: from the beginning',
      then: [{ day: 70 }, { day: 71 }, { day: 71, kind: 'rekey' as const }, { day: 78 }],
      due: 79,
    },
  ])('$name', ({ then, due }) => {
    expect(memoryFrom(...learnt, rekey, ...then).dueDay).toBe(day(due))
  })

  test('the third right answer is free', () => {
    const { lastDay, intervalDays } = memoryFrom(...learnt, rekey, { day: 70 }, { day: 71 }, { day: 78 })
    expect(lastDay).toBe(day(78))
    expect(intervalDays).toBeGreaterThan(30)
  })
})

describe('parameters', () => {
  const log = logOf({ day: 0 }, { day: 3, sessionId: 's' }, { day: 20, sessionId: 's', paramsId: 'fitted' }, { day: 21 })

  test('new ones change the state, and neither a date nor what counted', () => {
    const before = fold(log, parametersById, byDefault)
    const after = fold(log, parametersById, byFitted)
    expect(after.memory!.dueDay).toBe(before.memory!.dueDay)
    expect(after.outcomes).toEqual(before.outcomes)
    expect(after.memory!.s).not.toBe(before.memory!.s)
    expect(after.memory!.paramsId).toBe('fitted')
  })

  test('the date is that of the set named by the last counted answer, over the whole log', () => {
    const allFitted = fold(
      log.map((event) => ({ ...event, paramsId: 'fitted' })),
      parametersById,
      byFitted,
    )
    expect(replay(log).memory!.dueDay).toBe(allFitted.memory!.dueDay)
    expect(replay(log).memory!.dueDay).not.toBe(replay(log.map((event) => ({ ...event, paramsId: 'default' }))).memory!.dueDay)
  })

  test('no set in force moves a date, whatever the log', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const one = fold(log, parametersById, byDefault)
        const other = fold(log, parametersById, byFitted)
        expect(other.memory?.dueDay).toBe(one.memory?.dueDay)
        expect(other.outcomes).toEqual(one.outcomes)
      }),
    )
  })
})

describe('the order of arrival', () => {
  const shuffledTwice = anyLog.chain((log) =>
    fc.tuple(
      fc.constant(log),
      fc.shuffledSubarray([...log, ...structuredClone(log)], { minLength: 2 * log.length, maxLength: 2 * log.length }),
    ),
  )

  test('does not matter, nor do duplicates', () => {
    fc.assert(
      fc.property(shuffledTwice, ([log, shuffled]) => {
        expect(essence(shuffled)).toEqual(essence(log))
      }),
    )
  })

  test('a void is as if the answer had never been', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const voided = new Set(log.filter(({ kind }) => kind === 'void').map(({ targetId }) => targetId))
        expect(essence(log)).toEqual(essence(log.filter(({ id, kind }) => kind !== 'void' && !voided.has(id))))
      }),
    )
  })

  test('a late older answer is put where it belongs', () => {
    const [lesson, miss, review] = logOf({ day: 0 }, { day: 2, credit: 0 }, { day: 9 })
    expect(essence([lesson!, review!, miss!])).toEqual(essence([lesson!, miss!, review!]))
    expect(replay([lesson!, review!, miss!]).memory!.lapses).toBe(1)
  })

  test('a study day comes before an instant: who flies west answers later on an earlier day', () => {
    const [lesson, tokyo, hawaii] = logOf({ day: 0 }, { day: 3, at: 1_773_000_000_000 }, { day: 2, at: 1_773_000_060_000, credit: 0 })
    expect(modes([lesson!, hawaii!, tokyo!])).toEqual(['lesson', 'review', 'review'])
    expect(replay([lesson!, tokyo!, hawaii!]).memory!.lastDay).toBe(day(3))
  })

  test.each([
    { name: 'instant', earlier: { at: 1, device: 'z', seq: 9, id: 'z' }, later: { at: 2 } },
    { name: 'device', earlier: { device: 'a', seq: 9, id: 'z' }, later: { device: 'b' } },
    { name: 'sequence', earlier: { seq: 9, id: 'z' }, later: { seq: 10 } },
    { name: 'id', earlier: { id: 'a' }, later: { id: 'b' } },
  ])('is decided by $name where what comes before it is equal', ({ earlier, later }) => {
    const same = { at: 1, device: 'a', seq: 1 }
    const [hit, miss] = logOf({ day: 0, ...same, ...earlier }, { day: 0, ...same, ...later, credit: 0 })
    expect(replay([miss!, hit!]).memory!.firstCredit).toBe(1)
  })
})

describe('step', () => {
  test('is the fold, bit for bit', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const answers = inOrder(log.filter(({ kind }) => kind !== 'void'))
        let stepped: Fold = replay([]).fold
        answers.forEach((event, index) => {
          const whole = replay(answers.slice(0, index + 1))
          if (follows(stepped, event)) expect(step(stepped, event)).toEqual(whole.outcomes.get(event.id))
          else stepped = whole.fold
          expect(stepped).toEqual(whole.fold)
          expect(memoryOf(stepped)).toEqual(whole.memory)
        })
      }),
    )
  })

  test.each([
    { name: 'the next answer', event: { day: 2 }, is: true },
    { name: 'one of an earlier day', event: { day: -1 }, is: false },
    { name: 'a void', event: { day: 2, kind: 'void' as const, targetId: 'e0' }, is: false },
    { name: 'one by parameters that the log did not name before', event: { day: 2, paramsId: 'fitted' }, is: false },
    { name: 'a changed key, whose parameters say nothing', event: { day: 2, kind: 'rekey' as const, paramsId: '' }, is: true },
  ])('may append $name: $is', ({ event, is }) => {
    const [lesson, next] = logOf({ day: 0 }, event)
    expect(follows(replay([lesson!]).fold, next!)).toBe(is)
  })

  test('may not append what is already folded', () => {
    const log = logOf({ day: 0 })
    expect(follows(replay(log).fold, log[0]!)).toBe(false)
  })
})

test('whatever the log, the next date lies between tomorrow and the cap', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const { memory } = replay(log.filter(({ kind }) => kind !== 'rekey'))
      fc.pre(memory !== null)
      expect(memory.intervalDays).toBe(daysBetween(memory.lastDay, memory.dueDay))
      expect(memory.intervalDays).toBeGreaterThanOrEqual(1)
      expect(memory.intervalDays).toBeLessThanOrEqual(365)
    }),
  )
})

/** What must not depend on the order of arrival. */
function essence(log: readonly LogEvent[]) {
  const { memory, outcomes } = replay(log)
  return { memory, outcomes: Object.fromEntries(outcomes) }
}

function inOrder(log: readonly LogEvent[]): LogEvent[] {
  const key = ({ day, at, device, seq, id }: LogEvent) =>
    [day, String(at).padStart(15, '0'), device, String(seq).padStart(5, '0'), id].join(' ')
  return log.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}
