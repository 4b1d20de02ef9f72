import { simpleGit } from 'simple-git'
import type { ContentFiles } from '../lessons/content.ts'

/** What Git says that cannot be worked with, in one sentence. */
export class GitProblem extends Error {
  override readonly name = 'GitProblem'
}

export interface Revision {
  /** The content folder as it was. */
  files: ContentFiles
  /** What is different now, added and deleted files among it. */
  changed: Set<string>
}

/**
 * A content folder as it was at a revision. Only what has changed since is asked of Git.
 *
 * @param now the folder as it is, committed or not
 * @throws GitProblem where there is no repository or no such revision
 */
export async function filesAt(folder: string, revision: string, now: ContentFiles): Promise<Revision> {
  const git = simpleGit(folder)
  const commit = await commitOf(folder, revision)
  const list = async (...args: string[]) => (await git.raw(...args)).split('\0').filter(Boolean)
  const tracked = await list('diff', '--name-only', '--no-renames', '-z', '--relative', commit, '--', '.')
  const untracked = await list('ls-files', '--others', '--exclude-standard', '-z', '--', '.')
  const changed = new Set([...tracked, ...untracked])
  const texts = new Map([...now.texts].filter(([file]) => !changed.has(file)))
  const others = new Set([...now.others].filter((file) => !changed.has(file)))
  for (const file of await list('ls-tree', '-r', '--name-only', '-z', commit, '--', './')) {
    if (!changed.has(file) || !belongs(file)) continue
    if (/\.(?:mdx|yml)$/.test(file)) texts.set(file, await git.show(`${commit}:./${file}`))
    else others.add(file)
  }
  return { files: { texts, others }, changed }
}

/** The same files that `readFolder` looks at. */
const belongs = (file: string) => /^(?:courses\/|cards\/|(?:site|glossary|retired)\.yml$)/.test(file) && !/(?:^|\/)\.|~$/.test(file)

async function commitOf(folder: string, revision: string): Promise<string> {
  const git = simpleGit(folder)
  if (!(await git.checkIsRepo().catch(() => false)))
    throw new GitProblem(`${folder} is in no Git repository, so there is nothing to compare it with.`)
  // Told to be quiet, Git answers with nothing.
  const commit = (await git.revparse(['--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]).catch(() => '')).trim()
  if (commit) return commit
  throw new GitProblem(`Git knows no revision "${revision}" here. Write a branch, a tag or a commit, such as main or HEAD~1.`)
}
