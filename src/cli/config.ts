import { describeSettings, unknownSettings, type DescribedSetting } from '../settings.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

/**
 * Every setting: what it is, where that comes from, what it means. Passwords are hidden.
 *
 * @returns the exit code: 78 when one cannot be right
 */
export function config(environment: NodeJS.ProcessEnv, folder: string, options: { format?: string }): Exit {
  const settings = describeSettings(environment, folder)
  if (options.format === 'json') print(`${JSON.stringify(settings)}\n`)
  else print(settings.map((setting) => `${lineOf(setting)}\n`).join(''))
  for (const warning of unknownSettings(environment, folder)) talk(`${warning}\n`)
  const wrong = settings.flatMap(({ problem }) => (problem === null ? [] : [problem]))
  for (const sentence of new Set(wrong)) talk(`${sentence}\n`)
  return wrong.length === 0 ? exit.fine : exit.wrongSetting
}

/** Columns with a tab between them, for `cut` and `awk`. */
const lineOf = ({ name, value, from, by, meaning }: DescribedSetting): string =>
  [name, value, by === null || by === name ? from : `${from} (${by})`, meaning].join('\t')
