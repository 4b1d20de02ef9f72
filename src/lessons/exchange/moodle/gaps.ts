import type { Inline, Say } from '../rich.ts'
import { lineOf } from '../rich.ts'
import { htmlRich } from '../html.ts'
import { acceptedNumbers, numberAnswer, withoutWildcards } from '../typed-answers.ts'
import { putAside, type PutAside } from '../tokens.ts'

/** `{1:SHORTANSWER:=water~%50%H2O#Not quite}` in the text of a cloze question. */
const embedded =
  /\{\d*:(SHORTANSWER(?:_C)?|SAC?|MWC?|NUMERICAL|NM|MULTICHOICE(?:_[A-Z]+)*|MC[A-Z]*|MULTIRESPONSE(?:_[A-Z]+)*|MR[A-Z]*):((?:\\[\s\S]|[^\\}])*)\}/g

export interface EmbeddedGap {
  type: string
  answers: { words: string; weight: number }[]
}

/** @param html of the question; its gaps come out before it is read */
export function takeEmbedded(html: string): PutAside<EmbeddedGap> {
  return putAside(html, embedded, ([, type, answers]) => ({ type: type!, answers: answersIn(answers!) }))
}

function answersIn(written: string): EmbeddedGap['answers'] {
  return written
    .split(/(?<!\\)~/)
    .filter((answer) => answer.trim() !== '')
    .map((answer) => {
      const [, right, percent, words = ''] = /^\s*(=?)(?:%(-?\d+(?:\.\d+)?)%)?([\s\S]*)$/.exec(answer)!
      const weight = percent === undefined ? (right ? 100 : 0) : Number(percent)
      const [given = ''] = words.split(/(?<!\\)#/)
      return { words: given.replace(/\\([}#~/"\\])/g, '$1').trim(), weight }
    })
}

/** All gaps are typed here, whatever could be picked there. */
export function gapOf({ type, answers }: EmbeddedGap, say: Say): Inline {
  const rich = answers.map(({ words, weight }) => ({ words: htmlRich(words, say), weight }))
  const whole = withoutWildcards(rich, say)
    .filter(({ weight }) => weight >= 100)
    .map(({ words }) => lineOf(words))
  if (/^M(?:C|R|ULTI)/.test(type)) say('a gap whose answer could be picked is typed here, and its other choices are left out')
  else if (answers.some(({ weight }) => weight > 0 && weight < 100)) say('an answer of a gap that earned part of the mark is left out')
  const accepted = /^N/.test(type) ? whole.flatMap((answer) => numbersFor(answer, say)) : whole
  return { type: 'gap', accepted }
}

function numbersFor(answer: string, say: Say): string[] {
  const number = numberAnswer(answer)
  return (number && acceptedNumbers(number, say)) ?? [answer]
}
