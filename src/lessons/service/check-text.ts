import { z } from 'zod'
import { learnersPerItem } from '../../../db/learners.ts'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import type { Problem } from '../../kernel/problem.ts'
import { studyDay } from '../../kernel/study-day.ts'
import { demand, type Viewer } from '../../people/role.ts'
import type { Checked } from '../author-pages.ts'
import { allProblems } from '../check.ts'
import { keysMoved, learnersOf } from '../compare.ts'
import { compile, inOrder, isError } from '../compile.ts'
import { compileOptions, type Content, type LessonFile, type LessonPlace } from '../content.ts'
import { keyProblem } from '../key-problem.ts'
import { leftBehind } from '../left-behind.ts'
import type { FileProblem, Live } from '../lesson.ts'
import { defaultLocaleOf, fileOf } from '../lesson-file.ts'
import { otherLesson } from '../other-lesson.ts'
import { previewOf } from '../preview.ts'
import { questionText } from '../search-text.ts'
import { saysRetired, withStatus } from '../status.ts'
import { takenOut } from '../taken-out.ts'
import { plain } from '../text.ts'

/** Characters: more than an hour of reading, and what a form may carry. */
export const longestText = 60_000

/** Which lesson a text is of: one that is there, or, without a name, one to come. */
export const textFields = {
  text: z.string().max(longestText, `A lesson has at most ${longestText} characters. Make two of it.`),
  lesson: z.string().max(200).optional(),
  locale: z.string().max(35).optional(),
}

const checkInput = z.strictObject(textFields)

export type CheckInput = z.input<typeof checkInput>

/**
 * What the checker says of a text before it is saved, and how it would look: the same compiler as for what is live, held against
 * the rest of the folder. Nothing is written.
 */
export async function checkText(context: Context, viewer: Viewer, input: CheckInput): Promise<Checked> {
  demand(viewer, 'author')
  const { text, lesson, locale } = parse(checkInput, input)
  const content = context.catalogue.content()
  const file = asFile(content, placeOf(content, lesson, locale), text)
  return checked(context, viewer, content, file)
}

export async function checked(context: Context, viewer: Viewer, content: Content, file: LessonFile): Promise<Checked> {
  const live = context.catalogue.live()
  const { lesson } = file.compilation
  const unsaveable = otherLesson(content, file)
  const after = problemsAfter(content, file, studyDay(context.now(), viewer.zone))
  const problems = [
    ...after.flatMap(({ file: where, ...problem }) => (where === file.file ? [problem] : [])),
    ...mistakesOnceLive(content, file),
  ]
  // An item that cannot be read is one problem; that it is not there would be another.
  const gone = problems.some(isError) ? [] : takenOut(live, content, file)
  const behind = leftBehind(content, file, after, live.problems, new Set(gone.map(({ id }) => id)))
  const warnings = [...(await keyWarnings(context, live, file)), ...behind]
  return {
    problems: [...gone.map(({ id }) => goneProblem(file, id)), ...inOrder([...problems, ...warnings])],
    preview: lesson ? previewOf(live, lesson) : null,
    unsaveable: unsaveable ? { message: unsaveable.message, hint: unsaveable.hint ?? null } : null,
    gone: gone.map(({ id, type, spec }) => ({ item: id, question: questionText(type, spec) })),
  }
}

/** What is no mistake of a draft, and would be refused as soon as it is to be published: its author should not learn of it then. */
function mistakesOnceLive(content: Content, file: LessonFile): Problem[] {
  const text = saysRetired(file.text) ? file.text : withStatus(file.text, 'live')
  if (text === file.text) return []
  const known = new Set(file.compilation.problems.map(({ id }) => id))
  const found = asFile(content, file, text).compilation.problems.filter((problem) => isError(problem) && !known.has(problem.id))
  return found.map((problem) => (problem.id === 'lesson-no-item' ? noItemYet(file.text) : problem))
}

/** Of a text that does not say that it is live: told at its end, where a question can go, and not at its status, which is right. */
const noItemYet = (text: string): Problem => ({
  ...{ severity: 'error', id: 'lesson-no-item', line: text.trimEnd().split('\n').length, column: 1 },
  message: 'Before it can be live it needs a question: without one nobody could ever complete it.',
  mend: 'put the cursor where the question shall stand, and press the button of its kind above the text.',
})

/** Published as it is, whoever has learnt the old answer is asked again: an author who only meant to mend a word should know. */
async function keyWarnings({ read }: Context, live: Live, file: LessonFile): Promise<Problem[]> {
  const changes = keysMoved(live, file)
  if (changes.length === 0) return []
  const rows = await learnersPerItem(
    read,
    changes.flatMap(({ id, was }) => [id, ...(was === undefined ? [] : [was])]),
  )
  const learners = new Map(rows.map(({ itemId, people }) => [itemId, people]))
  return changes.map((change) => {
    const { file: _, ...problem } = keyProblem(change, learnersOf(change, learners))
    return { ...problem, severity: 'warning' }
  })
}

function goneProblem({ compilation: { lesson } }: LessonFile, id: string): Problem {
  return {
    ...lesson!.place,
    severity: 'error',
    id: 'item-gone',
    message: `The item "${id}" is taken out, and people may have learnt it.`,
    mend: 'put it back; if it has another id now, say was="…" with the old one in its tag; or say under the text why it is not asked any more.',
  }
}

/** The file as it would be with another text. */
export function asFile(content: Content, place: Omit<LessonPlace, 'text'>, source: string): LessonFile {
  const text = plain(source)
  return { ...place, text, compilation: compile(text, compileOptions({ ...place, text }, content.glossary.value ?? {})) }
}

function problemsAfter(content: Content, file: LessonFile, today: string): FileProblem[] {
  // Last, so that an id that two files have is this one's problem and not that of the file that had it first.
  const lessons = [...content.lessons.filter((other) => other.file !== file.file), file]
  return allProblems({ ...content, lessons }, today)
}

function placeOf(content: Content, lesson: string | undefined, wanted: string | undefined): Omit<LessonPlace, 'text'> {
  const locale = content.site.value?.locales.find((listed) => listed === wanted) ?? defaultLocaleOf(content)
  const known = lesson === undefined ? undefined : fileOf(content, lesson, locale)
  const course = content.courses[0]?.file.split('/')[1] ?? 'new'
  return known ?? { file: `courses/${course}/.new.mdx`, course, locale, unlisted: false }
}
