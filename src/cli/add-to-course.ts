import { join } from 'node:path'
import type { ContentFiles } from '../lessons/content.ts'
import { withLesson } from '../lessons/course-edit.ts'
import { shownPath, type Place } from './content-paths.ts'
import { save } from './save.ts'

/**
 * Puts a lesson at the end of a course's first section.
 *
 * @returns false where there is no section, which is told
 */
export async function addToCourse(
  course: string,
  lesson: string,
  { texts }: ContentFiles,
  world: Place & { talk: (text: string) => void },
): Promise<boolean> {
  const file = `courses/${course}/course.yml`
  const text = withLesson(texts.get(file)!, 0, lesson)
  if (text === undefined) world.talk(`${shownPath(file, world)} has no section to put the lesson in. Add ${lesson} to it by hand.\n`)
  else await save(join(world.content, file), text)
  return text !== undefined
}
