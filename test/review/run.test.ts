import { expect, test } from 'vitest'
import type { Verdict } from '../../src/grading/verdict.ts'
import { afterNews, afterTurn, begin, cardsLast, isOver, outcomes, type Run, without } from '../../src/review/ui/run.ts'

const exercise = (item: string) => ({
  item,
  version: 'v1',
  prompt: { type: item.startsWith('card') ? 'card' : 'typed', html: '', skill: 's', lesson: { id: 'l', title: 'L' } },
})

const told = (verdict: Verdict, intervalDays = 1) => ({ response: {}, credit: 0, verdict, feedback: {}, due: null, intervalDays })

/** Answered; without a verdict it waits on the device. */
function play(run: Run, verdict?: Verdict, intervalDays = 1): Run {
  const next = run.queue[run.place]!
  return afterTurn(run, { exercise: next, id: `answer to ${next.item}`, told: verdict && told(verdict, intervalDays) })
}

const places = (run: Run) => run.queue.map(({ item, again }) => (again ? `${item} again` : item))

test('a miss comes once more at the end, and only once', () => {
  let run = play(begin(['a', 'b', 'c'].map(exercise)), 'not-yet')
  expect(places(run)).toEqual(['a', 'b', 'c', 'a again'])
  run = play(play(play(run, 'right'), 'nearly'), 'not-yet')
  expect(places(run)).toEqual(['a', 'b', 'c', 'a again'])
  expect(isOver(run)).toBe(true)
})

test('the result names each item once: how it went first, when it returns after all', () => {
  const run = play(play(play(begin(['a', 'b'].map(exercise)), 'not-yet', 1), 'right', 9), 'right', 2)
  expect(outcomes(run.asked).map(({ first, last }) => [first.exercise.item, first.told?.verdict, last.told?.intervalDays])).toEqual([
    ['a', 'not-yet', 2],
    ['b', 'right', 9],
  ])
})

test('an answer that waits has no outcome yet, and its news gives it one', () => {
  const run = play(play(begin(['a', 'b', 'c'].map(exercise))), 'right', 3)
  expect(outcomes(run.asked).map(({ last }) => last.told?.intervalDays)).toEqual([undefined, 3])
  const after = afterNews(run, 'answer to a', told('right', 5))
  expect(outcomes(after.asked).map(({ last }) => last.told?.intervalDays)).toEqual([5, 3])
  expect(afterNews(after, 'answer to a', told('not-yet'))).toBe(after)
  expect(afterNews(run, 'of another day', told('right'))).toBe(run)
})

test('news of a miss brings it back while the review goes on, and not after its end', () => {
  const run = play(begin(['a', 'b'].map(exercise)))
  expect(places(afterNews(run, 'answer to a', told('not-yet')))).toEqual(['a', 'b', 'a again'])
  const over = afterNews(play(run, 'right'), 'answer to a', told('not-yet'))
  expect(places(over)).toEqual(['a', 'b'])
  expect(isOver(over)).toBe(true)
})

test('without the network cards wait at the end; what is behind stays where it is', () => {
  const run = play(begin(['card-1', 'card-2', 'a', 'card-3', 'b'].map(exercise)), 'right')
  expect(places(cardsLast(run))).toEqual(['card-1', 'a', 'b', 'card-2', 'card-3'])
})

test('an item put away is gone, and the review goes on', () => {
  const run = without(play(begin(['a', 'b', 'c'].map(exercise)), 'right'))
  expect(places(run)).toEqual(['a', 'c'])
  expect(run.queue[run.place]!.item).toBe('c')
})
