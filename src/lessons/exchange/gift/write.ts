import type { Draft, DraftOption } from '../draft.ts'
import type { Exportable, ExportNote } from '../export.ts'
import { outgoing } from '../outgoing.ts'
import { gapsOf, isBlank, lineOf, type Rich, type Say } from '../rich.ts'
import { richHtml } from '../rich-html.ts'
import { tokenOf } from '../tokens.ts'

/** Moodle's GIFT, each lesson a category; what follows without another one is in the same. */
export function writeGift(items: readonly Exportable[]): { body: string; notes: ExportNote[] } {
  const { written, notes } = outgoing(items, questionOf)
  const blocks = written.flatMap(({ exportable: { item, lesson }, out }, index) => {
    const before = written[index - 1]?.exportable.lesson
    return [
      ...(before && categoryOf(before) === categoryOf(lesson) ? [] : [`$CATEGORY: ${categoryOf(lesson)}`]),
      `// [id:${item.id}] [tag:${item.skill}]\n::${signs(item.id)}::${out.text}`,
    ]
  })
  return { body: `${blocks.join('\n\n')}\n`, notes }
}

const categoryOf = ({ title }: Exportable['lesson']) => title.replaceAll('/', '//').replace(/\s+/g, ' ')

function questionOf(draft: Draft, _: Exportable, say: Say): { text: string } | string {
  if (draft.hint) say('the hint is lost')
  const general = draft.takeaway && !isBlank(draft.takeaway) ? `\n\t####${html(draft.takeaway)}` : ''
  const answers = answersOf(draft, say)
  if (answers === undefined)
    return `GIFT has no ${draft.tag === 'Order' ? 'question that puts steps in order' : draft.tag === 'Card' ? 'cards' : 'text with several gaps'}`
  if (draft.tag !== 'Cloze') return { text: `${html(draft.question)}{${answers}${general}\n}` }
  const [before = '', after = ''] = html(draft.question, tokenOf(0)).split(tokenOf(0))
  if (after.trim() === '') say('a gap at the very end becomes a question with a typed answer')
  return { text: `${before}{${answers}${general}\n}${after}` }
}

/** Undefined where the format has nothing like it. */
function answersOf(draft: Draft, say: Say): string | undefined {
  switch (draft.tag) {
    case 'Quiz':
      return choices(draft, say)
    case 'Typed':
      if (draft.exact) say('that it is compared letter by letter is lost')
      return lines([
        ...draft.accepted.map((answer) => `=${signs(wild(answer))}`),
        ...draft.wrong.map(({ text, why }) => `=%0%${signs(wild(text))}${note(why)}`),
      ])
    case 'Match':
      return lines(draft.pairs.map(({ left, right }) => `=${html(left)} -> ${signs(lineOf(right))}`))
    case 'Cloze': {
      const [gap, ...more] = gapsOf(draft.question)
      if (!gap || more.length > 0) return undefined
      if (gap.hint) say('the hint in the gap is lost')
      return lines(gap.accepted.map((answer) => `=${signs(wild(answer))}`))
    }
    default:
      return undefined
  }
}

function choices({ options, pick }: Extract<Draft, { tag: 'Quiz' }>, say: Say): string {
  const truth = options.length === 2 ? options.find(({ words }) => lineOf(words).toLowerCase() === 'true') : undefined
  const untruth = options.find(({ words }) => lineOf(words).toLowerCase() === 'false')
  if (truth && untruth) return truthOf(truth, untruth)
  const rights = options.filter(({ correct }) => correct).length
  const isSingle = pick === 'one' && rights === 1
  if (pick === 'one' && rights > 1) say('several right answers of which one is picked become answers that are all to be picked')
  // Moodle knows a fixed set of shares, and those of one up to ten are among them.
  const share = Number((100 / rights).toFixed(5))
  return lines(
    options.map(({ words, correct, weight, why }) => {
      const sign = isSingle ? (correct ? '=' : weight ? `~%${weight}%` : '~') : `~%${correct ? share : -share}%`
      return sign + html(words) + note(why)
    }),
  )
}

/** First what is said to a wrong answer, then what to a right one. */
function truthOf(truth: DraftOption, untruth: DraftOption): string {
  const [right, wrong] = truth.correct ? [truth, untruth] : [untruth, truth]
  const notes = [wrong.why, right.why].map((why) => (why && !isBlank(why) ? html(why) : ''))
  return (truth.correct ? 'TRUE' : 'FALSE') + (notes.some(Boolean) ? `#${notes.join('#')}` : '')
}

const lines = (answers: readonly string[]) => answers.map((answer) => `\n\t${answer}`).join('')

const note = (why: Rich | undefined) => (why && !isBlank(why) ? `#${html(why)}` : '')

/** Moodle reads its own format as HTML, but for what is typed. */
function html(rich: Rich, gap = ''): string {
  const written = signs(richHtml(rich, () => gap))
  return /[<&]/.test(written) ? `[html]${written}` : written
}

const signs = (words: string) => words.replace(/[\\~=#{}:]/g, '\\$&').replace(/\s*\n\s*/g, '\\n')

/** An asterisk would stand for any words. */
const wild = (answer: string) => answer.replaceAll('*', '\\*')
