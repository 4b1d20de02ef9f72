import type { App } from '../app.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

interface Options {
  team?: string
  person?: string
  due?: string
  start?: string
  class?: 'critical' | 'standard' | 'nice'
  format: 'text' | 'json'
}

export async function assign(
  { assign: give }: App['system']['assignments'],
  course: string,
  { format, ...options }: Options,
): Promise<Exit> {
  const made = await give({ course, ...options })
  const until = made.dueDay === null ? '' : ` by ${made.dueDay}`
  talk(`${made.to} ${made.replaced ? 'now has' : 'has'} “${made.course}” to learn${until}.\n`)
  if (format === 'json') print(`${JSON.stringify(made)}\n`)
  return exit.fine
}
