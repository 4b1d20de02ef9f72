import { expect, test } from 'vitest'
import type { Verdict } from '../../src/grading/verdict.ts'
import { afterTurn, begin, outcomes, type Run } from '../../src/review/ui/run.ts'

const exercise = (item: string) => ({
  item,
  version: 'v1',
  prompt: { type: 'typed', html: '', skill: 's', lesson: { id: 'l', title: 'L' } },
})

function play(run: Run, verdict: Verdict, intervalDays = 1): Run {
  const told = { response: {}, credit: 0, verdict, feedback: {}, due: null, intervalDays }
  return afterTurn(run, { exercise: run.queue[run.place]!, told })
}

const places = (run: Run) => run.queue.map(({ item, again }) => (again ? `${item} again` : item))

test('a miss comes once more at the end, and only once', () => {
  let run = play(begin(['a', 'b', 'c'].map(exercise)), 'not-yet')
  expect(places(run)).toEqual(['a', 'b', 'c', 'a again'])
  run = play(play(play(run, 'right'), 'nearly'), 'not-yet')
  expect(places(run)).toEqual(['a', 'b', 'c', 'a again'])
  expect(run.place).toBe(run.queue.length)
})

test('the result names each item once: how it went first, when it returns after all', () => {
  const run = play(play(play(begin(['a', 'b'].map(exercise)), 'not-yet', 1), 'right', 9), 'right', 2)
  expect(outcomes(run.asked).map(({ first, last }) => [first.exercise.item, first.told.verdict, last.told.intervalDays])).toEqual([
    ['a', 'not-yet', 2],
    ['b', 'right', 9],
  ])
})
