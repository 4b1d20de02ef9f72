import type { Feedback } from '../grading/verdict.ts'
import { answerOf } from './faces.ts'
import type { AnyItemType, BasePrompt, BaseSpec } from './item-type.ts'

/** The right answer to an item, as HTML: what its key says to a reader. Never for a browser before the answer, save where the key has changed. */
export function keyInWords(type: AnyItemType, spec: BaseSpec): string {
  const graded = type.grade(spec, type.sample(spec).right) as { feedback: Feedback }
  return answerOf(type.present(spec, 0) as BasePrompt, graded.feedback)
}
