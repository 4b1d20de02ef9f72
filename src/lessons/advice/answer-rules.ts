import { containsWords } from '../../items/matching.ts'
import { plainText } from '../search-text.ts'
import { countWords, sentencesOf, type ItemView, type OptionView } from './item-view.ts'
import type { Found } from './item-rules.ts'

/** What makes an answer that is typed or turned up another one than its author meant. */

interface Gap {
  accepted: string[]
  hint?: string
}

const spec = ({ item }: ItemView) => item.spec as { html: string; gaps?: Gap[]; accepted?: string[]; exact?: boolean; back?: string }

/** Anki's number in the place of the answer, or a whole clause to be typed with a word as its hint. */
const isTurned = ({ accepted, hint }: Gap) =>
  hint !== undefined && (accepted.some(isNumber) || (countWords(hint) === 1 && accepted.every((answer) => countWords(answer) >= 4)))

const isNumber = (answer: string) => /^c\d+$/i.test(answer)

const severalAnswers = /\S\s+(?:\/|or|oder)\s+\S|^[^\s,]+,\s[^\s,]+$|^\p{L}{3,}\/\p{L}{3,}$/iu

/** Only `|` divides answers, and only `::` begins a hint. */
export function gapAnswers(view: ItemView): Found | undefined {
  const { gaps = [], accepted: typed = [] } = spec(view)
  if (view.item.type === 'typed') return typedAnswers(typed)
  if (view.item.type !== 'cloze') return undefined
  const answers = gaps.flatMap(({ accepted }) => accepted)
  const moodle = answers.find((answer) => /^=|\S~|^%\d/.test(answer))
  if (moodle !== undefined) {
    const right = /(?:^|~)(?:=|%100%)([^~]+)/.exec(moodle)?.[1] ?? moodle.split('~')[0]!
    return {
      at: moodle,
      message: `Learners would have to type “${moodle}”, signs and all: = and ~ are the marks of Moodle.`,
      mend: `put the right answer alone into the gap: [[${right.trim()}]]`,
    }
  }
  const several = answers.find((answer) => severalAnswers.test(answer))
  if (several !== undefined) {
    const apart = several.split(/\s+(?:or|oder)\s+|\s*\/\s*|,\s/i).join('|')
    return {
      at: several,
      message: `Learners would have to type “${several}”, all of it.`,
      mend: `put | between answers that are right by themselves: [[${apart}]]`,
    }
  }
  const turned = gaps.find(isTurned)
  if (turned) {
    const [answer] = turned.accepted as [string]
    return {
      at: answer,
      message: `Learners would have to type “${answer}”, and would read “${turned.hint!}” as the hint.`,
      mend: isNumber(answer)
        ? `leave the number out: [[${turned.hint!}]]`
        : `the answer stands first, then the hint: [[${turned.hint!}::${answer}]]`,
    }
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

const mostWords = 6

/** What nobody types word for word. */
export function longAnswer(view: ItemView): Found | undefined {
  // Several answers in one, say, are not one long answer.
  if (gapAnswers(view)) return undefined
  const { gaps = [], accepted: typed = [] } = spec(view)
  const asked = view.item.type === 'typed' ? [typed] : view.item.type === 'cloze' ? gaps.map(({ accepted }) => accepted) : []
  const long = asked.find((accepted) => accepted.length > 0 && accepted.every((answer) => countWords(answer) > mostWords))?.[0]
  return long === undefined
    ? undefined
    : {
        at: long,
        message: `Learners would have to type ${countWords(long)} words, each as it stands here, and hardly anybody will.`,
        mend: 'ask for the word that matters, or make a <Quiz> or a <Card> of it.',
      }
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
  const told = [...typedRight(view), ...longRight(view)].find((answer) => saying(view, answer) !== undefined)
  return told === undefined
    ? undefined
    : {
        at: told,
        message: `The question itself says “${told}”, so learners copy the answer instead of remembering it.`,
        mend: 'ask without these words.',
      }
}

/** Not what is to be typed as it is printed, or to be heard out of somebody's words. */
function typedRight(view: ItemView): string[] {
  const { accepted = [], exact } = view.item.type === 'typed' ? spec(view) : {}
  if (exact) return []
  const quotes = [...view.stem.matchAll(/[“„"«]([^“”„"«»]+)[“”"»]/g)]
    .map(([, words = '']) => words)
    .filter((words) => countWords(words) >= 5)
  return accepted.filter((answer) => isLong(answer) && !quotes.some((words) => containsWords(words, answer, view.item.locale)))
}

/** Three words or a number of something: of a word or two the question may well be about. Not where it also names what else there is to choose from. */
function longRight({ item, stem, options, isTrueFalse }: ItemView): string[] {
  const says = ({ text }: OptionView) => containsWords(stem, numberOf.exec(text)?.[1] ?? text, item.locale)
  const isTold = ({ text }: OptionView) => (countWords(text) >= 3 || numberOf.test(text)) && containsWords(stem, text, item.locale)
  const told = isTrueFalse ? [] : options.filter((option) => option.isRight && isTold(option))
  return told.length > 0 && options.some((option) => !option.isRight && says(option)) ? [] : told.map(({ text }) => text)
}

/** `45 minutes`, `20 %` */
const numberOf = /^(\d[\d.,]*)\s?(?:\p{L}+|[%€$£])[.!]?$/u

/** “eine” is a number to be typed, and an article everywhere else. */
const isLong = (answer: string) => (answer.length > 3 && !/^eine[mnrs]?$/i.test(answer)) || /\d/.test(answer)

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
