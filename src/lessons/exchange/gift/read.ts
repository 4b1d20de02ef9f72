import { clean } from '../clean.ts'
import { leftOut, type Draft, type Part, type Read } from '../draft.ts'
import { htmlRich } from '../html.ts'
import { markdownRich } from '../markdown.ts'
import { isBlank, lineOf, plainRich, type Inline, type Rich, type Say } from '../rich.ts'
import { putBack, shielded, tokenOf } from '../tokens.ts'
import { acceptedNumbers, numberAnswer, typedOf, withoutWildcards } from '../typed-answers.ts'
import { choiceOf, trueFalse, type Weighed } from '../weights.ts'
import { category, giftBlocks, type GiftBlock } from './blocks.ts'

const escapes = { '\\\\': '\\', '\\:': ':', '\\#': '#', '\\=': '=', '\\{': '{', '\\}': '}', '\\~': '~', '\\n': '\n' }

/** Moodle's GIFT: text questions with their answers in curly brackets. */
export function readGift(source: string): Read {
  const parts = giftBlocks(clean(source)).flatMap((block): Part[] => {
    const path = category.exec(block.text)?.[1]
    if (path !== undefined) return [{ line: block.line, kind: 'heading', words: categoryName(path) }]
    return [readBlock(block)]
  })
  return { parts, unit: 'line' }
}

/** The last of a path such as `$course$/top/Refunds`. */
export const categoryName = (path: string): string =>
  path
    .trim()
    .split(/(?<!\/)\/(?!\/)/)
    .at(-1)!
    .replaceAll('//', '/')
    .trim()

/** Everything that reading a block needs: its text with escapes out of the way, and how to read a piece of it. */
interface Reading {
  say: Say
  bare: (value: string) => string
  rich: (value: string) => Rich
  /** Of an answer, where it is read differently. */
  words?: (value: string) => Rich
}

function readBlock(block: GiftBlock): Part {
  const changes: string[] = []
  const say: Say = (change) => void (changes.includes(change) || changes.push(change))
  const { text: shieldedText, bare } = shielded(block.text.trim(), escapes)
  const { body, name } = withoutName(shieldedText)
  const open = body.indexOf('{')
  const close = body.indexOf('}', open)
  const title = bare(name ?? (open < 0 ? body : body.slice(0, open)))
  if (open < 0 !== body.indexOf('}') < 0 || (open >= 0 && close < 0)) return leftOut(block.line, title, bracesWords)
  const { format, words } = withoutFormat(open < 0 ? body : body.slice(0, open))
  const reading: Reading = { say, bare, rich: (value) => richIn(value, format, bare, say) }
  if (open < 0) return { line: block.line, kind: 'prose', rich: reading.rich(words), changes }
  const answers = splitFeedback(body.slice(open + 1, close).trim())
  const after = body.slice(close + 1).trimEnd()
  const draft = readAnswers({ before: words, after, ...answers }, reading)
  if (typeof draft === 'string') return leftOut(block.line, title, draft)
  const general = answers.general === undefined ? undefined : reading.rich(answers.general)
  const whole = { ...draft, takeaway: general && !isBlank(general) ? general : draft.takeaway }
  return { line: block.line, kind: 'item', draft: whole, changes, tags: block.tags, id: block.id }
}

const bracesWords =
  'It has a { without its }, or the other way round. Look for an empty line among its answers, and write \\{ for a bracket that is meant as one'

function withoutName(body: string): { body: string; name?: string } {
  const match = /^::([\s\S]*?)::\s*/.exec(body)
  return match ? { body: body.slice(match[0].length), name: match[1]! } : { body }
}

type Format = 'html' | 'markdown' | 'plain' | 'moodle'

function withoutFormat(words: string, otherwise: Format = 'moodle'): { format: Format; words: string } {
  const match = /^\s*\[(html|markdown|plain|moodle)\]/.exec(words)
  return match ? { format: match[1] as Format, words: words.slice(match[0].length) } : { format: otherwise, words }
}

/** Moodle's own format is HTML in which a new line that is written as \\n counts. */
function richIn(value: string, otherwise: Format, bare: Reading['bare'], say: Say): Rich {
  const { format, words } = withoutFormat(value, otherwise)
  if (format === 'plain') return plainRich(bare(words))
  if (format === 'markdown') return markdownRich(bare(words), say)
  const source = bare(words.replace(/\n\s*/g, ' ')).trim()
  return htmlRich(format === 'html' ? source : source.replace(/\n\s*\n/g, '<p>').replace(/\n/g, '<br>'), say)
}

function splitFeedback(answers: string): { answers: string; general?: string } {
  const at = answers.lastIndexOf('####')
  return at < 0 ? { answers } : { answers: answers.slice(0, at).trim(), general: answers.slice(at + 4) }
}

interface Question {
  before: string
  after: string
  answers: string
}

/** @returns why it cannot be asked, where it cannot */
function readAnswers(question: Question, reading: Reading): Draft | string {
  const { answers, after } = question
  if (answers === '') return 'An essay has no answer that Heed could judge. Ask for the point it should make, as a <Card> or a <Quiz>'
  if (answers.startsWith('#')) return numbers(question, asTyped(reading))
  const truth = /^(T|TRUE|F|FALSE)\s*(?:#([^#]*))?(?:#([\s\S]*))?$/.exec(answers)
  if (truth) return trueOrFalse(truth, question, reading)
  if (!answers.includes('~') && answers.includes('=') && answers.includes('->')) return pairs(question, reading)
  const isTyped = !answers.includes('~')
  const weighed = splitAnswers(answers).map((answer) => weighedOf(answer, isTyped || after !== '' ? asTyped(reading) : reading))
  if (weighed.length === 0) return 'There is no answer between its brackets'
  if (after !== '') return missingWord(question, weighed, reading)
  if (isTyped) return typedOf(reading.rich(question.before), weighed, reading.say)
  return choiceOf(
    reading.rich(question.before),
    weighed,
    weighed.some(({ marked }) => marked),
    reading.say,
  )
}

/** The words of the question; where the answers stand in the middle there is a blank line to fill. */
const asked = ({ before, after }: Question, { rich }: Reading) => rich(after === '' ? before : `${before.trimEnd()} _____${after}`)

const splitAnswers = (answers: string) =>
  answers
    .split(/(?=[=~])/)
    .map((answer) => answer.trim())
    .filter((answer) => !/^[=~]?$/.test(answer))

/** What is typed is compared as it stands: it is no HTML. */
const asTyped = (reading: Reading): Reading => ({ ...reading, words: (value) => plainRich(reading.bare(value)) })

interface GiftAnswer extends Weighed {
  /** With = before it. */
  marked: boolean
}

function weighedOf(answer: string, { rich, words: read = rich }: Reading): GiftAnswer {
  const [, sign = '', percent, rest = ''] = /^([=~]?)\s*(?:%(-?\d+(?:\.\d*)?)%)?([\s\S]*)$/.exec(answer)!
  const hash = rest.indexOf('#')
  const weight = percent === undefined ? (sign === '~' ? 0 : 100) : Number(percent)
  const words = read(hash < 0 ? rest : rest.slice(0, hash))
  const feedback = hash < 0 ? undefined : rich(rest.slice(hash + 1))
  return { words, weight, feedback, marked: sign !== '~' }
}

function trueOrFalse(match: RegExpExecArray, question: Question, reading: Reading): Draft {
  const isTrue = match[1]!.startsWith('T')
  const [ifWrong, ifRight] = [match[2], match[3]].map((words) => (words?.trim() ? reading.rich(words) : undefined))
  return trueFalse(asked(question, reading), isTrue, isTrue ? ifRight : ifWrong, isTrue ? ifWrong : ifRight)
}

function pairs(question: Question, reading: Reading): Draft | string {
  const lines = splitAnswers(question.answers)
  const cut = lines.map((line) => line.replace(/^=/, '').split(/->([\s\S]*)/))
  if (cut.some(([, right]) => right === undefined)) return 'One of its pairs has no ->'
  const whole = cut.filter(([left]) => left!.trim() !== '')
  if (whole.length < cut.length) reading.say('answers that go with nothing are left out')
  return {
    tag: 'Match',
    question: asked(question, reading),
    pairs: whole.map(([left, right]) => ({ left: reading.rich(left!), right: plainRich(reading.bare(right!.trim())) })),
  }
}

function numbers(question: Question, reading: Reading): Draft | string {
  const { say } = reading
  const weighed = splitAnswers(question.answers.slice(1)).map((answer) => weighedOf(answer, reading))
  if (weighed.some(({ marked, feedback }) => !marked && feedback)) say('the feedback to every other number is left out')
  const accepted: string[] = []
  const wrong: { text: string; why?: Rich | undefined }[] = []
  for (const { words, weight, feedback } of weighed.filter(({ marked }) => marked)) {
    const number = numberAnswer(lineOf(words))
    const listed = number && acceptedNumbers(number, say)
    if (!listed) return `“${lineOf(words)}” is no number and no range that could be written out. Ask for one number, with <Typed>`
    if (weight >= 100) accepted.push(...listed)
    else if (!listed.some((each) => accepted.includes(each))) wrong.push(...listed.map((each) => ({ text: each, why: feedback })))
  }
  if (wrong.length > 0) say('a number that earned part of the mark counts as wrong here, with its feedback')
  const note = weighed.find(({ weight, feedback }) => weight >= 100 && feedback && !isBlank(feedback))?.feedback
  return { tag: 'Typed', question: asked(question, reading), accepted, wrong, takeaway: note }
}

/** A word to be filled in: what may be picked there is typed here. */
function missingWord(question: Question, weighed: readonly GiftAnswer[], { rich, say }: Reading): Draft {
  const right = withoutWildcards(weighed, say).filter(({ weight }) => weight >= 100)
  const others = weighed.filter(({ weight }) => weight < 100)
  if (others.length > 0)
    say(`the word is typed here, so the other choices are left out: ${others.map(({ words }) => lineOf(words)).join(', ')}`)
  if (weighed.some(({ feedback }) => feedback && !isBlank(feedback))) say('a gap has no feedback of its own, so it is left out')
  const gap: Inline = { type: 'gap', accepted: right.map(({ words }) => lineOf(words)) }
  return { tag: 'Cloze', question: putBack(rich(`${question.before}${tokenOf(0)}${question.after}`), [gap], (each) => each) }
}
