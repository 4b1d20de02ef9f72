import { isMissed } from '../../items/ui/words.ts'
import type { Told } from '../../items/ui/attempt.ts'
import type { BasePrompt } from '../../items/item-type.ts'
import type { Choosable } from '../../items/ui/view.ts'

export interface Exercise {
  item: string
  version: string
  prompt: BasePrompt & { skill: string; skillTitle?: string; lesson: { id: string; title: string }; options?: Choosable[] }
  /** One more look at what was missed before. */
  again?: boolean
}

/** An exercise with what became of it. */
export interface Asked {
  exercise: Exercise
  told: Told
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
  const again = isMiss(turn) && !turn.exercise.again ? [{ ...turn.exercise, again: true }] : []
  return { queue: [...queue, ...again], place: place + 1, asked: [...asked, turn] }
}

export function isMiss({ told }: Asked): boolean {
  return isMissed(told.verdict)
}

/** Each item once: how it went first, and when it returns after all that was answered. */
export function outcomes(asked: Asked[]): { first: Asked; last: Asked }[] {
  return asked
    .filter(({ exercise }) => !exercise.again)
    .map((first) => ({ first, last: asked.findLast(({ exercise }) => exercise.item === first.exercise.item)! }))
}
