import { containsWords } from '../../items/matching.ts'
import { cardSame, decimalComma, gapAnswers, keyInQuestion, longAnswer } from './answer-rules.ts'
import { countWords, others, rights, sentencesOf, type ItemView, type OptionView } from './item-view.ts'
import { answerLetter, keyInAnswer, noteContradicts, pickCount } from './key-rules.ts'
import { crossedWays, feelsContradict, sameWhy } from './reply-rules.ts'

/** What makes one item a worse question than it could be. Each rule says at most one thing of an item. */

export interface Found {
  /** Words that stand on the line which is meant; without them it is the opening tag. */
  at?: string
  message: string
  mend: string
}

export type ItemRule = (view: ItemView) => Found | undefined

export const itemRules: Record<string, ItemRule> = {
  'longest-right': longestRight,
  'all-or-none': allOrNone,
  'negative-question': negativeQuestion,
  'absolute-words': absoluteWords,
  'leans-on-text': leansOnText,
  'long-stem': longStem,
  'many-options': manyOptions,
  'many-gaps': manyGaps,
  'all-right': allRight,
  'gap-answers': gapAnswers,
  'hint-tells': hintTells,
  'answer-letter': answerLetter,
  'key-in-answer': keyInAnswer,
  'key-in-question': keyInQuestion,
  'note-contradicts': noteContradicts,
  'pick-count': pickCount,
  'long-answer': longAnswer,
  'decimal-comma': decimalComma,
  'card-same': cardSame,
  'order-words': orderWords,
  'same-why': sameWhy,
  'feels-contradict': feelsContradict,
  'crossed-ways': crossedWays,
  'bare-feedback': bareFeedback,
}

const isPicked = ({ item }: ItemView) => item.type === 'choice' || item.type === 'best-reply'
const meanLength = (options: OptionView[]) => options.reduce((sum, { text }) => sum + text.length, 0) / options.length

/** Of short answers any is easily twice as long as the others. In a drill the best reply says more, and all are read. */
const shortAnswer = 24

function longestRight(view: ItemView): Found | undefined {
  const [right, other] = [rights(view), others(view)]
  if (view.item.type !== 'choice' || view.isTrueFalse || right.length === 0 || other.length === 0) return undefined
  const [long, usual] = [meanLength(right), meanLength(other)]
  if (long <= shortAnswer || long <= 1.6 * usual) return undefined
  return {
    at: right.toSorted((a, b) => b.text.length - a.text.length)[0]!.text,
    message: `The right answer is ${(long / usual).toFixed(1)} times as long as the others, so learners can pick it without knowing it.`,
    mend: 'shorten it, or say as much in the others.',
  }
}

function allOrNone({ options, words }: ItemView): Found | undefined {
  const found = options.find(({ text }) => words?.allOrNone.test(text.replace(/[.!]$/, '')))
  return (
    found && {
      at: found.text,
      message: `“${found.text}” is about the other answers, which change places, and whoever knows two of them need not know the rest.`,
      mend: 'let learners pick several right answers, "- [x]" on each, or write another wrong one.',
    }
  )
}

function negativeQuestion({ item, stem, stemHtml, words }: ItemView): Found | undefined {
  if (item.type !== 'choice' || !words) return undefined
  const negative = sentencesOf(stem).find((sentence) => sentence.includes('?') && words.negativeQuestion.test(sentence))
  const isBold = [...stemHtml.matchAll(/<strong>(.*?)<\/strong>/gs)].some((match) => words.negation.test(match[1]!))
  return negative === undefined || isBold
    ? undefined
    : {
        message: 'The question asks for what is not so, and a learner in a hurry reads over that word.',
        mend: 'ask for what is so, or print the word in bold: **not**.',
      }
}

/** In two wrong answers or in all: one among others is chance. In a drill people say such words as they do at work. */
function absoluteWords(view: ItemView): Found | undefined {
  const { words } = view
  if (!words || view.item.type !== 'choice' || view.isTrueFalse || rights(view).some(({ text }) => words.absolute.test(text)))
    return undefined
  const wrong = others(view).filter(({ text }) => !words.allOrNone.test(text))
  const absolute = wrong.filter(({ text }) => words.absolute.test(text))
  if (wrong.length === 0 || absolute.length < Math.min(2, wrong.length)) return undefined
  const word = words.absolute.exec(absolute[0]!.text)![0]
  return {
    at: absolute[0]!.text,
    message: `Only wrong answers hold words such as “${word}”, and learners soon know that such answers are wrong.`,
    mend: 'write the wrong answers without them, or use one in the right answer too.',
  }
}

function leansOnText(view: ItemView): Found | undefined {
  const { stem, words } = view
  const unseen = asksOfUnseen(view)
  if (unseen) return unseen
  const leaning = words?.leaning.exec(stem)?.[0]
  return leaning === undefined
    ? undefined
    : {
        message: `“${leaning}” points at the text around the question, and in three months the question is asked alone.`,
        mend: 'say in the question what a learner needs to know to answer it.',
      }
}

/** “Which of the following”, where the question names nothing and no answers are seen. */
function asksOfUnseen({ item, stem, stemHtml, words }: ItemView): Found | undefined {
  const asked = item.type === 'typed' ? words?.ofThese.exec(stem)?.[0] : undefined
  const { accepted = [] } = item.spec as { accepted?: string[] }
  const isNamed = /:|\b(?:or|oder)\b/i.test(stem) || accepted.some((answer) => containsWords(stem, answer, item.locale))
  const isAlone = sentencesOf(stem).length === 1 && !/<(?:li|table|img|blockquote|pre|code)\b/.test(stemHtml)
  return asked === undefined || isNamed || !isAlone
    ? undefined
    : {
        at: asked,
        message: `“${asked}” promises answers to choose from, and in a <Typed …> learners see none: they type one.`,
        mend: 'make it a <Quiz …> with the same lines, or ask without these words: "Which code …?"',
      }
}

const longest = 60

function longStem({ stem }: ItemView): Found | undefined {
  const count = countWords(stem)
  return count <= longest
    ? undefined
    : {
        message: `The question has ${count} words. From ${longest} on, learners search in it instead of thinking about it.`,
        mend: 'leave out what is not needed for the answer, or move it into the text of the lesson.',
      }
}

function manyOptions(view: ItemView): Found | undefined {
  const { length } = view.options
  return !isPicked(view) || length <= 5
    ? undefined
    : {
        message: `There are ${length} answers. More than five test how well somebody reads, and hardly anybody finds four good wrong ones.`,
        mend: 'keep the wrong answers that people really believe.',
      }
}

function manyGaps({ item, gaps }: ItemView): Found | undefined {
  return item.type !== 'cloze' || gaps <= 3
    ? undefined
    : {
        message: `There are ${gaps} gaps. With more than three, too little is left to tell what is meant.`,
        mend: 'make two items of it.',
      }
}

function allRight(view: ItemView): Found | undefined {
  if (view.isTrueFalse && others(view).length === 0)
    return {
      at: view.options[1]!.text,
      message: 'True and false are both marked right, and no statement is both.',
      mend: 'leave the x at one of the two.',
    }
  return view.item.type !== 'choice' || view.options.length < 2 || others(view).length > 0
    ? undefined
    : {
        message: 'Every answer is right, so whoever ticks all of them need not know anything.',
        mend: 'add a wrong answer that somebody might believe: "- [ ] …".',
      }
}

function hintTells({ item, options, isTrueFalse, hint }: ItemView): Found | undefined {
  const { gaps = [], accepted = [] } = item.spec as { gaps?: { accepted: string[] }[]; accepted?: string[] }
  const picked = isTrueFalse ? [] : options.filter(({ isRight }) => isRight).map(({ text }) => text)
  const answers = [...picked, ...accepted, ...gaps.flatMap((gap) => gap.accepted)]
  const answer = answers.find((each) => (each.length > 3 || /\d/.test(each)) && containsWords(hint, each, item.locale))
  return answer === undefined
    ? undefined
    : {
        at: hint.slice(0, 30),
        message: `The hint says “${answer.replace(/^[“"]|[”"]$/g, '')}”, which is the answer, so whoever takes it need not think.`,
        mend: 'let it lead the way: where to look, or what it has to do with.',
      }
}

function orderWords({ item, words }: ItemView): Found | undefined {
  const { steps = [] } = item.type === 'order' ? (item.spec as { steps?: { text: string }[] }) : {}
  const telling = steps.filter(({ text }) => words?.orderWord.test(text))
  return telling.length < 2
    ? undefined
    : {
        at: telling[0]!.text,
        message: 'The steps begin with words such as “First” and “Then”, which tell their order.',
        mend: 'begin each step with what is done.',
      }
}

function bareFeedback({ options, words }: ItemView): Found | undefined {
  const bare = options.flatMap(({ notes }) => notes).find((note) => words?.bare.test(note.replace(/[\s.!…]+$/u, '')))
  return bare === undefined
    ? undefined
    : {
        at: bare,
        message: `“${bare}” tells learners only what they are told anyway.`,
        mend: 'say why the answer is right, or what it would lead to; or delete the note.',
      }
}
