import { quoted } from './inline.ts'
import { placeOfText, placeOfWords } from './lines.ts'
import { bodies, reportEmpty } from './marks.ts'
import { noteSections } from './notes.ts'
import { inlineHtml, parts, reportDuplicates } from './reading.ts'
import { partFields, replyMark } from './schema.ts'
import { z } from 'zod'
import type { ListItem } from 'mdast'
import type { ItemSource, Part, Reader, ReaderProblem } from './item-type.ts'
import type { MarkedLine } from './marks.ts'
import type { NoteLabel } from './notes.ts'
import type { ReplyMark } from './schema.ts'

/** What a reply of a drill or of a conversation is worth. */
export const replyCredit: Record<ReplyMark, number> = { best: 1, ok: 0.5, poor: 0 }

export const replyFields = {
  ...partFields,
  mark: replyMark.describe('best earns 1, ok 0.5, poor nothing.'),
  why: z.string().optional().describe('Why the reply is worth that. HTML.'),
  feels: z.string().optional().describe('What the customer feels. HTML.'),
}

export interface Reply extends Part {
  item: ListItem
  mark: ReplyMark
  why?: string
  feels?: string
}

/** What to say of a reply without Why or Feels. */
type Missing = 'error' | 'warning' | 'fine'

/** Marked lines as parts with their notes. */
export function readReplies(
  lines: readonly MarkedLine<ReplyMark>[],
  side: string,
  missing: (item: ListItem) => Missing,
  source: ItemSource,
  reader: Reader,
): Reply[] {
  const named = parts(bodies(lines), source.id, side, reader)
  const replies = lines.map((line, index) => ({
    ...named[index]!,
    item: line.item,
    mark: line.mark ?? 'poor',
    ...readNotes(line, missing(line.item), reader),
  }))
  reportEmpty(replies, reader)
  reportDuplicates(replies, reader)
  return replies
}

/** @param at where none is: the heading of a scene; without it the problem stands at the opening tag */
export function reportBest(replies: readonly Reply[], at: ReaderProblem['at'], reader: Reader): void {
  const best = replies.filter((reply) => reply.mark === 'best')
  if (best.length === 1) return
  reader.problem({
    id: 'drill-best',
    at: best[1]?.item ?? at,
    message:
      best.length === 0
        ? 'None of the replies is marked [best], so no answer could be right.'
        : `${best.length} replies are marked [best]. A learner who picks one of them could not tell why the other is as good.`,
    mend: best.length === 0 ? 'mark the strongest reply [best].' : 'keep [best] for one reply and mark the others [ok].',
  })
}

export function reportPoor(replies: readonly Reply[], reader: Reader): void {
  if (replies.some((reply) => reply.mark === 'poor')) return
  reader.problem({
    id: 'drill-poor',
    message: 'None of the replies is marked [poor], so the learner does not see what to avoid.',
    mend: 'add a reply that a tired colleague might really give, and mark it [poor].',
  })
}

/** The fields of a reply that a spec keeps. */
export const replyOf = ({ key, text, html, mark, why, feels }: Reply) => ({ key, text, html, mark, why, feels })

export const replyFeedback = ({ key, mark, why, feels }: Omit<Reply, 'item'>) => ({ key, mark, why, feels })

type Notes = Pick<Reply, 'why' | 'feels'>

function readNotes(line: MarkedLine<ReplyMark>, missing: Missing, reader: Reader): Notes {
  const { why, feels, again, stray, lazy } = noteSections(line.notes, line.body)
  const html = (blocks: typeof why) => inlineHtml(blocks, reader) || undefined
  const notes = { why: html(why), feels: html(feels) }
  const second = again && secondLine(line.item, again, reader)
  if (stray) reportLabel(line.item, stray, reader)
  else if (second && missing !== 'fine') reportAgain(second, again, notes, missing, reader)
  else if (missing !== 'fine' && !(notes.why && notes.feels)) reportNotes(line, notes, missing, reader)
  if (lazy && !stray) reportLazy(line.item, lazy, reader)
  return notes
}

/** Two lines of one label are shown as one. Where the other label is missing, the second was most likely meant as it. */
function reportAgain(second: NoteLine, label: NoteLabel, notes: Notes, missing: 'error' | 'warning', reader: Reader): void {
  const other = label === 'why' ? 'feels' : 'why'
  const isMeant = !notes[other]
  reader.problem({
    id: 'drill-label',
    severity: isMeant ? missing : 'warning',
    at: second.at,
    message: isMeant
      ? `This is the second ${titled(label)} of the reply, and it has no ${titled(other)}, so the learner who picks it is not told ${other === 'feels' ? 'how it makes the customer feel' : 'why'}.`
      : `This is the second ${titled(label)} of the reply, and learners are shown both as one.`,
    mend: isMeant
      ? `if it was meant as the ${titled(other)}, write "  > ${titled(other)}: ${second.words}".`
      : 'make one line of the two, or delete one.',
  })
}

interface NoteLine {
  at: ReaderProblem['at']
  words: string
}

function secondLine(item: ListItem, label: NoteLabel, reader: Reader): NoteLine | undefined {
  const { start, end } = item.position ?? { start: { line: 1 }, end: { line: 0 } }
  const found: NoteLine[] = []
  for (let line = start.line + 1; line <= end.line; line++) {
    // Another reply that this one has swallowed has notes of its own.
    if (/\[(?:best|ok|poor)\]/i.test(reader.line(line))) return undefined
    const [, own, words = ''] = /^[\s>]*(why|feels)\s*:\s*(.*)$/i.exec(reader.line(line)) ?? []
    if (own?.toLowerCase() === label) found.push({ at: placeOfWords(line, reader), words })
  }
  return found[1]
}

const titled = (label: NoteLabel) => label[0]!.toUpperCase() + label.slice(1)

/** Where a label is missing, a line that looks like one most likely was meant as it. */
function reportNotes(
  { item, notes: quotes }: MarkedLine<ReplyMark>,
  notes: Notes,
  missing: Exclude<Missing, 'fine'>,
  reader: Reader,
): void {
  const meant = reader
    .text(quotes.flatMap((quote) => quote.children))
    .split('\n')
    .find(isOtherLabel)
  if (meant) return reportLabel(item, meant.trim(), reader)
  const label = notes.why ? 'feels' : 'why'
  const what = [notes.why ? '' : 'why it is worth that', notes.feels ? '' : 'how it makes the customer feel'].filter(Boolean).join(' and ')
  const lines = [
    notes.why ? '' : '"  > Why: Names the harm and offers a choice."',
    notes.feels ? '' : '"  > Feels: Heard, and back in control."',
  ]
  reader.problem({
    id: `drill-${label}`,
    severity: missing,
    at: item,
    message: `This reply does not say ${what}, so the learner who picks it learns nothing from it.`,
    mend: `add under it what begins like this: ${lines.filter(Boolean).join(' and ')}`,
  })
}

/** `Feeling: heard`, `Why - …`, or a second label in the middle of a line. */
const isOtherLabel = (line: string) =>
  /^\s*(?!(?:why|feels)\s*:)(?:why|feel\w*|reason|because|emotion\w*|warum|weil|grund|gef\u00fchl\w*|f\u00fchlt\w*|wirkung)\s*[:\-\u2013\u2014]/i.test(
    line,
  ) ||
  /\S\s+(?:why|feels)\s*:/i.test(line) ||
  bareLabel.test(line)

/** `Feels Heard.` without the colon. */
const bareLabel = /^\s*([Ww]hy|[Ff]eels)\s+(\p{Lu}[^?]*)$/u

function reportLabel(item: ListItem, stray: string, reader: Reader): void {
  const at = placeOfText(item, stray, reader)
  const bold = /^\s*>?\s*([*_]+)(why|feels)\s*:?\s*\1\s*:?\s*(.*)$/i.exec(reader.line(at.position?.start.line ?? 0))
  if (bold) {
    const [, stars, label, words] = bold
    return reader.problem({
      id: 'drill-label',
      at,
      message: `The label ${quoted(`${stars}${label}:${stars}`)} is set off with ${stars}, so it is not known as one and the learner would not be shown the note.`,
      mend: `write it plainly: "  > ${label![0]!.toUpperCase()}${label!.slice(1).toLowerCase()}: ${words}".`,
    })
  }
  const [, bare, words] = bareLabel.exec(stray) ?? []
  if (bare !== undefined) {
    return reader.problem({
      id: 'drill-label',
      at,
      message: `${quoted(stray)} has no colon behind its first word, so the learner would not be shown it as the ${bare} of this reply.`,
      mend: `write "  > ${bare[0]!.toUpperCase()}${bare.slice(1)}: ${words}".`,
    })
  }
  reader.problem({
    id: 'drill-label',
    at,
    message: `${quoted(stray.split('\n')[0]!)} is not known as a Why or a Feels of this reply, so the learner would not be shown it as one.`,
    mend: 'write two lines under the reply, "  > Why: …" and "  > Feels: …", each with its two spaces, its > and its label.',
  })
}

function reportLazy(item: ListItem, line: string, reader: Reader): void {
  reader.problem({
    id: 'drill-label',
    severity: 'warning',
    at: placeOfText(item, line, reader),
    message: `${quoted(line)} stands without its >. It still counts as part of the note, but the next edit may lose it.`,
    mend: `write "  > ${line}".`,
  })
}
