import type { ItemChange } from './compare.ts'
import type { FileProblem } from './lesson.ts'

/**
 * Another answer is right than before, and its author did not say why.
 *
 * @param people how many have learnt the item; undefined where nobody can tell
 */
export function keyProblem({ file, line, column, key }: ItemChange, people: number | undefined): FileProblem {
  const { from, to } = key!
  return {
    file,
    line,
    column,
    severity: 'error',
    id: 'key-changed',
    message: `The right answer moved from ${quoted(from)} to ${quoted(to)}.${concerned(people)}`,
    mend: 'say why in the tag: change="fact" when the fact has changed, and they are asked again; change="mistake" when the old key was wrong, and their answers are graded anew.',
  }
}

function concerned(people: number | undefined): string {
  if (people === undefined) return ''
  if (people === 0) return ' Nobody has learnt the old one yet.'
  const learners = people < 5 ? 'Fewer than five' : people
  return ` ${learners} people have learnt the old one; they will be asked again.`
}

const quoted = (words: string) => `'${words.length > 80 ? `${words.slice(0, 79).trimEnd()}…` : words}'`
