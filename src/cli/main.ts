import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { readSettings, SettingProblem, type Settings } from '../settings.ts'
import { isRefusal } from '../kernel/refusal.ts'
import { cacheFolder } from './cache-folder.ts'
import { exit, type Exit } from './exit.ts'
import { talk } from './out.ts'
import { program } from './program.ts'

/** Turns every way to fail into its exit code and one sentence. */
function explain(problem: unknown): Exit {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? exit.fine : exit.wrongUse
  if (problem instanceof SettingProblem) {
    talk(`${problem.message}\n`)
    return exit.wrongSetting
  }
  if (problem instanceof Error && problem.name === 'DataProblem') {
    talk(`${problem.message}\n`)
    return (problem as Error & { exitCode: Exit }).exitCode
  }
  if (isRefusal(problem) && problem.code === 'disk-full') {
    // The refusal's own words are for learners, whose devices keep their answers.
    talk('The disk is full, so nothing was saved. Free some room, then run the command again.\n')
    return exit.fault
  }
  if (isRefusal(problem)) {
    talk(`${problem.message}${problem.hint ? ` ${problem.hint}` : ''}\n`)
    return exit.problems
  }
  const { code = '', message } = problem as NodeJS.ErrnoException
  if (/^SQLITE_(FULL|IOERR|CANTOPEN|READONLY|PERM)/.test(code)) {
    talk(`The disk does not let Heed work with its database (${message}). Free some room, or mend the rights of the data folder.\n`)
    return exit.fault
  }
  if (isOfTheSystem(problem)) {
    talk(`${problem.path ?? 'A file or folder'} cannot be used (${problem.message}). Name another one, or mend its rights.\n`)
    return exit.fault
  }
  talk(`Heed failed in a way that it does not know: ${problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)}\n`)
  return exit.fault
}

/** A refusal of the file system, which names the file: nothing that a stack trace would make clearer. */
function isOfTheSystem(problem: unknown): problem is NodeJS.ErrnoException {
  const { code = '', syscall } = problem as NodeJS.ErrnoException
  return problem instanceof Error && /^E[A-Z]+$/.test(code) && syscall !== undefined
}

/** `heed … | head` has read enough: nobody is left to be told anything. */
function endWithReader(): void {
  process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem
    process.exit()
  })
}

async function main(): Promise<void> {
  endWithReader()
  let code: Exit = exit.fine
  let read: Settings | undefined
  const settings = () => {
    if (read) return read
    const { settings, warnings } = readSettings(process.env, process.cwd())
    for (const warning of warnings) talk(`${warning}\n`)
    return (read = settings)
  }
  try {
    await program({ settings, end: (result) => (code = result) }).parseAsync()
  } catch (problem) {
    code = explain(problem)
  }
  process.exitCode = code
}

// What is made of a lesson dies young. V8 takes some nodes of its tree for long-lived now and then and puts them among the old, where
// each keeps all of its tree: a check of 5,000 lessons then needs two thirds more memory.
setFlagsFromString('--no-allocation-site-pretenuring')
// Node keeps what it makes of our code: the next command starts sooner. Where it may not write, it does without.
enableCompileCache(join(cacheFolder, 'code'))
await main()
