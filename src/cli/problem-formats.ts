import { nothingNamed } from '../lessons/fix/ids.ts'
import { fixFor } from '../lessons/fix/rules.ts'
import type { FileProblem } from '../lessons/lesson.ts'
import { plain } from '../lessons/text.ts'

/** A problem with the text of its file, for the frame. */
export type Shown = FileProblem & { text: string }

/** Shapes in which editors, CI services and people read problems. */
export const formats = { pretty, unix, github, json } as const

function pretty(problems: Shown[]): string {
  return problems.map(prettyProblem).join('\n\n')
}

function prettyProblem(problem: Shown): string {
  const { file, line, column, severity, id, message, mend, length = 1, text } = problem
  const lines = text.split(/\r\n?|\n/)
  const width = String(line).length
  const before = line > 1 ? [`   ${String(line - 1).padStart(width)} | ${lines[line - 2] ?? ''}`.trimEnd()] : []
  const here = ` > ${line} | ${lines[line - 1] ?? ''}`.trimEnd()
  const underline = `   ${' '.repeat(width)} | ${' '.repeat(column - 1)}${'^'.repeat(Math.max(1, length))} ${message}`
  return [
    `${file}:${line}:${column}  ${severity}  ${id}`,
    ...before,
    here,
    underline,
    ...(mend === undefined ? [] : [`   Mend: ${mend}`]),
    ...(fixFor(plain(text), problem, nothingNamed()) ? ['   `heed fix` can do this.'] : []),
  ].join('\n')
}

function unix(problems: Shown[]): string {
  return problems
    .map(({ file, line, column, severity, id, message }) => `${file}:${line}:${column}: ${severity} ${message} [${id}]`)
    .join('\n')
}

/** Workflow commands of GitHub Actions. */
function github(problems: Shown[]): string {
  return problems
    .map(({ file, line, column, severity, id, message, mend }) => {
      const words = mend === undefined ? message : `${message} Mend: ${mend}`
      return `::${severity} file=${inProperty(file)},line=${line},col=${column},title=${inProperty(id)}::${inMessage(words)}`
    })
    .join('\n')
}

const inMessage = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const inProperty = (text: string) => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

function json(problems: Shown[]): string {
  const fields = problems.map(({ file, line, column, severity, id, message, mend }) => ({
    file,
    line,
    column,
    severity,
    id,
    message,
    mend,
  }))
  return JSON.stringify({ problems: fields }, null, 2)
}
