import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { lastCopy } from './backups.ts'
import { ledgerFile } from './ledger.ts'
import { manifestFile } from './manifest.ts'
import { asideOf, databaseFile, DataProblem } from './sqlite/folder.ts'

export interface Lost {
  says: string
  mend: string
}

export const lostProblem = ({ says, mend }: Lost): DataProblem => new DataProblem(65, `${says} ${mend}`)

/**
 * Of a data folder without a database, or with an empty one: what tells that there was one before. Undefined for a new folder.
 *
 * @param backups where its backups go, when not to a folder in it
 */
export function lostDatabase(data: string, backups?: string): Lost | undefined {
  const file = databaseFile(data)
  const isThere = existsSync(file)
  if (isThere && statSync(file).size > 0) return undefined
  const copy = lastCopy(data, backups)
  const trace = copy ?? traceIn(data)
  if (trace === undefined) return undefined
  return {
    says: `${isThere ? `The database ${file} is empty` : `There is no database in ${data}`}, but there was one: ${trace} tells so.`,
    mend: `${copy ? `Restore it with “heed restore ${copy}”` : 'Restore a backup with “heed restore”'}. To begin anew instead, set HEED_DATA and HEED_BACKUPS to other folders.`,
  }
}

/** What only a database leaves beside it, or a backup that is no data folder at all. */
function traceIn(data: string): string | undefined {
  const files = existsSync(data) ? readdirSync(data).map((name) => join(data, name)) : []
  return files.find((file) => file.startsWith(asideOf(data)) || file === ledgerFile(data) || file === manifestFile(data))
}
