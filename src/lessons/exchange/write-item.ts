import type { Draft, DraftOption } from './draft.ts'
import { gapsOf, isBlank, lineOf, paragraph, plainRich, wordsOf, type Gap, type Inline, type Rich, type Say } from './rich.ts'
import { indented, quotedLines, writeLine, writeRich, type Guard } from './write-rich.ts'

export interface Tagged {
  id: string
  /** Of site.yml; without one the item trains the lesson's. */
  skill?: string | undefined
}

/** A draft as an author would write it. What an item cannot hold is told and left out. */
export function writeItem(draft: Draft, { id, skill }: Tagged, say: Say): string {
  const fitted = fit(draft, say)
  const attributes = [`id="${id}"`, ...(skill ? [`skill="${skill}"`] : []), ...attributesOf(fitted)]
  const blocks = [`<${fitted.tag} ${attributes.join(' ')}>`, ...contentOf(fitted), `</${fitted.tag}>`]
  return blocks.filter(Boolean).join('\n\n')
}

function contentOf(draft: Draft): string[] {
  const guard: Guard = draft.tag === 'Cloze' ? 'gaps' : draft.tag === 'Match' ? 'arrows' : 'none'
  const question = [writeRich(draft.question, guard), draft.hint ? `> [!TIP]\n${quotedLines(writeRich(draft.hint))}` : '']
  const takeaway = draft.takeaway && !isBlank(draft.takeaway) ? quotedLines(writeRich(draft.takeaway)) : ''
  switch (draft.tag) {
    case 'Quiz':
      return [...question, draft.options.map(writeOption).join('\n'), takeaway]
    case 'Typed':
      return [...question, typedLines(draft).join('\n'), takeaway]
    case 'Order':
      return [...question, draft.steps.map((step, index) => `${index + 1}. ${writeLine(step)}`).join('\n'), takeaway]
    case 'Match':
      return [
        ...question,
        draft.pairs.map(({ left, right }) => `- ${writeLine(left, guard)} -> ${writeLine(right, guard)}`).join('\n'),
        takeaway,
      ]
    case 'Card':
      return [...question, '---', writeRich(draft.back), draft.takeaway ? writeRich(draft.takeaway) : '']
    case 'Cloze':
      return [...question, takeaway]
  }
}

function writeOption({ words, correct, why }: DraftOption): string {
  const note = why && !isBlank(why) ? `\n  ${indented(quotedLines(writeRich(why)))}` : ''
  return `- [${correct ? 'x' : ' '}] ${writeLine(words)}${note}`
}

function typedLines({ accepted, wrong }: Extract<Draft, { tag: 'Typed' }>): string[] {
  const right = accepted.map((answer) => writeOption({ words: plainRich(answer), correct: true }))
  return [...right, ...wrong.map((answer) => writeOption({ words: plainRich(answer.text), correct: false, why: answer.why }))]
}

function attributesOf(draft: Draft): string[] {
  if (draft.tag === 'Quiz') {
    const right = draft.options.filter(({ correct }) => correct).length
    const inferred = right > 1 ? 'many' : 'one'
    return [...(draft.pick && draft.pick !== inferred ? [`pick="${draft.pick}"`] : []), ...(draft.keepOrder ? ['shuffle="no"'] : [])]
  }
  return 'exact' in draft && draft.exact ? ['exact'] : []
}

function fit(draft: Draft, say: Say): Draft {
  const hint = draft.hint && !isBlank(draft.hint) ? draft.hint : undefined
  switch (draft.tag) {
    case 'Typed':
      return { ...draft, hint, accepted: eachOnce(draft.accepted), wrong: draft.wrong.filter(({ text }) => !isAmong(text, draft.accepted)) }
    case 'Cloze':
      return fitCloze({ ...draft, hint }, say)
    case 'Match':
      for (const { left, right } of draft.pairs)
        if (/[-–—=]{1,2}>|→|⇒/.test(lineOf(left) + lineOf(right)))
          say('an arrow within one side of a pair is set as code, because arrows join the sides here')
      return { ...draft, hint }
    default:
      return { ...draft, hint }
  }
}

/** As answers are compared: capitals do not count. */
const isAmong = (answer: string, others: readonly string[]) => others.some((other) => other.toLowerCase() === answer.toLowerCase())

const eachOnce = (answers: readonly string[]) => answers.filter((answer, index) => !isAmong(answer, answers.slice(0, index)))

function fitCloze(draft: Draft, say: Say): Draft {
  const takeaway = draft.takeaway && wordsOf(draft.takeaway).includes('[[') ? undefined : draft.takeaway
  if (takeaway !== draft.takeaway) say('the take-away holds [[, which begins a gap here, and is left out')
  return { ...draft, takeaway, question: withFittedGaps(draft.question, say) }
}

function withFittedGaps(rich: Rich, say: Say): Rich {
  const fitted = new Map(gapsOf(rich).map((gap) => [gap, fitGap(gap, say)]))
  const inInlines = (nodes: readonly Inline[]): Inline[] =>
    nodes.map((node) => {
      if (node.type === 'gap') return fitted.get(node)!
      return 'children' in node ? { ...node, children: inInlines(node.children) } : node
    })
  return rich.map((block) => {
    if (block.type === 'paragraph') return paragraph(inInlines(block.children))
    return block.type === 'list' ? { ...block, items: block.items.map((item) => withFittedGaps(item, say)) } : block
  })
}

/** Signs that part the answers of a gap cannot be written in one. */
function fitGap({ accepted, hint }: Gap, say: Say): Gap {
  const possible = eachOnce(accepted.map((answer) => answer.replace(/\s+/g, ' ').trim())).filter(
    (answer) => !/\||::|\[\[|\]\]|^\]|[[\]:]$/.test(answer),
  )
  const lost = accepted.filter((answer) => !isAmong(answer.replace(/\s+/g, ' ').trim(), possible))
  if (lost.length > 0) say(`the answer “${lost[0]!}” holds signs that part answers here (|, ::, brackets) and is left out`)
  const words = hint?.replace(/\s+/g, ' ').trim()
  const mayHint = words && !/\[\[|\]\]|^\]|[[\]]$/.test(words)
  if (words && !mayHint) say(`the hint “${words}” holds brackets and is left out`)
  return { type: 'gap', accepted: possible, hint: mayHint ? words : undefined }
}

export const writeHeading = (words: string): string => `## ${writeLine(plainRich(words))}`
