import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { holdLock } from '#dialect/lock.ts'
import { describeSettings, SettingProblem, type Settings } from '../settings.ts'
import { clockOf, examine } from '../world.ts'
import { backups, database, jobs, memories } from './doctor/database.ts'
import { problem, type Finding, type Look, type Patient } from './doctor/finding.ts'
import { lessons } from './doctor/lessons.ts'
import { clock, dataFolder, node, room, settings as inForce } from './doctor/machine.ts'
import { address, company, mail, port } from './doctor/network.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

/** In the order in which somebody would ask. */
const looks: Record<string, Look> = {
  ...{ node, settings: inForce, 'data folder': dataFolder, room, database, clock, memories },
  ...{ lessons, backup: backups, jobs, address, port, mail, 'sign-in': company },
}

/**
 * Looks at everything that Heed stands on, beside a running server or without one, and mends nothing.
 *
 * @param settings throws where one is wrong
 * @returns the exit code: 1 when something is wrong, 78 when a setting is
 */
export async function doctor(settings: () => Settings, options: { format?: string }): Promise<Exit> {
  let read: Settings
  try {
    read = settings()
  } catch (thrown) {
    if (!(thrown instanceof SettingProblem)) throw thrown
    report(wrongSettings(thrown), options)
    return exit.wrongSetting
  }
  return report(await examineAll(read), options) ? exit.fine : exit.problems
}

/** All at once: what is thrown is the first of them, or two that do not go together. */
function wrongSettings({ message }: SettingProblem): Finding[] {
  const described = describeSettings(process.env, process.cwd()).flatMap(({ problem }) => problem ?? [])
  return [...new Set([message, ...described])].map((says) =>
    problem('settings', says, 'Set it right, then look again: everything else depends on it.'),
  )
}

/** @returns whether all is well */
function report(findings: Finding[], { format }: { format?: string }): boolean {
  const isWell = findings.every(({ ok }) => ok)
  if (format === 'json') print(`${JSON.stringify({ ok: isWell, findings })}\n`)
  else print(findings.map((finding) => `${lineOf(finding)}\n`).join(''))
  const wrong = findings.filter(({ ok }) => !ok).length
  talk(isWell ? 'Heed is well.\n' : `${wrong === 1 ? '1 thing needs' : `${wrong} things need`} mending.\n`)
  return isWell
}

async function examineAll(settings: Settings): Promise<Finding[]> {
  const findings: Finding[] = []
  const patient: Patient = { settings, now: clockOf(settings)(), isServed: isServed(settings.data), database: undefined }
  try {
    patient.database = examine(settings.data)
  } catch (thrown) {
    findings.push(
      problem(
        'database',
        `The database cannot be read (${(thrown as Error).message}).`,
        mendOf(settings.data, (thrown as { code?: string }).code ?? ''),
      ),
    )
  }
  const unreadable = findings.length > 0
  for (const [name, look] of Object.entries(looks)) {
    if (unreadable && name === 'database') continue
    findings.push(...(await guarded(name, look, patient)))
  }
  return findings
}

function mendOf(data: string, code: string): string {
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) return 'Free some room on its disk.'
  if (/^SQLITE_(CANTOPEN|READONLY|PERM)|^E(ACCES|PERM|ROFS)/.test(code))
    return `Look at the rights of ${data}: its files have to belong to whoever serves.`
  return 'Stop Heed and restore the last backup: heed restore FOLDER.'
}

/** A look that fails is a finding too, and the others go on. */
async function guarded(name: string, look: Look, patient: Patient): Promise<Finding[]> {
  try {
    return await look(patient)
  } catch (thrown) {
    return [problem(name, `This could not be looked at: ${(thrown as Error).message}`, 'Mend what the other lines name, then look again.')]
  }
}

function isServed(data: string): boolean {
  const file = join(data, 'serving.lock')
  if (!existsSync(file)) return false
  try {
    const letGo = holdLock(file)
    letGo?.()
    return letGo === undefined
  } catch {
    // A full disk or rights that are missing: the look at the data folder says so.
    return false
  }
}

const lineOf = ({ check, ok, says, mend }: Finding): string =>
  `${ok ? 'ok     ' : 'problem'}  ${check.padEnd(11)}  ${says}${mend === undefined ? '' : ` ${mend}`}`
