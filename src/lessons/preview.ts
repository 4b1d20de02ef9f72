import { verdictOf, type Feedback, type Grade, type Verdict } from '../grading/verdict.ts'
import type { Item, Sample } from '../items/item-type.ts'
import { typeOf } from '../items/registry.ts'
import type { CompiledLesson, Live } from './lesson.ts'
import { itemFor } from './live.ts'
import { promptOf, type Presentable, type Prompted } from './prompt.ts'

/** A lesson as its author looks at it before anybody else does. Nothing in it is published, and nothing is answered for good. */
export interface LessonPreview {
  id: string
  title: string
  summary: string
  minutes: number
  locale: string
  segments: ({ html: string } | Prompted)[]
}

/** An answer, and what a learner who gave it is told. */
export interface ItemState {
  response: unknown
  credit: number
  verdict: Verdict
  feedback: Feedback
}

/** Any: an author looks at one order of the options. */
const seed = 1

export function previewOf(live: Live, lesson: CompiledLesson): LessonPreview {
  const { id, title, summary, minutes } = lesson.meta
  const segments = lesson.segments.flatMap((segment): LessonPreview['segments'] => {
    if ('html' in segment) return [segment]
    const item = presentableIn(live, lesson, segment.item)
    return item ? [promptOf(live, item, seed)] : []
  })
  return { id, title, summary, minutes, locale: lesson.locale, segments }
}

/** An item as the lesson's text has it, or, where the lesson only reuses it, as it is live. */
export function presentableIn(live: Live, lesson: CompiledLesson, id: string): Presentable | undefined {
  const own = lesson.items.find((item) => item.id === id)
  if (own) return asPresentable(own, lesson)
  const isUsed = lesson.segments.some((segment) => 'item' in segment && segment.item === id)
  return isUsed ? itemFor(live, id, lesson.locale) : undefined
}

function asPresentable({ id, type, locale, skill, spec }: Item, { meta }: CompiledLesson): Presentable {
  return { id, version: 'preview', type, locale, skill, lesson: meta.id, lessonTitle: meta.title, spec }
}

/** Every answer that is worth looking at, with what is told of it. */
export function statesOf({ type, spec }: Pick<Presentable, 'type' | 'spec'>): ItemState[] {
  const { tries, sample, grade } = typeOf(type)
  const { right, wrong } = sample(spec) as Sample<unknown>
  const responses: unknown[] = tries?.(spec) ?? [right, wrong]
  return responses.map((response) => told(grade(spec, response), response))
}

export function told({ credit, feedback }: Pick<Grade, 'credit' | 'feedback'>, response: unknown): ItemState {
  return { response, credit, verdict: verdictOf(credit), feedback }
}
