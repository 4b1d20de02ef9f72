import { htmlRich } from '../html.ts'
import { lineOf, type Gap, type Say } from '../rich.ts'
import { tokenOf } from '../tokens.ts'

export interface AnkiCloze {
  answer: string
  hint: string | undefined
}

/** `{{c1::answer::hint}}`: one inside another belongs to the outer one. */
export function takeClozes(html: string, say: Say): { text: string; kept: AnkiCloze[] } {
  const kept: AnkiCloze[] = []
  const numbers = new Set<string>()
  let [text, from, start, depth] = ['', 0, 0, 0]
  for (const match of html.matchAll(/\{\{c(\d+)::|\}\}/g)) {
    const { 0: sign, 1: number, index } = match
    if (number !== undefined) {
      numbers.add(number)
      if (depth++ === 0) start = index
      else say('a gap within a gap belongs to the outer one')
    } else if (depth > 0 && --depth === 0) {
      text += html.slice(from, start) + tokenOf(kept.length)
      kept.push(clozeIn(html.slice(start, index)))
      from = index + sign.length
    }
  }
  if (numbers.size > 1) say(`its ${numbers.size} cards become one text with all gaps`)
  return { text: text + html.slice(from), kept }
}

function clozeIn(written: string): AnkiCloze {
  const inside = written.replace(/^\{\{c\d+::/, '').replace(/\{\{c\d+::((?:(?!::|\}\})[\s\S])*)(?:::(?:(?!\}\})[\s\S])*)?\}\}/g, '$1')
  const [answer = '', ...hint] = inside.split('::')
  return { answer, hint: hint.length > 0 ? hint.join('::') : undefined }
}

export function clozeGap({ answer, hint }: AnkiCloze, say: Say): Gap {
  return { type: 'gap', accepted: [lineOf(htmlRich(answer, say))], hint: hint && lineOf(htmlRich(hint, say)) }
}
