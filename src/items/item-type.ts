import type { RootContent } from 'mdast'
import type { ZodType } from 'zod'
import type { Grade } from '../grading/verdict.ts'
import type { Problem } from '../kernel/problem.ts'

/**
 * The contract of an item type: one folder, one line in `registry.ts`, one in `ui/views.ts`.
 *
 * Spec is what the author meant and holds the key; Prompt is what the browser may see before the answer;
 * Answer is what the learner sends, naming parts by their keys.
 */
export interface ItemType<Spec extends BaseSpec, Prompt extends BasePrompt, Answer> {
  /** Stored with every answer: never rename. */
  name: string
  /** What an author writes: `Quiz` for `<Quiz id="…">`. */
  tag: string
  /** Attributes that `read` knows besides those of every tag (id, skill, rev, was, change, allow). */
  attributes?: readonly string[]
  /** From the tag's Markdown. Problems go to `reader.problem`; undefined when nothing can be asked. */
  read(source: ItemSource, reader: Reader): Spec | undefined
  /** Both documented field by field (`.describe`): the authors' guide and the API's description are made from them. */
  spec: ZodType<Spec>
  answer: ZodType<Answer>
  /** What the browser may see. The same seed gives the same order. Fields listed one by one, never spread. */
  present(spec: Spec, seed: number): Prompt
  /** What decides right and wrong, as plain JSON: its hash is the key hash. */
  decides(spec: Spec): unknown
  /** Wordings that state the fact itself, where `decides` does not hold them: another number in one is another key. */
  facts?(spec: Spec): string[]
  /** Throws Refusal('invalid') when the answer names a key that the spec does not have. */
  grade(spec: Spec, answer: Answer): Grade
  /** The answer in a plain form post, for `answer` to validate. Names are those that the View gives its controls. */
  fromForm(form: FormData, prompt: Prompt): unknown
  /** The time an answer takes before we know better, in milliseconds. */
  defaultMs(spec: Spec): number
  examples: Example<Spec, Answer>[]
  /**
   * For the demo, simulations and tests: an answer of full credit, and one of credit 0 that is no accident.
   * Where no answer is worth nothing, as in a talk without a poor reply, the weaker one.
   */
  sample(spec: Spec): Sample<Answer>
  /** For an author's preview: every answer worth looking at. Without it, the two samples. */
  tries?(spec: Spec): Answer[]
}

export interface Sample<Answer> {
  right: Answer
  wrong: Answer
}

export interface BaseSpec {
  /** The question, as sanitised HTML. */
  html: string
  hint?: string
  takeaway?: string
}

export interface BasePrompt {
  type: string
  html: string
  hint?: string
}

/**
 * A part that an answer can name. `text` is its plain wording: keys are carried over to a new wording by it.
 * Every keyed part of every spec has this shape, scenes included, so that `carryKeys` needs to know no type.
 */
export interface Part {
  key: string
  text: string
  html: string
}

export interface ItemSource {
  id: string
  attributes: Record<string, string>
  /** What stands between the tags. */
  children: RootContent[]
  locale: string
  /** Where the opening tag stands: problems of the whole item belong here. */
  line: number
  column: number
}

export interface Reader {
  /** Sanitised HTML. Inside it a quote that begins with a bold name is marked up as speech. */
  html(nodes: RootContent[]): string
  text(nodes: RootContent[]): string
  /** A line of the lesson as it was typed, from 1; empty beyond its end. */
  line(n: number): string
  problem(problem: ReaderProblem): void
}

export interface ReaderProblem extends Omit<Problem, 'line' | 'column' | 'severity'> {
  severity?: Problem['severity']
  /** A node of the tree; without one, the opening tag. */
  at?: { position?: { start: { line: number; column: number } } | undefined }
}

export interface Example<Spec, Answer> {
  name: string
  /** A whole tag, as an author writes it. */
  mdx: string
  /** Answers with the credit that they must get; built from the spec, because keys are hashes. */
  answers: { name: string; answer: (spec: Spec) => Answer; credit: number }[]
  /** Words that must not stand in the prompt. */
  secrets: string[]
}

/** The registry's element: a type whose particulars only its own folder knows. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyItemType = ItemType<any, any, any>

/** A compiled item: what `compile` makes of a tag and `item_version` stores. */
export interface Item {
  id: string
  type: string
  lesson: string
  skill: string
  locale: string
  rev: number
  /** What the author noted of a changed key; without a note it counts as a fact that changed. */
  change?: 'fact' | 'mistake'
  was?: string
  spec: BaseSpec
  textHash: string
  keyHash: string
  line: number
  column: number
}
