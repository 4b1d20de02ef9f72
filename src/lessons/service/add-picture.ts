import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import { record } from '../../people/service/record.ts'
import type { Content } from '../content.ts'
import { isSvg, longestPicture, pictureKind, pictureKinds, pictureStem } from '../picture.ts'
import { foundAt, inTurn, makeMediaFolder, writeNew } from '../writing.ts'
import { commit } from './write.ts'

const pictureInput = z.strictObject({
  /** What its owner calls the file; nothing is believed of it but the words. */
  name: z.string().trim().max(255, 'The name of a file has at most 255 characters.'),
  bytes: z.instanceof(Uint8Array),
})

export type PictureInput = z.input<typeof pictureInput>

/**
 * Puts a picture into the folder media of a course and waits until the catalogue knows it. The same picture again is the one that
 * is there; another one of the same name gets a name of its own.
 *
 * @returns the path as a lesson of the course names it
 * @throws Refusal('not-found') for a course that is not there, Refusal('invalid') for what is no picture, Refusal('too-large'),
 *   and all that writing may refuse
 */
export async function addPicture(context: Context, viewer: Viewer, course: string, input: PictureInput): Promise<{ path: string }> {
  demand(viewer, 'author')
  const { name, bytes } = parse(pictureInput, input)
  if (!isCourseFolder(context.catalogue.content(), course))
    throw new Refusal('not-found', 'There is no such course.', 'The courses that there are stand under Author.')
  const ending = kindOf(name, bytes)
  const { file, isNew } = await inTurn(context.catalogue, async () => {
    const placed = await place(context, course, { stem: pictureStem(name), ending, bytes })
    if (placed.isNew) await commit(context, viewer, [placed.file], `Add the picture “${nameIn(placed.file)}”`)
    return placed
  })
  const entry = { actorId: viewer.id, verb: 'picture.added', object: course, detail: { picture: nameIn(file) } } as const
  if (isNew) await context.transaction((tx) => record(tx, context, entry))
  await context.catalogue.reload()
  return { path: `media/${nameIn(file)}` }
}

const nameIn = (file: string) => file.slice(file.lastIndexOf('/') + 1)

/** A lesson may be written in a folder whose course.yml is still to come. */
const isCourseFolder = ({ courses, lessons }: Content, course: string) =>
  courses.some(({ file }) => file === `courses/${course}/course.yml`) || lessons.some((lesson) => lesson.course === course)

/** @throws Refusal('invalid'), Refusal('too-large') */
function kindOf(name: string, bytes: Uint8Array): string {
  const called = name === '' ? 'The file' : `“${name}”`
  if (bytes.length === 0) throw new Refusal('invalid', `${called} is empty.`, 'Choose another file.')
  if (bytes.length > longestPicture)
    throw new Refusal('too-large', `${called} is larger than 10 MB.`, 'Make the picture smaller, then choose it again.')
  const kind = pictureKind(bytes)
  if (kind) return kind
  if (isSvg(bytes))
    throw new Refusal(
      'invalid',
      `${called} is an SVG, which can hold a script. Heed takes ${pictureKinds}.`,
      'Save it as PNG, then choose that file.',
    )
  throw new Refusal(
    'invalid',
    `${called} is no picture that Heed takes: it takes ${pictureKinds}.`,
    'Save it as one of them, then choose that file.',
  )
}

/** Under the first name that is free, or under which just these bytes are already. */
async function place(
  { settings: { content } }: Context,
  course: string,
  { stem, ending, bytes }: { stem: string; ending: string; bytes: Uint8Array },
): Promise<{ file: string; isNew: boolean }> {
  await makeMediaFolder(content, course)
  for (let n = 1; ; n++) {
    const file = `courses/${course}/media/${stem}${n === 1 ? '' : `-${n}`}.${ending}`
    const found = await foundAt(content, file, bytes)
    if (found === 'same') return { file, isNew: false }
    // Between looking and writing somebody may have laid a file there.
    if (found === 'nothing' && (await writeNew(content, file, bytes))) return { file, isNew: true }
  }
}
