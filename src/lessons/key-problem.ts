import type { ItemChange } from './compare.ts'
import type { FileProblem } from './lesson.ts'

/**
 * Another answer is right than before, and its author did not say why.
 *
 * @param people how many have learnt the item; undefined where nobody can tell
 */
export function keyProblem({ file, line, column, key }: ItemChange, people: number | undefined): FileProblem {
  const [from, to] = shortened(key!.from, key!.to)
  return {
    file,
    line,
    column,
    severity: 'error',
    id: 'key-changed',
    message: `The right answer moved from '${from}' to '${to}'.${concerned(people)}`,
    mend: 'say why in the tag: change="fact" when the fact has changed, and they are asked again; change="mistake" when the old key was wrong, and their answers are graded anew.',
  }
}

function concerned(people: number | undefined): string {
  if (people === undefined) return ''
  if (people === 0) return ' Nobody has learnt the old one yet.'
  const learners = people < 5 ? 'Fewer than five' : people
  return ` ${learners} people have learnt the old one; they will be asked again.`
}

const most = 80

/** Long texts from a little before where they differ. */
function shortened(...texts: [string, string]): [string, string] {
  const [from, to] = texts
  const same = [...from].findIndex((sign, index) => sign !== [...to][index])
  const start = Math.max(from.length, to.length) > most && same > most / 2 ? same - most / 4 : 0
  const cut = (text: string) => {
    const words = [...text].slice(start)
    return `${start > 0 ? '…' : ''}${
      words.length > most
        ? `${words
            .slice(0, most - 1)
            .join('')
            .trimEnd()}…`
        : words.join('')
    }`
  }
  return [cut(from), cut(to)]
}
