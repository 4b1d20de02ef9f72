import type { Problem } from '../../../kernel/problem.ts'

interface ProblemsProps {
  problems: readonly Problem[]
  /** Goes to the place in the text; without it the place is only told. */
  onJump?: ((problem: Problem) => void) | undefined
}

/** What the checker says, in the order of the lines: what was seen, what it means, what to type. */
export function Problems({ problems, onJump }: ProblemsProps) {
  if (problems.length === 0) return null
  return (
    <ol class="problems" role="list">
      {problems.map((problem) => (
        <li key={`${problem.id} ${problem.line} ${problem.column}`} class={problem.severity}>
          <p class="where">
            <span aria-hidden="true">{problem.severity === 'error' ? '○' : '◐'}</span> {problem.severity === 'error' ? 'Mistake' : 'Advice'}
            ,{' '}
            {onJump ? (
              <button type="button" onClick={() => onJump(problem)}>
                line {problem.line}
              </button>
            ) : (
              `line ${problem.line}`
            )}
          </p>
          <p>{problem.message}</p>
          {problem.mend && <p class="mend">Mend: {problem.mend}</p>}
        </li>
      ))}
    </ol>
  )
}
