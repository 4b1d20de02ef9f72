import { isMissed } from '../../items/ui/words.ts'
import type { Told } from '../../items/ui/attempt.ts'
import type { BasePrompt } from '../../items/item-type.ts'
import type { Choosable } from '../../items/ui/view.ts'

export interface Exercise {
  item: string
  version: string
  prompt: BasePrompt & { skill: string; skillTitle?: string; lesson: { id: string; title: string }; options?: Choosable[] }
  /** What the learner used to answer, as HTML: the fact has changed since. */
  changed?: string
  /** One more look at what was missed before. */
  again?: boolean
}

/** An exercise with what became of it. */
export interface Asked {
  exercise: Exercise
  /** Of the answer. */
  id: string
  /** Undefined while the answer waits on the device. */
  told: Told | undefined
}

export interface Run {
  queue: Exercise[]
  /** Index into `queue`; its length when the review is over. */
  place: number
  asked: Asked[]
}

export function begin(items: Exercise[]): Run {
  return { queue: items, place: 0, asked: [] }
}

/** What was missed comes back once, at the end; missed a second time it waits for its day. */
export function afterTurn({ queue, place, asked }: Run, turn: Asked): Run {
  return { queue: [...queue, ...onceMore(turn)], place: place + 1, asked: [...asked, turn] }
}

/** News of an answer that waited: a miss still comes back, unless the review is over. */
export function afterNews(run: Run, id: string, told: Told): Run {
  const turn = run.asked.find((one) => one.id === id)
  if (!turn || turn.told) return run
  const news = { ...turn, told }
  const more = isOver(run) ? [] : onceMore(news)
  return { ...run, queue: [...run.queue, ...more], asked: run.asked.map((one) => (one === turn ? news : one)) }
}

function onceMore(turn: Asked): Exercise[] {
  return isMiss(turn) && !turn.exercise.again ? [{ ...turn.exercise, again: true }] : []
}

/** Without the network: a card's back is on the server, so cards wait at the end. */
export function cardsLast({ queue, place, asked }: Run): Run {
  const ahead = queue.slice(place)
  const [cards, others] = [ahead.filter(isCard), ahead.filter((exercise) => !isCard(exercise))]
  return { queue: [...queue.slice(0, place), ...others, ...cards], place, asked }
}

/** Goes on as if the present exercise had not been among them. */
export function without({ queue, place, asked }: Run): Run {
  return { queue: queue.filter((_, at) => at !== place), place, asked }
}

export function isCard({ prompt }: Exercise): boolean {
  return prompt.type === 'card'
}

export function isOver({ queue, place }: Run): boolean {
  return place >= queue.length
}

export function isMiss({ told }: Asked): boolean {
  return told !== undefined && isMissed(told.verdict)
}

/** Each item once: how it went first, and when it returns after all that was answered. */
export function outcomes(asked: Asked[]): { first: Asked; last: Asked }[] {
  return asked
    .filter(({ exercise }) => !exercise.again)
    .map((first) => ({ first, last: asked.findLast(({ exercise, told }) => told && exercise.item === first.exercise.item) ?? first }))
}
