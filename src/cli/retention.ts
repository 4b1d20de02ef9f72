import type { App } from '../app.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

type People = Pick<App['system']['people'], 'retention' | 'changeRetention'>

export type Retention = Awaited<ReturnType<People['retention']>>

/** Prints how long what is kept, after it was changed where something was named. @returns the exit code */
export async function retention(people: People, changes: Partial<Retention>, { format }: { format?: string }): Promise<Exit> {
  const isChanged = Object.keys(changes).length > 0
  const inForce = isChanged ? await people.changeRetention(changes) : await people.retention()
  if (isChanged) talk('From the next night on, this holds.\n')
  if (format === 'json') print(`${JSON.stringify(inForce)}\n`)
  else
    print(
      Object.entries(sentences)
        .map(([name, say]) => `${say(inForce[name as keyof Retention])}\n`)
        .join(''),
    )
  return exit.fine
}

const sentences: Record<keyof Retention, (count: number) => string> = {
  signInDays: (days) => `Sign-ins, one-use links and sent mails stay for ${days} days after their end.`,
  auditDays: (days) => `Who did what stays for ${days} days.`,
  answerMonths: (months) => `People and their answers stay for ${months} months after their account was closed, and are then erased.`,
  flagMonths: (months) => `Notes to the authors stay for ${months} months.`,
}
