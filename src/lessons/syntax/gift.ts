import { blank, snippet, type Edit } from '../text.ts'
import type { Finding } from './loud.ts'
import type { Tag } from './tags.ts'

/** Answers as Moodle writes them: `{=5 days ~8 days}`. A gap of a text has brackets of its own. */
export function giftAnswers(known: Tag[]): (visible: string) => Finding[] {
  return (visible) =>
    [...visible.matchAll(/\{\s*([=~](?:(?!\n[ \t]*\n)[^{}])*)\}/g)].flatMap((match) => {
      const { index: start } = match
      const inside = tagAround(known, start)
      const answers = answersIn(match[1]!)
      if (inside === 'Cloze' || answers.length < 2 || !answers.some(({ isRight }) => isRight)) return []
      const end = start + match[0].length
      const lines = linesOf(answers)
      const isList = inside === 'Quiz' || inside === 'Typed' || (inside === 'Match' && answers.every(isPair))
      return [
        {
          id: 'option-brackets',
          start,
          end,
          message: `${snippet(match[0])} is how Moodle writes answers. Here it makes none, and learners would read it with the signs that tell the right one.`,
          mend: `${mendIn(inside, answers.every(isPair))} ${lines.map((line) => `"${line}"`).join(', ')}.`,
          edits: isList ? asList(match[0], start) : [{ start, end, text: match[0].replace('{', '(').replace('}', ')') }],
        },
      ]
    })
}

interface GiftAnswer {
  text: string
  isRight: boolean
}

/** With neither its share of the points nor what is said of it. */
function answersIn(inner: string): GiftAnswer[] {
  const pieces = inner.trim().split(/(?=[=~])/)
  const answers = pieces.map((piece) => ({
    text: piece
      .slice(1)
      .replace(/^%-?[\d.]+%/, '')
      .replace(/#[\s\S]*$/, '')
      .replace(/\s+/g, ' ')
      .trim(),
    isRight: piece.startsWith('=') || piece.startsWith('~%100%'),
  }))
  return answers.every(({ text }) => text !== '') ? answers : []
}

/** Each answer becomes a line where it stands, so that nothing else is told of it. */
function asList(written: string, start: number): Edit[] {
  const isPairs = written.includes('->')
  const edit = (from: number, to: number, text: string) => ({ start: start + from, end: start + to, text })
  const signs = [...written.matchAll(/([=~])(?:%-?[\d.]+%)?([^=~#}]*)(#[^=~}]*)?/g)].flatMap(
    ({ 0: whole, 1: sign, 2: words, 3: said, index }) => {
      const end = index + whole.length
      const saidAt = end - (said?.length ?? 0)
      return [
        edit(index, saidAt - words!.length, `\n- ${isPairs ? '' : sign === '=' ? '[x] ' : '[ ] '}`),
        ...(said === undefined ? [] : [edit(saidAt, end, blank(said))]),
      ]
    },
  )
  return [edit(0, 1, '\n\n'), ...signs, edit(written.length - 1, written.length, '')]
}

const isPair = ({ text }: GiftAnswer) => text.includes('->')

const linesOf = (answers: GiftAnswer[]) =>
  answers.map((answer) => (answers.every(isPair) ? `- ${answer.text}` : `- [${answer.isRight ? 'x' : ' '}] ${answer.text}`))

function mendIn(inside: string | undefined, isPairs: boolean): string {
  const each = `each ${isPairs ? 'pair' : 'answer'} on a line of its own below the question:`
  if (isPairs && inside !== 'Match') return `make a <Match …> of it, with ${each}`
  return inside === undefined ? `make a <Quiz …> of it, with ${each}` : `write ${each}`
}

function tagAround(known: Tag[], offset: number): string | undefined {
  const last = known.findLast((tag) => tag.start < offset && !/^(?:Use|Term)$/.test(tag.name))
  return last?.kind === 'open' ? last.name : undefined
}
