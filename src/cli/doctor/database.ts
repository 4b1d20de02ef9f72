import { failedJobs, lastBackup, nearest, unwritable } from '../../health.ts'
import { lostDatabase, tryWriting } from '../../world.ts'
import { withApp } from '../with-app.ts'
import { fine, problem, size, type Finding, type Look } from './finding.ts'
import { tryFile } from './machine.ts'

const restoreIt = 'Stop Heed and restore the last backup: heed restore FOLDER.'

export const database: Look = ({ settings: { data, backups }, now, database }) => {
  const lost = lostDatabase(data, backups)
  if (lost) return [problem('database', lost.says, lost.mend)]
  if (!database) return [fine('database', `There is no database in ${data} yet: the first start makes one.`)]
  const { applied, known } = database.migrations
  const findings = [fine('database', `The database opens; it has ${size(database.bytes)} and ${database.answers} answers.`)]
  if (applied > known) {
    findings.push(
      problem('tables', `The database was made by a newer Heed (${applied} changes, this one knows ${known}).`, 'Start that version.'),
    )
  } else if (applied < known) {
    findings.push(fine('tables', `${known - applied} changes of the tables wait for the next start, which makes a copy first.`))
  } else {
    findings.push(fine('tables', 'The tables are up to date.'), durability(data, now))
  }
  return [...findings, structure(database.structure), references(database.dangling)]
}

function durability(data: string, now: number): Finding {
  try {
    tryWriting(data, now)
    return fine('durability', 'What is saved reaches the disk first (synchronous=FULL, read back after a write).')
  } catch (thrown) {
    return problem(
      'durability',
      `The database does not take writes as it should: ${(thrown as Error).message}`,
      'Look at the disk and its rights.',
    )
  }
}

const structure = (found: string[]): Finding =>
  found.length === 0
    ? fine('structure', 'SQLite finds its file whole.')
    : problem('structure', `The file is damaged: ${found.join('; ')}.`, restoreIt)

const references = (dangling: number): Finding =>
  dangling === 0
    ? fine('references', 'Every row points to something that is there.')
    : problem('references', `${dangling} rows point to nothing.`, restoreIt)

/** A replay of the whole log: on a large Heed this takes the longest. */
export const memories: Look = async ({ settings, database }) => {
  if (!database || database.migrations.applied !== database.migrations.known) return []
  const { pairs, different } = await withApp(settings, { catalogue: true }, (app) => app.system.memory.verify())
  if (different === 0) return [fine('memories', `All ${pairs} memories are what the answers say.`)]
  return [
    problem(
      'memories',
      `${different} of ${pairs} memories differ from what the answers say.`,
      'Run heed memory rebuild; no answer is touched.',
    ),
  ]
}

/** A real write, because a disk may refuse what its rights allow. */
export const backups: Look = ({ settings, now, database }) => {
  const last = lastBackup(settings, now, database?.firstAnswer ?? now)
  if (!last.ok) return [last]
  try {
    tryFile(nearest(settings.backups))
    return [last]
  } catch (thrown) {
    return [unwritable(settings.backups, thrown, 'Set it to another folder.')]
  }
}

export const jobs: Look = ({ database, now }) => failedJobs(database?.jobs ?? [], now)
