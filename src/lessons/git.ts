import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CheckRepoActions, simpleGit, type SimpleGit } from 'simple-git'
import { withoutSecret, type ContentRemote } from './remote.ts'
import type { WebOrigin } from './web-place.ts'

/** Whose name a commit bears. */
export interface GitAuthor {
  name: string
  email: string
}

/** Whether the folder lies in a repository; where there is no Git at all, it does not. */
export async function isRepository(folder: string): Promise<boolean> {
  return simpleGit(folder)
    .checkIsRepo()
    .catch(() => false)
}

/**
 * Commits files as they are on the disk, or as they are not any more, and nothing else that may be changed or staged.
 *
 * @param files relative to the folder; one that is not there and never was known to Git is passed over
 * @throws when Git does not take it: a file that is ignored, a hook that says no, another Git at work
 */
export async function commitFiles(folder: string, files: string[], message: string, { name, email }: GitAuthor): Promise<void> {
  // Signing would ask somebody at a terminal for a password.
  const config = [`user.name=${name}`, `user.email=${email}`, 'commit.gpgsign=false']
  const git = simpleGit({ baseDir: folder, config, timeout: { block: 10_000 }, errors: anyFailure })
  const known = new Set((await git.raw('--literal-pathspecs', 'ls-files', '-z', '--', ...files)).split('\0'))
  const named = files.filter((file) => known.has(file) || existsSync(join(folder, file)))
  if (named.length === 0) return
  await git.raw('--literal-pathspecs', 'add', '--all', '--', ...named)
  await git.raw('--literal-pathspecs', 'commit', '--quiet', '--only', '--message', message, '--', ...named)
}

/** By itself simple-git takes a failure that says nothing, as a hook's may, for success. */
function anyFailure(error: Buffer | Error | undefined, { exitCode }: { exitCode: number }): Buffer | Error | undefined {
  return error ?? (exitCode === 0 ? undefined : new Error(`Git ended with ${exitCode}.`))
}

/** Where the folder's repository comes from; null where it is none, has no origin, or stands on no branch. */
export async function originOf(folder: string): Promise<WebOrigin | null> {
  try {
    const git = simpleGit(folder)
    const [remote, branch, prefix] = await Promise.all([
      git.raw('remote', 'get-url', 'origin'),
      git.raw('symbolic-ref', '--short', 'HEAD'),
      git.raw('rev-parse', '--show-prefix'),
    ])
    return { remote: remote.trim(), branch: branch.trim(), prefix: prefix.trim() }
  } catch {
    return null
  }
}

/** What a sync found: null while all is well. */
export interface Synced {
  /** Of what is in the folder now, short. */
  revision: string
  changed: boolean
  /** The folder had lost its repository, which was taken anew. */
  mended: boolean
}

/**
 * Brings the folder in step with a repository elsewhere: clones it the first time, then takes what is new there and sends what was
 * committed here. What both have changed is left for people to settle: the folder stays as it was.
 *
 * @throws in Git's own words, passwords taken out
 */
export async function syncWith(folder: string, remote: ContentRemote): Promise<Synced> {
  const { url, branch } = remote
  try {
    await mkdir(folder, { recursive: true })
    const mended = !(await isTopOfRepository(folder)) && (await cloneInto(folder, remote))
    const git = simpleGit({ ...quick, baseDir: folder })
    const before = await revisionOf(git)
    await git.remote(['set-url', 'origin', url])
    const upstream = `origin/${branch ?? (await git.revparse(['--abbrev-ref', 'HEAD']))}`
    const seen = await git.revparse([upstream])
    await git.fetch('origin')
    await takeOver(git, upstream, seen)
    if (Number(await git.raw('rev-list', '--count', `${upstream}..HEAD`)) > 0)
      await git.push('origin', `HEAD:${upstream.slice('origin/'.length)}`)
    const revision = await revisionOf(git)
    return { revision, changed: revision !== before, mended }
  } catch (problem) {
    throw new Error(withoutSecret((problem as Error).message).trim())
  }
}

/** No answer for half a minute is none: nobody sits at a terminal to be asked for a password. */
const quick = { timeout: { block: 30_000 }, config: ['commit.gpgsign=false'], errors: anyFailure }

async function isTopOfRepository(folder: string): Promise<boolean> {
  return simpleGit(folder)
    .checkIsRepo(CheckRepoActions.IS_REPO_ROOT)
    .catch(() => false)
}

/**
 * Clones. Where the lessons are there and only Git's own folder is lost, that alone is taken anew, as long as every file is
 * as in the repository: what differs may have been written here.
 *
 * @returns whether it was mended
 */
async function cloneInto(folder: string, { url, branch }: ContentRemote): Promise<boolean> {
  const named = branch === null ? [] : ['--branch', branch]
  const there = await readdir(folder)
  if (there.includes('.git'))
    throw new Error(
      `Git cannot work with ${folder}: “git -C ${folder} status” says why. Mend that, or move its .git away: it is taken anew then.`,
    )
  if (there.length === 0) {
    await simpleGit(quick).clone(url, folder, named)
    return false
  }
  // A server and a command may mend at once, each beside the other.
  const spare = `${folder}.clone-${process.pid}`
  try {
    await rm(spare, { recursive: true, force: true })
    await simpleGit(quick).clone(url, spare, [...named, '--no-checkout'])
    const git = simpleGit({ ...quick, baseDir: spare, unsafe: { allowUnsafeConfigPaths: true } })
    await git.raw('--work-tree', folder, 'reset', '--mixed', '--quiet')
    const others = (await git.raw('--work-tree', folder, 'diff', '--name-only', 'HEAD')).trim()
    if (others !== '')
      throw new Error(
        `${folder} is no clone of its repository any more, and some of its files are not those of the repository: ${others.replaceAll('\n', ', ')}. Move the folder away and keep what only it holds; it is cloned anew then.`,
      )
    await rename(join(spare, '.git'), join(folder, '.git')).catch((problem: unknown) => {
      if (!existsSync(join(folder, '.git'))) throw problem
    })
    return true
  } finally {
    await rm(spare, { recursive: true, force: true })
  }
}

const revisionOf = (git: SimpleGit) => git.revparse(['--short', 'HEAD'])

/**
 * Only what was committed here goes on top of what is new there: a commit that was taken back there must not come back from here.
 *
 * @param seen what upstream was until now
 */
async function takeOver(git: SimpleGit, upstream: string, seen: string): Promise<void> {
  try {
    await git.rebase(['--onto', upstream, seen])
  } catch (problem) {
    await git.rebase(['--abort']).catch(() => undefined)
    throw problem
  }
}
