import { readdirSync, readFileSync, statSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { watch } from 'chokidar'
import { check as checkContent, inOrder, newProblems, readContent } from '../lessons/check.ts'
import { compareContent, learnersOf, type Learners } from '../lessons/compare.ts'
import type { ContentFiles } from '../lessons/content.ts'
import { readFolder, type Disk } from '../lessons/folder.ts'
import { goneBetween } from '../lessons/gone.ts'
import { keyProblem } from '../lessons/key-problem.ts'
import type { FileProblem } from '../lessons/lesson.ts'
import type { ContentRemote } from '../lessons/remote.ts'
import { contentMissing, counted, filesMissing, hasContent, namedFiles, shownPath, type Place } from './content-paths.ts'
import { exit, wrongUse, type Exit } from './exit.ts'
import { openKeptCheck } from './kept-check.ts'
import { formats, type Shown } from './problem-formats.ts'
import { filesAt, GitProblem } from './revision.ts'

export interface CheckWorld extends Place {
  /** Standard output: data. */
  out: (text: string) => void
  /** Standard error: talk. */
  talk?: (text: string) => void
  /** Where compilations are kept for the next run; nowhere without it. */
  cache?: string
  /** YYYY-MM-DD; without it nothing is said of lessons that are due for a review. */
  today?: string
  /** The repository that the folder is fetched from. */
  contentRemote?: ContentRemote | null
  /** How many people have learnt each item, where that is known. */
  learners?: () => Promise<Learners | undefined>
}

export interface CheckOptions {
  format?: keyof typeof formats
  strict?: boolean
  /** A revision of Git: only what has changed since is reported. */
  since?: string
}

/**
 * `heed check`: every problem of every file in one run.
 *
 * @param files only these are reported; as given, below the content folder or below the working folder
 * @returns 0, 1 when there are errors (or, strictly, warnings), 64 when asked for something that there is not, 78 without a content folder
 */
export async function check(files: string[], options: CheckOptions, world: CheckWorld): Promise<Exit> {
  const talk = world.talk ?? ((text) => void process.stderr.write(text))
  if (!hasContent(world)) {
    talk(`${contentMissing(world)}\n`)
    return exit.wrongSetting
  }
  const content = await readFolder(disk, world.content)
  const { found, missing } = namedFiles(files, content, world)
  if (missing.length > 0) return wrongUse({ talk }, filesMissing(missing, world))
  let result: Result
  try {
    result = await problemsOf(content, options.since, world)
  } catch (problem) {
    if (!(problem instanceof GitProblem)) throw problem
    return wrongUse({ talk }, problem.message)
  }
  if (result.problems.length === 0 && ![...content.texts.keys()].some((file) => file.endsWith('.mdx'))) {
    talk(`There is no lesson in ${world.content}. Is HEED_CONTENT the folder that holds “courses”? “heed init” makes one to begin with.\n`)
    return exit.problems
  }
  const problems = result.problems.filter(({ file }) => files.length === 0 || found.has(file))
  const shown = problems.map((problem): Shown => ({
    ...problem,
    file: shownPath(problem.file, world),
    text: content.texts.get(problem.file) ?? '',
  }))
  const text = formats[options.format ?? 'pretty'](shown)
  if (text) world.out(`${text}\n`)
  const clean = `${counted(result.lessons, 'lesson')}, ${counted(result.items, 'item')}: nothing to mend.`
  talk(`${problems.length > 0 ? countWords(problems) : clean}\n`)
  return problems.some(({ severity }) => severity === 'error' || options.strict) ? exit.problems : exit.fine
}

/** One file after the other: nothing else waits for a command, and so it takes half the time of many at once. */
const disk: Disk = {
  readdir: async (path, options) => readdirSync(path, options),
  readFile: async (path, encoding) => readFileSync(path, encoding),
  stat: async (path) => statSync(path),
}

type Result = ReturnType<typeof checkContent>

async function problemsOf(content: ContentFiles, since: string | undefined, world: CheckWorld): Promise<Result> {
  const kept = world.cache === undefined ? undefined : await openKeptCheck(world.content, world.cache)
  await kept?.prepare(content, () => nextTurn())
  const result = checkContent(content, kept?.compile, world.today)
  if (since === undefined) {
    await kept?.keep()
    return result
  }
  const { files, changed } = await filesAt(world.content, since, content)
  const added = new Set(newProblems(checkContent(files, kept?.compile, world.today).problems, result.problems))
  const changes = compareContent(readContent(files, kept?.compile), readContent(content, kept?.compile))
  const keys = changes.items.flatMap((change) => (change.key && !change.key.noted ? [change] : []))
  const learners = keys.length > 0 ? await world.learners?.() : undefined
  // A file that is as it was can still have a new problem, when what it names is gone.
  const own = result.problems.filter((problem) => changed.has(problem.file) || added.has(problem))
  const moved = keys.map((change) => keyProblem(change, learnersOf(change, learners)))
  return { ...result, problems: inOrder([...own, ...moved, ...goneBetween(changes)]) }
}

/**
 * `heed check --watch`: checks again whenever something in the folder has changed, until it is told to end.
 *
 * @param clear empties the screen before each report
 */
export async function watchCheck(
  files: string[],
  options: CheckOptions,
  world: CheckWorld & { clear: () => void; ended: Promise<void> },
): Promise<Exit> {
  const talk = world.talk ?? ((text) => void process.stderr.write(text))
  let checking = Promise.resolve<Exit>(exit.fine)
  let isWaiting = false
  const again = () => {
    if (isWaiting) return
    isWaiting = true
    checking = checking.then(async () => {
      // An editor that saves all its files, or Git, changes more than one.
      await new Promise((done) => setTimeout(done, settleMs))
      isWaiting = false
      world.clear()
      talk('Checking …\n')
      const code = await check(files, options, world)
      talk('Watching for changes; Ctrl+C ends it.\n')
      return code
    })
  }
  const watcher = watch(world.content, { ignoreInitial: true, ignored: (path) => /[\\/](?:\.git|node_modules)(?:[\\/]|$)/.test(path) })
  await new Promise<void>((ready) => watcher.once('ready', () => ready()))
  watcher.on('all', again)
  again()
  const first = await checking
  if (first !== exit.wrongUse) await world.ended
  await watcher.close()
  await checking
  return first === exit.wrongUse ? exit.wrongUse : exit.fine
}

const settleMs = 100

function countWords(problems: FileProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}.`
}
