import { existsSync } from 'node:fs'
import * as disk from 'node:fs/promises'
import { join } from 'node:path'
import { check } from '../../lessons/check.ts'
import { readFolder } from '../../lessons/folder.ts'
import { contentMissing, counted, hasContent } from '../content-paths.ts'
import { fine, problem, type Look } from './finding.ts'

export const lessons: Look = async ({ settings }) => {
  const { content } = settings
  if (!hasContent(settings)) {
    const mend = settings.contentRemote ? 'Then look again.' : 'Set HEED_CONTENT to the folder with the courses.'
    return [problem('lessons', contentMissing(settings), mend)]
  }
  if (settings.contentRemote && !existsSync(join(content, '.git'))) {
    return [
      problem(
        'lessons',
        `${content} is no clone of its repository any more, so nothing new is fetched.`,
        'Run heed jobs run content, or let Heed serve: it takes the clone anew, or says which files keep it from doing so.',
      ),
    ]
  }
  const result = check(await readFolder(disk, content))
  const errors = result.problems.filter(({ severity }) => severity === 'error').length
  const counts = `${counted(result.lessons, 'lesson')} and ${counted(result.items, 'item')}`
  if (errors === 0) return [fine('lessons', `${counts}: no errors, ${counted(result.problems.length, 'warning')}.`)]
  return [problem('lessons', `${counts}: ${counted(errors, 'error')}.`, 'Run heed check, which says where and how to mend them.')]
}
