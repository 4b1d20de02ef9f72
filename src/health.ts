import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { unfinished } from '../db/jobs.ts'
import { listBackups } from './backups.ts'
import { age, fine, problem, size, type Finding } from './kernel/finding.ts'
import { hourMs } from './kernel/time.ts'
import type { Settings } from './settings.ts'

/*
 * Looks at what Heed stands on that cost next to nothing, so that a page may take them as well as `heed doctor`.
 */

const ownNames = ['localhost', '127.0.0.1', '[::1]', '::1']

/** Whether the address that people know is one that they should use. */
export function address({ url, host, trustProxy }: Settings): Finding[] {
  const { protocol, hostname } = new URL(url)
  if (protocol === 'http:') {
    return ownNames.includes(hostname)
      ? [fine('address', `Heed is at ${url}, for this machine alone.`)]
      : [
          problem(
            'address',
            `${url} is not encrypted: passwords can be read on the way.`,
            'Put a proxy with TLS in front and set HEED_URL to https.',
          ),
        ]
  }
  const encrypted = fine('address', `Heed is at ${url}; browsers are told to come by https only.`)
  if (trustProxy > 0) return [encrypted]
  const where = ownNames.includes(host) ? 'Something in front of Heed does the TLS' : 'Heed itself does no TLS'
  return [
    encrypted,
    problem(
      'proxy',
      `${where}, but HEED_TRUST_PROXY is 0: everybody seems to come from one address.`,
      'Set it to how many proxies stand in front.',
    ),
  ]
}

/** What Linux calls the file systems that come over a network: their locks and fsync do not keep what SQLite relies on. */
const overNetwork = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x01021997, '9P'],
  [0x00c36400, 'Ceph'],
])

/** Whether the data folder, which must be there, lies on a disk of this machine. */
export function disk({ data }: Settings): Finding[] {
  if (process.platform !== 'linux') return []
  const kind = overNetwork.get(statfsSync(data).type >>> 0)
  if (kind === undefined) return [fine('disk', 'The data folder lies on a local disk.')]
  return [
    problem(
      'disk',
      `The data folder lies on a network disk (${kind}), on which a database can be damaged.`,
      'Move it to a disk of this machine.',
    ),
  ]
}

/** Bytes that a few answers take. */
const answersRoom = 65_536

/** Whether not even an answer fits any more. */
export const isFull = ({ data }: Settings): boolean => freeIn(data) < answersRoom

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

const leastRoom = 1_000_000_000

/** @param bytes of the database: a backup of it has to fit too */
export function room({ data, backups }: Settings, bytes: number): Finding[] {
  const wanted = Math.max(leastRoom, 2 * bytes)
  return [...new Set([data, backups])].map((folder) => {
    const free = freeIn(nearest(folder))
    const says = `${folder} has ${size(free)} free`
    return free >= wanted
      ? fine('room', `${says}.`)
      : problem('room', `${says}, and ${size(wanted)} are wanted.`, 'Free some room before it is full.')
  })
}

/** The folder, or the one in which it would be made. */
export function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder))
}

const tooOld = 36 * hourMs

/** What is wrong with HEED_BACKUPS; undefined for a folder, and for one that is still to be made. */
export function wrongBackupFolder({ backups }: Pick<Settings, 'backups'>): Finding | undefined {
  if (!existsSync(backups) || statSync(backups).isDirectory()) return undefined
  return problem('backup', `HEED_BACKUPS=${backups} is no folder.`, 'Set it to a folder that Heed may write to.')
}

/** Whether no backup could be laid there, as far as its rights tell; undefined where one could. */
export function closedBackupFolder({ backups }: Pick<Settings, 'backups'>): Finding | undefined {
  try {
    accessSync(nearest(backups), constants.W_OK | constants.X_OK)
    return undefined
  } catch (thrown) {
    return unwritable(backups, thrown, 'Mend its rights, or set it to another folder.')
  }
}

export function unwritable(backups: string, thrown: unknown, mend: string): Finding {
  return problem('backup', `Heed cannot write to HEED_BACKUPS=${backups} (${(thrown as Error).message}).`, mend)
}

/** @param since when something was answered first: what is older than a day and a half should have been backed up */
export function lastBackup({ backups }: Settings, now: number, since: number): Finding {
  const wrong = wrongBackupFolder({ backups }) ?? closedBackupFolder({ backups })
  if (wrong) return wrong
  const [newest] = listBackups(backups)
  const mend = `Run heed backup ${backups}; a running Heed makes one every night. Copy them to another machine.`
  if (newest === undefined) {
    return now - since > tooOld
      ? problem('backup', `There is no backup in ${backups}.`, mend)
      : fine('backup', 'There is no backup yet; a running Heed makes the first one in the night.')
  }
  const says = `The last backup is ${age(now - newest.at)} old: ${newest.path}`
  return now - newest.at > tooOld ? problem('backup', `${says}.`, mend) : fine('backup', `${says}.`)
}

/** A job that began this long ago does not run any more. */
const longestJob = hourMs

/** Whether what Heed had to send has left. */
export function post({ smtpUrl }: Settings, { count, problem: said }: { count: number; problem: string | null }): Finding[] {
  if (smtpUrl === null) return []
  if (count === 0) return [fine('mail', 'No mail is stuck.')]
  const what = count === 1 ? 'One mail has' : `${count} mails have`
  return [
    problem(
      'mail',
      `${what} not left: ${said}`,
      'Send yourself a test mail below, and look at HEED_SMTP_URL. What was given up can be sent again.',
    ),
  ]
}

/** @param runs the last one of each job */
export function failedJobs(runs: readonly { job: string; at: number; problem: string | null }[], now: number): Finding[] {
  const unended = runs.filter((run) => run.problem !== null)
  const running = unended.filter((run) => run.problem === unfinished && now - run.at < longestJob)
  const failed = unended.filter((run) => !running.includes(run))
  const atWork = running.map(({ job }) => fine('jobs', `The job ${job} is running.`))
  if (failed.length === 0) return [...atWork, fine('jobs', 'No job failed when it last ran.')]
  return failed.map(({ job, at, problem: why }) =>
    problem('jobs', `The job ${job} failed at ${new Date(at).toISOString()}: ${why!}`, `Mend that, then run heed jobs run ${job}.`),
  )
}
