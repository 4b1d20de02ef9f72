import { z } from 'zod'
import { hash } from '../../kernel/hash.ts'
import { invalid } from '../answers.ts'
import { quoted } from '../inline.ts'
import { containsWords, decisive, matchText } from '../matching.ts'
import { hintIn, isExact, reportMeantHints, watched, withoutAsides, wording } from '../reading.ts'
import { questionFields, shownQuestion, typedText } from '../schema.ts'
import { examples, sample } from './examples.ts'
import { takeGaps } from './gaps.ts'
import type { RootContent } from 'mdast'
import type { Grade } from '../../grading/verdict.ts'
import type { BasePrompt, ItemSource, ItemType, Reader } from '../item-type.ts'
import type { FoundGap } from './gaps.ts'

const spec = z.object({
  ...questionFields,
  exact: z.boolean().describe('Compared letter by letter: no normalising, no spelling.'),
  locale: z.string().describe('Decides how numbers are written.'),
  gaps: z
    .array(
      z.object({
        hint: z.string().optional().describe('Plain text shown in the gap.'),
        accepted: z.array(z.string()).min(1).describe('Every wording that is right.'),
      }),
    )
    .min(1)
    .describe('Gap n stands where the HTML has <span data-gap="n"></span>, from 0.'),
})
export type ClozeSpec = z.infer<typeof spec>

const answer = z.strictObject({
  gaps: z.array(typedText).max(100).describe('What was typed into each gap; an empty text for an empty gap.'),
})
export type ClozeAnswer = z.infer<typeof answer>

export interface ClozePrompt extends BasePrompt {
  type: 'cloze'
  /** As many as there are `<span data-gap="n">` in the HTML; hints are plain text. */
  gaps: { hint?: string }[]
}

export const cloze: ItemType<ClozeSpec, ClozePrompt, ClozeAnswer> = {
  name: 'cloze',
  tag: 'Cloze',
  attributes: ['exact'],
  spec,
  answer,
  read,
  present: (spec) => ({ ...shownQuestion('cloze', spec), gaps: spec.gaps.map(({ hint }) => ({ hint })) }),
  decides: ({ gaps, exact, locale }) => ({ gaps: gaps.map(({ accepted }) => decisive({ accepted, exact, locale })) }),
  grade,
  fromForm: (form, { gaps }) => ({ gaps: gaps.map((_, n) => form.get(`gap.${n}`) ?? '') }),
  defaultMs: () => 18_000,
  examples,
  sample,
}

function read(source: ItemSource, given: Reader): ClozeSpec | undefined {
  const reader = watched(given)
  const { content, takeaway } = splitTakeaway(withoutAsides(source.children), reader)
  reportMeantHints(content, reader)
  // Sanitising would drop our span, so a word that nobody could have written holds its place until afterwards.
  const token = tokenFor(content, reader)
  const { blocks, gaps } = takeGaps(content, token, reader)
  if (!reader.broken) checkGaps(blocks, gaps, token, source.locale, reader)
  const exact = isExact(source, reader)
  if (reader.broken) return undefined
  return {
    html: gaps.reduce((html, _, n) => html.replaceAll(token(n), `<span data-gap="${n}"></span>`), reader.html(blocks)),
    hint: hintIn(source.children, reader),
    takeaway,
    exact,
    locale: source.locale,
    gaps: gaps.map(({ hint, accepted }) => ({ hint, accepted })),
  }
}

/** A quote at the end is the take-away, unless it holds gaps or is all there is. */
function splitTakeaway(nodes: RootContent[], reader: Reader): { content: RootContent[]; takeaway?: string } {
  const last = nodes.at(-1)
  if (nodes.length < 2 || last?.type !== 'blockquote' || reader.text([last]).includes('[[')) return { content: nodes }
  return { content: nodes.slice(0, -1), takeaway: reader.html(last.children) }
}

function tokenFor(content: RootContent[], reader: Reader): (n: number) => string {
  const unique = hash(reader.text(content)).slice(0, 16)
  return (n) => `gap${unique}n${n}e`
}

function checkGaps(blocks: RootContent[], gaps: FoundGap[], token: (n: number) => string, locale: string, reader: Reader): void {
  if (gaps.length === 0) {
    reader.problem({
      id: 'cloze-no-gap',
      at: blocks.find((block) => /\[[^\]]+\]/.test(wording([block], reader))),
      message: 'This text has no gap, so the learner has nothing to fill in.',
      mend: 'put the word to be found into two pairs of square brackets: "within [[30|thirty]] days".',
    })
  }
  const text = gaps.reduce((left, gap, n) => left.replaceAll(token(n), ` / ${gap.hint ?? ''} / `), wording(blocks, reader))
  for (const gap of gaps) {
    if (gap.accepted.length === 0) reportEmptyGap(gap, reader)
    const seen = gap.accepted.find((accepted) => isTelling(accepted) && containsWords(text, accepted, locale))
    if (seen) reportVisible(gap, seen, reader)
  }
}

/** "in" or "to" stands in every text and gives nothing away. */
const isTelling = (answer: string) => /\d/.test(answer) || answer.length > 2

function reportEmptyGap(gap: FoundGap, reader: Reader): void {
  reader.problem({
    id: 'cloze-empty',
    at: gap.at,
    message: 'There is a gap with no answer in it, so nothing that a learner types could be right.',
    mend: 'write the answer between the brackets: "[[30|thirty]]".',
  })
}

function reportVisible(gap: FoundGap, seen: string, reader: Reader): void {
  reader.problem({
    id: 'cloze-visible',
    at: gap.at,
    message: `The answer ${quoted(seen)} can be read elsewhere in the same text, so the learner copies it instead of remembering it.`,
    mend: 'say it in other words there, or make another word the gap.',
  })
}

function grade(spec: ClozeSpec, { gaps }: ClozeAnswer): Grade {
  if (gaps.length !== spec.gaps.length) throw invalid(`The answer fills ${gaps.length} gaps and the text has ${spec.gaps.length}.`)
  const matches = spec.gaps.map(({ accepted }, n) => ({
    accepted,
    ...matchText(gaps[n]!, { accepted, exact: spec.exact, locale: spec.locale }),
  }))
  return {
    credit: matches.filter(({ ok }) => ok).length / matches.length,
    guess: 0,
    feedback: {
      takeaway: spec.takeaway,
      gaps: matches.map(({ ok, accepted, meant }) => ({ ok, accepted, ...(meant && { meant }) })),
      spelling: matches.some(({ meant }) => meant !== undefined) || undefined,
    },
  }
}
