import { containsWords } from '../../items/matching.ts'
import { plainText } from '../search-text.ts'
import { countWords, sentencesOf, type ItemView } from './item-view.ts'
import type { Found } from './item-rules.ts'

/** What makes an answer that is typed or turned up another one than its author meant. */

interface Gap {
  accepted: string[]
  hint?: string
}

const spec = ({ item }: ItemView) => item.spec as { html: string; gaps?: Gap[]; accepted?: string[]; back?: string }

/** A whole clause to be typed, and a word as its hint. */
const isTurned = ({ accepted, hint }: Gap) =>
  hint !== undefined && countWords(hint) === 1 && accepted.every((answer) => countWords(answer) >= 4)

/** Only `|` divides answers, and only `::` begins a hint. */
export function gapAnswers({ item }: ItemView): Found | undefined {
  const { gaps = [], accepted = [] } = item.spec as { gaps?: Gap[]; accepted?: string[] }
  if (item.type === 'typed') return typedAnswers(accepted)
  const answers = item.type === 'cloze' ? gaps.flatMap(({ accepted }) => accepted) : []
  const numbered = gaps.find(({ accepted, hint }) => hint && accepted.some((answer) => /^c\d+$/i.test(answer)))
  if (item.type === 'cloze' && numbered)
    return {
      at: numbered.accepted[0]!,
      message: `Learners would have to type “${numbered.accepted[0]!}”, and would read “${numbered.hint!}” as the hint.`,
      mend: `leave the number out: [[${numbered.hint!}]]`,
    }
  const several = answers.find(
    (answer) => /\S\s+(?:\/|or|oder)\s+\S/i.test(answer) || /^[^\s,]+,\s[^\s,]+$/.test(answer) || /^\p{L}{3,}\/\p{L}{3,}$/u.test(answer),
  )
  if (several !== undefined) {
    const apart = several.split(/\s+(?:or|oder)\s+|\s*\/\s*|,\s/i).join('|')
    return {
      at: several,
      message: `Learners would have to type “${several}”, all of it.`,
      mend: `put | between answers that are right by themselves: [[${apart}]]`,
    }
  }
  const turned = item.type === 'cloze' ? gaps.find(isTurned) : undefined
  if (turned)
    return {
      at: turned.accepted[0]!,
      message: `Learners would have to type “${turned.accepted[0]!}”, and would read “${turned.hint!}” as the hint.`,
      mend: `the answer stands first, then the hint: [[${turned.hint!}::${turned.accepted[0]!}]]`,
    }
  const hinted = answers.map((answer) => /^([^:]+):\s?([^\s\d:/][^:]*)$/.exec(answer)).find(Boolean)
  return hinted
    ? {
        at: hinted[0],
        message: `Learners would have to type “${hinted[0]}”, all of it.`,
        mend: `a hint begins with two colons: [[${hinted[1]}::${hinted[2]}]]`,
      }
    : undefined
}

/** Three short pieces between commas, or two between strokes or with “or”, are answers; a clause is one. */
function typedAnswers(accepted: readonly string[]): Found | undefined {
  const pieces = (text: string) => text.split(/\s*,\s+|\s+\/\s+|\s+(?:or|oder)\s+/i)
  const least = (text: string) => (/ (?:\/|or|oder) /i.test(text) ? 2 : 3)
  const isList = (text: string) => pieces(text).length >= least(text) && pieces(text).every((each) => countWords(each) <= 2)
  const several = accepted.find(isList)
  return several === undefined
    ? undefined
    : {
        at: several,
        message: `Learners would have to type “${several}”, all of it.`,
        mend: `give each answer a line of its own: ${pieces(several)
          .map((each) => `"- [x] ${each}"`)
          .join(', ')}.`,
      }
}

/** Paper has the solution at its foot; here the question is all there is to read. */
export function keyInQuestion(view: ItemView): Found | undefined {
  const label =
    /^(?:(?:the )?(?:correct|right) answers?|answers?(?: key)?|solution|key|(?:richtige )?antwort|lösung)(?: is| ist)?\s*[:=].*$/im.exec(
      view.stem,
    )
  if (label && view.item.type !== 'conversation')
    return {
      at: label[0],
      message: `“${label[0]}” stands in the question, so learners read the answer before they give one.`,
      mend: 'delete the line; which answer is right is said by the marks alone.',
    }
  const { accepted = [] } = view.item.type === 'typed' ? spec(view) : {}
  const told = accepted.find((answer) => isLong(answer) && saying(view, answer) !== undefined)
  return told === undefined
    ? undefined
    : {
        at: told,
        message: `The question itself says “${told}”, so learners copy the answer instead of remembering it.`,
        mend: 'ask without the word.',
      }
}

const isLong = (answer: string) => answer.length > 3 || /\d/.test(answer)

/** The sentence of the question that holds the answer, unless it names what there is to choose from. */
const saying = ({ stem, item }: ItemView, answer: string) =>
  sentencesOf(stem).find((sentence) => containsWords(sentence, answer, item.locale) && !/\b(?:or|oder)\b/i.test(sentence))

/** In a language whose decimals have a point, 2,5 is no number. */
export function decimalComma(view: ItemView): Found | undefined {
  const { gaps = [], accepted = [] } = spec(view)
  const texts = view.item.type === 'typed' ? accepted : gaps.flatMap((gap) => gap.accepted)
  const found = texts.find((text) => /^\d+,\d{1,2}(?:\s?%)?$/.test(text))
  if (found === undefined || (0.5).toLocaleString(view.item.locale).includes(',')) return undefined
  const pointed = found.replace(',', '.')
  return texts.includes(pointed)
    ? undefined
    : {
        at: found,
        message: `In the language of this lesson a decimal has a point, so whoever types “${pointed}” would be wrong.`,
        mend: `write ${pointed}`,
      }
}

export function cardSame(view: ItemView): Found | undefined {
  const { back } = view.item.type === 'card' ? spec(view) : {}
  return back === undefined || plainText(back).trim().toLowerCase() !== view.stem.trim().toLowerCase()
    ? undefined
    : {
        message: 'Both sides of the card say the same, so there is nothing to remember.',
        mend: 'write below the line what learners are to know.',
      }
}
