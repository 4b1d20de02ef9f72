import type { ChoiceSpec } from '../../items/choice/index.ts'
import { containsWords } from '../../items/matching.ts'
import type { Found } from './item-rules.ts'
import { countWords, others, rights, sentencesOf, type ItemView } from './item-view.ts'
import type { Words } from './words.ts'

/** What gives the key away, or says another one. */

/** Answers change places, so that none has a letter. */
export function answerLetter(view: ItemView): Found | undefined {
  const { item, options, isWritten, isTrueFalse, hint, takeaway, words } = view
  if (item.type === 'order') return solutionInNumbers(view)
  if (isWritten || isTrueFalse || options.length === 0 || !['choice', 'best-reply'].includes(item.type)) return undefined
  const texts = [...options.flatMap(({ notes }) => notes), hint, takeaway]
  const found = texts.map((text) => words?.answerLetter.exec(text)).find(Boolean)
  return found
    ? {
        at: found[0],
        message: `“${found[0]}” means nothing to learners: the answers have no letters or numbers, and change places.`,
        mend: 'name the answer by its words.',
      }
    : undefined
}

/** As on paper, where the steps stand mixed. */
function solutionInNumbers({ hint, takeaway }: ItemView): Found | undefined {
  const found = /(?<![\d,.–-] ?)[1-9](?:(?:\s?[,–-]\s?|\s)[1-9]){2,}(?! ?[\d,–-])/.exec(`${hint}\n${takeaway}`)
  return found
    ? {
        at: found[0],
        message: `“${found[0]}” means nothing to learners: the steps have no numbers, and the order in which they are written is the right one.`,
        mend: 'write the steps in the right order, and delete the numbers here.',
      }
    : undefined
}

const saysItself = /[([](?:correct|right|wrong|incorrect|best|richtig|falsch|korrekt)[)\]]\.?$/i
/** `(wrong, he left)`. What goes on as a list, such as “(wrong, late or missing)”, is about something else. */
const saysWhyItself =
  /[([](?:correct|right|wrong|incorrect|richtig|falsch|korrekt)(?:[,:;]| [-–—]) ?(?:s?he|it|they|you|we|that|this|there|because|since|as|er|sie|es|das|dies|man|du|wir|ihr|weil|denn|da)(?!\p{L})[^()[\]]*[)\]]\.?$/iu

export function keyInAnswer({ options }: ItemView): Found | undefined {
  const found = options.find(({ text }) => saysItself.test(text) || saysWhyItself.test(text))
  const set = options.filter(({ html }) => /^<(strong|em)>(?:(?!<\/\1>).)*<\/\1>[.!?]?$/s.test(html))
  if (!found && set.length === 1 && set[0]!.isRight && options.length > 1)
    return {
      at: set[0]!.text,
      message: `Of all answers only the right one, “${set[0]!.text}”, is set in bold or italics, and learners see it before they answer.`,
      mend: 'take its stars away.',
    }
  return (
    found && {
      at: found.text,
      message: `“${found.text}” says itself whether it is right, and learners read it before they answer.`,
      mend: 'mark it only in the brackets at its front.',
    }
  )
}

/** Of true and false, the note may well begin with the other word. */
export function noteContradicts(view: ItemView): Found | undefined {
  if (view.item.type !== 'choice' || !view.words) return undefined
  return view.isTrueFalse ? otherOfTwo(view) : (noteAgainstMark(view, view.words) ?? taughtWrong(view, view.words))
}

/** A take-away for everybody that begins with the one of true and false that is marked wrong. */
function otherOfTwo(view: ItemView): Found | undefined {
  const { takeaway } = view
  const begins = /^(\p{L}+)[:.!,—–]/u.exec(takeaway)?.[1]?.toLowerCase()
  const wrong = others(view).find(({ text }) => text.toLowerCase() === begins)
  return (
    wrong && {
      at: takeaway,
      message: `The take-away begins with “${wrong.text}”, which is marked wrong.`,
      mend: 'put the x at the answer that is right, or write another take-away.',
    }
  )
}

/** “Yes” and “No” may well be the answer itself, and “Yes, but …” is no praise. */
function noteAgainstMark({ options }: ItemView, words: Words): Found | undefined {
  const praises = (why: string) => words.saysRight.test(why) && !words.weighs.test(why)
  const found = options.find(({ isRight, text, why }) => !words.yesNo.test(text) && (isRight ? words.saysWrong.test(why) : praises(why)))
  return (
    found && {
      at: found.text,
      message: `“${found.text}” is marked ${found.isRight ? 'right' : 'wrong'}, and its note begins as if it were ${found.isRight ? 'wrong' : 'right'}.`,
      mend: 'put the x at the answer that is right, or write another note.',
    }
  )
}

/** A wrong answer that the take-away gives as a fact: in a sentence that neither denies nor compares. */
function taughtWrong(view: ItemView, words: Words): Found | undefined {
  const { item, takeaway } = view
  const says = (text: string, answer: string) => containsWords(text, answer, item.locale)
  if (!takeaway || rights(view).some(({ text }) => says(takeaway, text) || shared(takeaway, text) > 0.5)) return undefined
  const teaches = (sentence: string, answer: string) =>
    (countWords(answer) >= 2 && says(sentence, answer)) || (words.approves.test(sentence) && shared(sentence, answer) >= 0.75)
  for (const sentence of sentencesOf(takeaway).filter((each) => !words.weighs.test(each))) {
    const wrong = others(view).find(({ text }) => teaches(sentence, text))
    if (wrong)
      return {
        at: sentence,
        message: `The take-away says “${wrong.text}”, which is marked wrong, and does not say the right answer.`,
        mend: 'put the x at the answer that is right, or say in the take-away what is.',
      }
  }
  return undefined
}

/** How much of the answer a text says in whatever form: the share of its longer words that begin as one of the text's does. */
function shared(text: string, answer: string): number {
  const beginnings = (words: string) => (words.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []).map((word) => word.slice(0, 4))
  const [own, all] = [beginnings(answer), new Set(beginnings(text))]
  return own.length < 2 ? 0 : own.filter((word) => all.has(word)).length / own.length
}

export function pickCount(view: ItemView): Found | undefined {
  const { item, stem, words } = view
  if (item.type !== 'choice' || !words) return undefined
  const right = rights(view).length
  const asked = words.pickCount.exec(stem)
  const one = asked || right < 2 || (item.spec as ChoiceSpec).pick === 'one' ? null : words.pickOne.exec(stem)
  if (one) return pickedTwice((one[1] ?? one[2])!, right)
  const count = asked ? (words.counts[asked[1]!.toLowerCase()] ?? Number(asked[1])) : 0
  return !asked || count === right
    ? undefined
    : {
        at: asked[0],
        message: `The question asks for ${count} answers, and ${right} ${right === 1 ? 'is' : 'are'} marked right.`,
        mend: 'put an x at each answer that is right, or ask for as many as there are.',
      }
}

/** Of several [x] learners may pick all, which “which one” tells them not to. */
const pickedTwice = (words: string, right: number): Found => ({
  at: words,
  message: `“${words}” asks for one answer, and ${right} are marked right.`,
  mend: 'leave the x at one answer, or ask for all that are right: "Which of these …?"',
})
