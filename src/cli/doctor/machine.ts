import { closeSync, existsSync, fsyncSync, openSync, rmdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { disk, room as roomIn } from '../../health.ts'
import { minuteMs } from '../../kernel/time.ts'
import { describeSettings } from '../../settings.ts'
import { databaseFile, makeFolder } from '../../world.ts'
import { fine, problem, type Finding, type Look, type Patient } from './finding.ts'

/** Major and minor: what runs TypeScript without a build. */
const oldest = [22, 18] as const

export const node: Look = () => {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
  const runs = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  const says = `This is Node ${process.versions.node}`
  return [
    runs ? fine('node', `${says}.`) : problem('node', `${says}, which does not run Heed.`, `Install Node ${oldest.join('.')} or newer.`),
  ]
}

export const settings: Look = () => {
  const given = describeSettings(process.env, process.cwd()).filter(({ name, by }) => by?.replace(/_FILE$/, '') === name)
  const listed = given.map(({ name, value }) => `${name}=${value}`).join(', ')
  return [fine('settings', given.length === 0 ? 'Every setting has its default.' : `Set are ${listed}; the rest is as it comes.`)]
}

/** A clock that went back would date answers before those that they follow. */
const leeway = 5 * minuteMs
const firstRelease = Date.UTC(2026, 0, 1)

export const clock: Look = ({ settings, now, database }) => {
  const date = `${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  if (settings.startNow !== null) return [fine('clock', `HEED_NOW pretends that it is ${date}.`)]
  if (now < firstRelease)
    return [
      problem('clock', `The clock says ${date}, which is before Heed was made.`, 'Set the clock, and let the machine keep it by NTP.'),
    ]
  if (database?.lastWritten && now < database.lastWritten - leeway) {
    const last = new Date(database.lastWritten).toISOString()
    return [
      problem('clock', `The clock says ${date}, but something was saved at ${last} already.`, 'Set the clock before anybody answers.'),
    ]
  }
  return [fine('clock', `The clock says ${date}.`)]
}

export const dataFolder: Look = ({ settings }) => {
  const { data } = settings
  const isMissing = !existsSync(data)
  try {
    makeFolder(data)
    tryFile(data)
    // Whoever looks makes nothing: a name that was mistyped would be one that is there.
    if (isMissing) rmdirSync(data)
  } catch (thrown) {
    return [
      problem(
        'data folder',
        `Heed cannot write to ${data} (${(thrown as Error).message}).`,
        'Mend the rights of the folder, or set HEED_DATA to another one.',
      ),
    ]
  }
  if (isMissing) return [fine('data folder', `There is no folder ${data} yet, and Heed can make it.`)]
  return [fine('data folder', `Heed can write to ${data}.`), ...rights(data), ...disk(settings)]
}

/** Answers and hashes of passwords are nobody else's on the machine. */
function rights(data: string): Finding[] {
  const file = databaseFile(data)
  if (process.platform === 'win32' || !existsSync(file) || (statSync(file).mode & 0o007) === 0) return []
  if ((statSync(data).mode & 0o001) === 0) return []
  return [problem('data folder', `Everybody on this machine can read ${file}.`, `Take that from them: chmod 600 ${file}*`)]
}

/** Whether a file reaches the disk in a folder. @throws what the system says */
export function tryFile(folder: string): void {
  const path = join(folder, `.doctor-${process.pid}`)
  const file = openSync(path, 'w', 0o600)
  try {
    writeSync(file, 'heed')
    fsyncSync(file)
  } finally {
    closeSync(file)
    rmSync(path)
  }
}

export const room: Look = ({ settings, database }: Patient) => roomIn(settings, database?.bytes ?? 0)
