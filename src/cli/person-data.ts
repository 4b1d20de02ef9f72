import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { App } from '../app.ts'
import { staysInContent } from '../people/leaving-words.ts'
import { makeFolder } from '../world.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

type People = Pick<App['system']['people'], 'previewErasure' | 'erasePerson' | 'exportPerson'>

/** Says what would go; with `yes` it goes. @returns the exit code: 1 when nothing was erased */
export async function personErase(people: People, email: string, { yes, format }: { yes?: boolean; format?: string }): Promise<Exit> {
  const { id, name, role, held, ownedLessons } = await people.previewErasure(email)
  const erased = yes ?? false
  if (erased) await people.erasePerson(id)
  if (format === 'json') print(`${JSON.stringify({ id, erased, held, ownedLessons })}\n`)
  else
    for (const { rows, holds, erasure } of held) print(`${rows}\t${holds}\t${erasure === 'unnamed' ? 'stay, without the person' : 'go'}\n`)
  talk(`${staysInContent(ownedLessons)}\n`)
  talk(
    erased
      ? `${name} (${role}) is erased, and a restored backup will not bring them back. Older backups and copies of the database still hold them: let those go in time.\n`
      : `Nothing was erased yet. To erase ${name} (${role}) for good, give the command again with --yes.\n`,
  )
  return erased ? exit.fine : exit.problems
}

/** Writes all that Heed knows of somebody into a folder, readable by its owner only. */
export async function personExport(
  people: People,
  email: string,
  folder: string,
  { format }: { format: 'json' | 'csv' | 'html' },
): Promise<Exit> {
  // First, so that no copy is written down that nobody got.
  makeFolder(resolve(folder))
  const { name, body } = await people.exportPerson({ person: email, format })
  const path = join(resolve(folder), `${email.toLowerCase().replaceAll(/[^a-z0-9@.-]/g, '-')}-${name}`)
  writeFileSync(path, body, { mode: 0o600 })
  talk(`All that Heed knows of ${email} is in this file. The person can see in their own data that it was made.\n`)
  print(`${path}\n`)
  return exit.fine
}
