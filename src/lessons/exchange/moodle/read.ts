import { placeAt } from '../../text.ts'
import { clean } from '../clean.ts'
import { leftOut, type Draft, type Part, type Read } from '../draft.ts'
import { categoryName } from '../gift/read.ts'
import { htmlRich } from '../html.ts'
import { markdownRich } from '../markdown.ts'
import { gapsOf, isBlank, lineOf, plainRich, type Rich, type Say } from '../rich.ts'
import { putBack } from '../tokens.ts'
import { acceptedNumbers, numberAnswer, typedOf } from '../typed-answers.ts'
import { choiceOf, trueFalse, type Weighed } from '../weights.ts'
import { readXml, type XmlNode } from '../xml.ts'
import { gapOf, takeEmbedded } from './gaps.ts'

/** Moodle's XML: a `<quiz>` of `<question>`s. */
export function readMoodle(source: string): Read {
  const text = clean(source)
  const parts = readXml(text, 'quiz')
    .children('question')
    .flatMap((question): Part[] => {
      const { line } = placeAt(text, question.at)
      if (question.attributes.type === 'category')
        return [{ line, kind: 'heading', words: categoryName(wordsIn(question.child('category'))) }]
      return [readQuestion(question, line)]
    })
  return { parts, unit: 'line' }
}

function readQuestion(question: XmlNode, line: number): Part {
  const changes: string[] = []
  const say: Say = (change) => void (changes.includes(change) || changes.push(change))
  const type = question.attributes.type ?? ''
  const name = wordsIn(question.child('name')).trim() || lineOf(richIn(question.child('questiontext'), say))
  if (type === 'description') return { line, kind: 'prose', rich: richIn(question.child('questiontext'), say), changes }
  const read = Object.hasOwn(readers, type) ? readers[type]! : undefined
  if (!read) return leftOut(line, name, unasked[type] ?? `Heed has no kind of item for a question of the type “${type}”`)
  const draft = read(question, say)
  if (typeof draft === 'string') return leftOut(line, name, draft)
  const tags =
    question
      .child('tags')
      ?.children('tag')
      .map((tag) => wordsIn(tag).trim()) ?? []
  return { line, kind: 'item', draft: { ...draft, ...asides(question, draft, say) }, changes, tags }
}

/** Hints and what is said to everybody afterwards. */
function asides(question: XmlNode, draft: Draft, say: Say): Pick<Draft, 'hint' | 'takeaway'> {
  const hints = question
    .children('hint')
    .map((hint) => richIn(hint, say))
    .filter((hint) => !isBlank(hint))
  if (hints.length > 1) say('only the first of its hints is kept')
  const general = richIn(question.child('generalfeedback'), say)
  return { hint: hints[0], takeaway: isBlank(general) ? draft.takeaway : general }
}

/** @returns why it cannot be asked, where it cannot */
type QuestionReader = (question: XmlNode, say: Say) => Draft | string

const readers: Record<string, QuestionReader> = {
  multichoice: (question, say) => {
    const single = /^(?:true|1)$/.test((question.child('single')?.text ?? 'true').trim())
    return choiceOf(askedIn(question, say), answersIn(question, say), single, say)
  },
  truefalse: (question, say) => {
    const answers = answersIn(question, say)
    const [whenTrue, whenFalse] = ['true', 'false'].map((word) => answers.find(({ words }) => lineOf(words).toLowerCase() === word))
    return trueFalse(askedIn(question, say), (whenTrue?.weight ?? 0) > (whenFalse?.weight ?? 0), whenTrue?.feedback, whenFalse?.feedback)
  },
  shortanswer: (question, say) => {
    const isExact = (question.child('usecase')?.text ?? '').trim() === '1'
    return { ...typedOf(askedIn(question, say), answersIn(question, say), say), exact: isExact }
  },
  numerical: (question, say) => {
    const accepted: string[] = []
    for (const answer of question.children('answer').filter(({ attributes }) => Number(attributes.fraction) >= 100)) {
      const written = `${wordsIn(answer).trim()}:${answer.child('tolerance')?.text.trim() || '0'}`
      const number = numberAnswer(written)
      if (!number) return `“${wordsIn(answer).trim()}” is no number`
      accepted.push(...(acceptedNumbers(number, say) ?? []))
    }
    return { tag: 'Typed', question: askedIn(question, say), accepted, wrong: [] }
  },
  matching: (question, say) => {
    const all = question
      .children('subquestion')
      .map((pair) => ({ left: richIn(pair, say), right: richIn(pair.child('answer'), say, 'plain_text') }))
    const pairs = all.filter(({ left }) => !isBlank(left))
    if (pairs.length < all.length) say('answers that go with nothing are left out')
    return { tag: 'Match', question: askedIn(question, say), pairs }
  },
  ordering: (question, say) => {
    const steps = question
      .children('answer')
      .map((answer, index) => ({ place: Number(answer.attributes.fraction) || index + 1, step: richIn(answer, say) }))
    return { tag: 'Order', question: askedIn(question, say), steps: steps.toSorted((a, b) => a.place - b.place).map(({ step }) => step) }
  },
  cloze: (question, say) => {
    const node = question.child('questiontext')
    const { text, kept } = takeEmbedded(wordsIn(node))
    const asked = putBack(richOf(text, node?.attributes.format, say), kept, (gap) => gapOf(gap, say))
    return gapsOf(asked).length > 0 ? { tag: 'Cloze', question: asked } : 'No gap was found in its text'
  },
}
readers.match = readers.matching!

const unasked: Record<string, string> = {
  essay: 'An essay has no answer that Heed could judge. Ask for the point it should make, as a <Card> or a <Quiz>',
  calculated: 'Its numbers are drawn anew each time, and an item here always asks the same',
}

const askedIn = (question: XmlNode, say: Say): Rich => richIn(question.child('questiontext'), say)

function answersIn(question: XmlNode, say: Say): Weighed[] {
  return question.children('answer').map((answer) => ({
    words: richIn(answer, say),
    weight: Number(answer.attributes.fraction ?? 0),
    feedback: answer.child('feedback') ? richIn(answer.child('feedback'), say) : undefined,
  }))
}

/** Most texts stand in a `<text>` of their own. */
const wordsIn = (node: XmlNode | undefined): string => node?.child('text')?.text ?? node?.text ?? ''

const richIn = (node: XmlNode | undefined, say: Say, otherwise = 'html'): Rich =>
  richOf(wordsIn(node), node?.attributes.format ?? otherwise, say)

function richOf(words: string, format: string | undefined, say: Say): Rich {
  if (format === 'plain_text') return plainRich(words)
  return format === 'markdown' ? markdownRich(words, say) : htmlRich(words, say)
}
