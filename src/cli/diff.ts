import * as disk from 'node:fs/promises'
import { readContent } from '../lessons/check.ts'
import { compareContent, learnersOf, type Learners } from '../lessons/compare.ts'
import { readFolder } from '../lessons/folder.ts'
import { diffFormats, type Concerned } from './diff-formats.ts'
import { exit, wrongUse, type Exit } from './exit.ts'
import { openKeptCheck } from './kept-check.ts'
import { filesAt, GitProblem } from './revision.ts'

export interface DiffWorld {
  /** The content folder. */
  content: string
  out: (text: string) => void
  talk: (text: string) => void
  cache?: string
  learners: () => Promise<Learners | undefined>
}

/**
 * `heed diff`: what changes for learners since a revision, and for how many.
 *
 * @returns 0, 64 where there is no such revision
 */
export async function diff(revision: string, format: keyof typeof diffFormats, world: DiffWorld): Promise<Exit> {
  const now = await readFolder(disk, world.content)
  try {
    const { files } = await filesAt(world.content, revision, now)
    const kept = world.cache === undefined ? undefined : await openKeptCheck(world.content, world.cache)
    const { lessons, items, broken } = compareContent(readContent(files, kept?.compile), readContent(now, kept?.compile))
    const learners = items.length > 0 ? await world.learners() : undefined
    const concerned = items.map((change): Concerned => ({ ...change, people: learnersOf(change, learners) }))
    world.out(`${diffFormats[format]({ revision, lessons, items: concerned, broken })}\n`)
    return exit.fine
  } catch (problem) {
    if (!(problem instanceof GitProblem)) throw problem
    return wrongUse(world, problem.message)
  }
}
