import { didYouMean } from '../../kernel/did-you-mean.ts'
import { itemRules } from './item-rules.ts'
import { acrossRules, lessonRules } from './lesson-rules.ts'

/** Rules that can be allowed for one item by `allow="…"` on its tag. */
export const itemAdvice: readonly string[] = [...Object.keys(itemRules), ...Object.keys(acrossRules)]
/** Rules that can be allowed for a lesson by `allow: […]` in its head. */
export const lessonAdvice: readonly string[] = [...Object.keys(lessonRules), 'review-due', 'list-count', 'not-translated']

/** What is wrong with an `allow`: a rule that there is not, or that is no advice. */
export function unknownAllowed(
  allowed: readonly string[],
  known: readonly string[],
  elsewhere: readonly string[],
): { message: string; mend: string }[] {
  return allowed
    .filter((id) => !known.includes(id))
    .map((id) => ({
      message: `"${id}" is no advice that can be allowed here.${didYouMean(id, known)}`,
      mend: elsewhere.includes(id)
        ? known === lessonAdvice
          ? `write allow="${id}" on the tag of the item that it is about.`
          : `write allow: [${id}] in the head of the lesson.`
        : `write one of ${known.join(', ')}; errors have to be mended.`,
    }))
}
