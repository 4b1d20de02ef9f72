import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
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
}

/**
 * Brings the folder in step with a repository elsewhere: clones it the first time, then takes what is new there and sends what was
 * committed here. What both have changed is left for people to settle: the folder stays as it was.
 *
 * @throws in Git's own words, passwords taken out
 */
export async function syncWith(folder: string, { url, branch }: ContentRemote): Promise<Synced> {
  try {
    await mkdir(folder, { recursive: true })
    if (!(await isTopOfRepository(folder))) await simpleGit(quick).clone(url, folder, branch === null ? [] : ['--branch', branch])
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
    return { revision, changed: revision !== before }
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
