import { z } from 'zod'
import type { Context } from '../../context.ts'
import { creditAfterHint, type Feedback, type Grade } from '../../grading/verdict.ts'
import { typeOf } from '../../items/registry.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { demand, type Viewer } from '../../people/role.ts'
import type { PreviewPage } from '../author-pages.ts'
import { writtenLast } from '../drafts.ts'
import { existing, filesOf, titleOf, untranslated } from '../lesson-file.ts'
import type { CompiledLesson } from '../lesson.ts'
import { presentableIn, previewOf, statesOf, told, type ItemState } from '../preview.ts'
import type { Presentable } from '../prompt.ts'
import { standingOf } from '../standing.ts'
import { asFile, textFields } from './check-text.ts'

/**
 * A lesson as its file says it, or the draft beside it, with every state of its items.
 *
 * @throws Refusal('not-found')
 */
export async function previewPage(context: Context, viewer: Viewer, lesson: string, input: { locale?: string }): Promise<PreviewPage> {
  demand(viewer, 'author')
  const content = context.catalogue.content()
  const file = existing(content, lesson, input.locale)
  const written = writtenLast(content, lesson, input.locale)
  const compiled = written.compilation.lesson
  const preview = compiled ? previewOf(context.catalogue.live(), compiled) : null
  return {
    lesson,
    title: titleOf(written),
    file: written.file,
    isDraft: written !== file,
    locale: file.locale,
    locales: filesOf(content, lesson).map(({ locale }) => locale),
    untranslated: untranslated(content, lesson),
    standing: standingOf(context.catalogue.live(), content, file),
    preview,
    states: compiled ? itemStates(context, compiled) : [],
  }
}

function itemStates(context: Context, lesson: CompiledLesson): PreviewPage['states'] {
  const ids = lesson.segments.flatMap((segment) => ('item' in segment ? [segment.item] : []))
  return ids.flatMap((id) => {
    const item = presentableIn(context.catalogue.live(), lesson, id)
    return item ? [{ item: id, states: statesOf(item) }] : []
  })
}

const gradeInput = z.strictObject({
  ...textFields,
  /** What the author has typed so far; without it the file as it is. */
  text: textFields.text.optional(),
  lesson: z.string().max(200),
  item: z.string().max(200),
  response: z.unknown(),
  hint: z.boolean().default(false),
})

export type GradeInput = z.input<typeof gradeInput>

/**
 * What an answer in a preview would be worth. It is told and forgotten: no answer is written, no memory, no visit.
 *
 * @throws Refusal('not-found') for a lesson or an item that is not there, Refusal('invalid') for an answer that does not fit the item
 */
export async function gradePreview(context: Context, viewer: Viewer, input: GradeInput): Promise<ItemState> {
  demand(viewer, 'author')
  const { response, hint, ...where } = parse(gradeInput, input)
  const { type, spec } = itemIn(context, where)
  const answer: unknown = parse(typeOf(type).answer, response)
  const { credit, feedback }: Grade = typeOf(type).grade(spec, answer)
  return told({ credit: creditAfterHint(credit, hint), feedback }, response)
}

const revealInput = gradeInput.omit({ response: true, hint: true })

export type RevealInput = z.input<typeof revealInput>

/**
 * The back of a card.
 *
 * @throws Refusal('not-found') for anything else
 */
export async function revealPreview(context: Context, viewer: Viewer, input: RevealInput): Promise<{ back: string }> {
  demand(viewer, 'author')
  const { type, spec } = itemIn(context, parse(revealInput, input))
  const { back } = (typeOf(type).grade(spec, typeOf(type).sample(spec).right) as { feedback: Feedback }).feedback
  if (back === undefined) throw new Refusal('not-found', 'This item has no back.')
  return { back }
}

function itemIn(context: Context, { lesson, locale, text, item }: z.output<typeof revealInput>): Presentable {
  const content = context.catalogue.content()
  const file = writtenLast(content, lesson, locale)
  const { lesson: compiled } = (text === undefined ? file : asFile(content, file, text)).compilation
  const found = compiled && presentableIn(context.catalogue.live(), compiled, item)
  if (!found) throw new Refusal('not-found', 'There is no such item in this lesson.', 'It may have been changed: look at the lesson again.')
  return found
}
