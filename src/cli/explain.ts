import { didYouMean } from '../kernel/did-you-mean.ts'
import { ruleGroups, rules, type Rule, type Sample } from '../lessons/explained/index.ts'
import { exit, wrongUse, type Exit } from './exit.ts'

export interface ExplainWorld {
  out: (text: string) => void
  talk: (text: string) => void
}

/**
 * `heed explain`: what a rule of the checker is about; without one, all of them.
 *
 * @returns 0, or 64 when there is no such rule
 */
export function explain(id: string | undefined, options: { format: string }, { out, talk }: ExplainWorld): Exit {
  const asked = id === undefined ? rules : rules.filter((rule) => rule.id === id)
  if (asked.length === 0) {
    const ids = rules.map((rule) => rule.id)
    return wrongUse({ talk }, `There is no rule "${id}".${didYouMean(id!, ids)} (heed explain lists them all)`)
  }
  if (options.format === 'json') out(`${JSON.stringify({ rules: asked }, null, 2)}\n`)
  else out(id === undefined ? listed() : asked.map(explained).join('\n'))
  return exit.fine
}

function listed(): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  const lines = ruleGroups.map(({ title, rules }) => [title, ...rules.map(({ id, what }) => `  ${id.padEnd(width)}  ${what}`)].join('\n'))
  return `${lines.join('\n\n')}\n`
}

function explained({ id, severity, what, why, wrong, right }: Rule): string {
  return `${id} (${severity})\n\n${what} ${why}\n\nWrong:\n\n${shown(wrong)}\n\nRight:\n\n${shown(right)}\n`
}

function shown(sample: Sample): string {
  const { file, text } = typeof sample === 'string' ? { file: undefined, text: sample } : sample
  const lines = text.trimEnd().split('\n')
  return [...(file === undefined ? [] : [`${file}:`]), ...lines].map((line) => `    ${line}`.trimEnd()).join('\n')
}
