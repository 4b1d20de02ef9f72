import type { BestReplySpec } from '../../items/best-reply/index.ts'
import type { CardSpec } from '../../items/card/index.ts'
import type { ChoiceSpec } from '../../items/choice/index.ts'
import type { ClozeSpec } from '../../items/cloze/index.ts'
import type { Item } from '../../items/item-type.ts'
import type { MatchSpec } from '../../items/match/index.ts'
import type { OrderSpec } from '../../items/order/index.ts'
import type { TypedSpec } from '../../items/typed/index.ts'
import type { Draft } from './draft.ts'
import { htmlRich } from './html.ts'
import type { Rich, Say } from './rich.ts'
import { putAside, putBack } from './tokens.ts'

/** An item of ours as other formats can take it; undefined for one that none of them knows. */
export function draftOf({ type, spec }: Pick<Item, 'type' | 'spec'>, say: Say): Draft | undefined {
  const make = Object.hasOwn(makers, type) ? makers[type] : undefined
  if (!make) return undefined
  const rich = (html: string | undefined): Rich | undefined => (html === undefined ? undefined : htmlRich(spoken(html), say))
  const { html, hint, takeaway } = spec
  return {
    ...make(spec as never, (words) => rich(words) ?? [], say),
    ...(type === 'cloze' ? {} : { question: rich(html)! }),
    hint: rich(hint),
    takeaway: rich(takeaway),
  }
}

/** Who speaks stands before the words: elsewhere there is no speech. */
const spoken = (html: string) => html.replace(/<p class="speaker">([\s\S]*?)<\/p>\s*(?:<p>)?/g, '<p><strong>$1:</strong> ')

type Maker = (spec: never, rich: (html: string | undefined) => Rich, say: Say) => Draft

const question: Rich = []

const makers: Record<string, Maker> = {
  choice: ({ options, pick, written }: ChoiceSpec, rich) => ({
    ...{ tag: 'Quiz', question, pick, keepOrder: written },
    options: options.map(({ html, correct, why }) => ({ words: rich(html), correct, why: why === undefined ? undefined : rich(why) })),
  }),
  typed: ({ accepted, wrong, exact }: TypedSpec, rich) => ({
    ...{ tag: 'Typed', question, accepted, exact },
    wrong: wrong.map(({ text, note }) => ({ text, why: note === undefined ? undefined : rich(note) })),
  }),
  cloze({ html, gaps, exact }: ClozeSpec, rich) {
    const { text, kept } = putAside(html, /<span data-gap="(\d+)"><\/span>/g, ([, n]) => gaps[Number(n)])
    return { tag: 'Cloze', exact, question: putBack(rich(text), kept, ({ accepted, hint }) => ({ type: 'gap', accepted, hint })) }
  },
  order: ({ steps }: OrderSpec, rich) => ({ tag: 'Order', question, steps: steps.map(({ html }) => rich(html)) }),
  match: ({ pairs }: MatchSpec, rich) => ({
    ...{ tag: 'Match', question },
    pairs: pairs.map(({ left, right }) => ({ left: rich(left.html), right: rich(right.html) })),
  }),
  card: ({ back }: CardSpec, rich) => ({ tag: 'Card', question, back: rich(back) }),
  'best-reply'({ options }: BestReplySpec, rich, say) {
    say('a drill becomes a choice of one answer')
    const weights = { best: 100, ok: 50, poor: 0 }
    return {
      ...{ tag: 'Quiz', question, pick: 'one' },
      options: options.map(({ html, mark, why, feels }) => ({
        words: rich(html),
        correct: mark === 'best',
        weight: weights[mark],
        why: rich(
          [why, feels && `Feels: ${feels}`]
            .filter(Boolean)
            .map((note) => `<p>${note!}</p>`)
            .join(''),
        ),
      })),
    }
  },
}
