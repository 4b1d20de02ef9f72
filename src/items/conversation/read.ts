import { nearest } from '../../kernel/did-you-mean.ts'
import { opaqueKey } from '../../kernel/hash.ts'
import { cutArrows, reportOddArrow } from '../arrows.ts'
import { quoted } from '../inline.ts'
import { placeOfText, reportLostLines, reportNested } from '../lines.ts'
import { isMarked, isMarkedList, replyLines } from '../marks.ts'
import { likelyMark } from '../likely-mark.ts'
import { joinHtml, hintIn, layout, quotesIn, watched, withoutAsides, wording } from '../reading.ts'
import { readReplies, replyOf, reportBest } from '../replies.ts'
import { replyMark } from '../schema.ts'
import { reportMeantHeadings } from './headings.ts'
import { bestPath, trapped, unreachable } from './paths.ts'
import type { Heading, ListItem, RootContent } from 'mdast'
import type { ItemSource, Reader } from '../item-type.ts'
import type { Layout, WatchedReader } from '../reading.ts'
import type { Reply } from '../replies.ts'
import type { ReplyMark } from '../schema.ts'
import type { ConversationSpec } from './index.ts'

/** A scene as it is written: where replies lead to is still a name. */
interface Draft {
  heading: Heading
  key: string
  name: string
  mark?: ReplyMark
  layout: Layout
  replies: (Reply & { target: string | undefined })[]
}

export function readConversation(source: ItemSource, given: Reader): ConversationSpec | undefined {
  const reader = watched(given)
  reportLostLines(source, reader)
  reportMeantHeadings(source, reader)
  const isTorn = reader.broken
  const first = source.children.findIndex((node) => node.type === 'heading')
  if (first < 0 && !isTorn) reportNoScene(reader)
  const intro = source.children.slice(0, Math.max(first, 0))
  const drafts = sections(source.children.slice(Math.max(first, 0))).map((nodes) => readScene(nodes, source, reader))
  const closing = takeawayOfEnding(drafts.at(-1), reader)
  if (!reader.broken) checkScenes(drafts, reader)
  if (isTorn) return undefined
  const scenes = drafts.map((draft, index) => toScene(draft, index, drafts, reader))
  if (!reader.broken) checkPaths(scenes, drafts, reader)
  if (reader.broken) return undefined
  return {
    html: reader.html(withoutAsides(intro)),
    hint: joinHtml(hintIn(intro, reader), ...drafts.map(({ layout }) => layout.hint)),
    takeaway: joinHtml(...drafts.map(({ layout }) => layout.takeaway), closing),
    scenes,
  }
}

/** A heading and what stands under it. */
function sections(nodes: readonly RootContent[]): [Heading, ...RootContent[]][] {
  const found: [Heading, ...RootContent[]][] = []
  for (const node of nodes) {
    if (node.type === 'heading') found.push([node])
    else found.at(-1)?.push(node)
  }
  return found
}

function readScene([heading, ...nodes]: [Heading, ...RootContent[]], source: ItemSource, reader: Reader): Draft {
  const { name, mark } = readHeading(heading, reader)
  const scene = layout(nodes, isMarkedList, reader)
  reportNested(scene.items, isMarked, reader)
  const lines = replyLines(scene.items, reader)
  const missing = (item: ListItem) => (lines.length > 1 && !scene.robbed.has(item) ? 'warning' : 'fine')
  const arrows = lines.map(({ body }) => cutArrows(body, 'last'))
  const cutLines = lines.map((line, index) => ({ ...line, body: arrows[index]!.before }))
  for (const { item } of lines) reportArrowInNote(item, reader)
  const replies = readReplies(cutLines, `option:${name}`, missing, source, reader).map((reply, index) => {
    const arrow = arrows[index]!.arrows.at(-1)
    const target = arrow === undefined ? undefined : wording(arrows[index]!.after, reader)
    if (arrow !== undefined) reportOddArrow(reply.item, arrow, `- [${reply.mark}] ${reply.text} -> ${target}`, reader)
    return { ...reply, target }
  })
  return { heading, key: opaqueKey(source.id, 'scene', name), name, mark, layout: scene, replies }
}

/** Where a reply leads to is said on its own line: below it, learners would read the arrow. */
function reportArrowInNote(item: ListItem, reader: Reader): void {
  const note = quotesIn(item)
    .flatMap(({ children }) => children)
    .flatMap((block) => reader.text([block]).split('\n'))
    .map((line) => /^(.*\S)\s->\s(\S+)$/.exec(line))
    .find(Boolean)
  if (!note) return
  reader.problem({
    id: 'arrow',
    at: placeOfText(item, note[1]!, reader),
    message: `The arrow to ${quoted(note[2]!)} stands in a note, so it leads nowhere and learners read it.`,
    mend: `put it at the end of the reply: "- [best] … -> ${note[2]}".`,
  })
}

function reportSilence({ heading, name }: Draft, reader: Reader): void {
  reader.problem({
    id: 'question-missing',
    severity: 'warning',
    at: heading,
    message: `Nobody says anything in the scene ${quoted(name)}, so the learner answers silence.`,
    mend: 'write above the replies what is said: "> **Maya:** …".',
  })
}

function readHeading(heading: Heading, reader: Reader): { name: string; mark?: ReplyMark } {
  const text = wording([heading], reader)
  const [, name = text, raw] = /^(.*?)\s*\[([^\]]*)\]$/.exec(text) ?? []
  const mark = replyMark.optional().safeParse(raw?.trim().toLowerCase())
  if (!mark.success) {
    const meant = likelyMark(raw?.trim() ?? '')
    reader.problem({
      id: 'ending-mark',
      at: heading,
      message: `[${raw}] is no mark, so nobody knows whether this is a good ending.`,
      mend: `write ${meant === undefined ? '[best], [ok] or [poor]: ' : ''}"### ${name} [${meant ?? 'best'}]".`,
    })
  } else if (!name) {
    reader.problem({
      id: 'scene-name',
      at: heading,
      message: 'This scene has no name, so no reply can lead to it.',
      mend: 'give it a short name: "### offer".',
    })
  }
  return { name, mark: mark.data }
}

function checkScenes(drafts: readonly Draft[], reader: Reader): void {
  const asking = drafts.filter(({ replies }) => replies.length > 0)
  const silent = asking.filter(({ layout }) => layout.stem.length === 0)
  if (silent.length < asking.length) for (const draft of silent) reportSilence(draft, reader)
  for (const [index, draft] of drafts.entries()) {
    const earlier = drafts.slice(0, index).find((other) => isNamed(other, draft.name))
    if (earlier) reportSameName(draft, earlier, reader)
    if (draft.replies.length > 0) reportBest(draft.replies, draft.heading, reader)
    if (draft.replies.length > 0 && draft.mark) reportMarkWithReplies(draft, reader)
  }
  const endings = drafts.filter(({ replies }) => replies.length === 0)
  if (endings.some(({ mark }) => mark)) for (const ending of endings) if (!ending.mark) reportUnmarkedEnding(ending, reader)
  if (drafts[0]?.replies.length === 0) reportNoReplies(drafts[0], reader)
}

function toScene(draft: Draft, index: number, drafts: readonly Draft[], reader: Reader): ConversationSpec['scenes'][number] {
  const options = draft.replies.map((reply) => ({ ...replyOf(reply), next: nextKey(reply, index, drafts, reader) }))
  return { key: draft.key, text: draft.name, html: reader.html(draft.layout.stem), mark: draft.mark, options }
}

/** An arrow leads to the scene of that name; without one the talk goes on with the next scene. */
function nextKey(reply: Draft['replies'][number], index: number, drafts: readonly Draft[], reader: Reader): string {
  const { target } = reply
  const next = target === undefined ? drafts[index + 1] : drafts.find((draft) => isNamed(draft, target))
  if (!next) reportMissingScene(reply, drafts, reader)
  return next?.key ?? ''
}

const isNamed = ({ name }: Draft, target: string) => name.toLowerCase() === target.toLowerCase()

function checkPaths(scenes: ConversationSpec['scenes'], drafts: readonly Draft[], reader: WatchedReader): void {
  const headingOf = (key: string) => drafts.find((draft) => draft.key === key)?.heading
  for (const { key, text } of unreachable(scenes)) {
    reader.problem({
      id: 'scene-unreachable',
      at: headingOf(key),
      message: `No reply leads to the scene ${quoted(text)}, so no learner will ever see it.`,
      mend: `end a reply with "-> ${text}", or delete the scene.`,
    })
  }
  if (!reader.broken) reportLoop(scenes, headingOf, reader)
}

function reportLoop(scenes: ConversationSpec['scenes'], headingOf: (key: string) => Heading | undefined, reader: Reader): void {
  const stuck = trapped(scenes)
  const loop = stuck ?? bestPath(scenes).loop
  if (!loop) return
  reader.problem({
    id: 'scene-loop',
    at: headingOf(loop.key),
    message: stuck
      ? `From the scene ${quoted(loop.text)} the talk goes round in circles, and the learner never gets to an end.`
      : `The [best] replies lead back to the scene ${quoted(loop.text)}, so a learner who always answers well never gets to an end.`,
    mend: `let a ${stuck ? '' : '[best] '}reply lead on to an ending, a scene without replies.`,
  })
}

/** In an ending, where no list tells them apart, a take-away is a second quote in which nobody speaks. */
function takeawayOfEnding(draft: Draft | undefined, reader: Reader): string | undefined {
  const stem = draft?.replies.length === 0 ? draft.layout.stem : []
  const last = stem.at(-1)
  if (last?.type !== 'blockquote' || stem.filter(({ type }) => type === 'blockquote').length < 2) return undefined
  const first = last.children[0]
  if (first?.type === 'paragraph' && first.children[0]?.type === 'strong') return undefined
  stem.pop()
  return reader.html(last.children)
}

function reportNoScene(reader: Reader): void {
  reader.problem({
    id: 'scene-missing',
    message: 'This conversation has no scene, so the learner has nothing to answer.',
    mend: 'begin each scene with a heading and its name: "### opening".',
  })
}

function reportNoReplies({ heading }: Draft, reader: Reader): void {
  reader.problem({
    id: 'drill-best',
    at: heading,
    message: 'The first scene has no replies, so the conversation is over before it begins.',
    mend: 'write the replies under it: "- [best] …", "- [poor] …".',
  })
}

function reportSameName({ heading, name }: Draft, earlier: Draft, reader: Reader): void {
  reader.problem({
    id: 'scene-duplicate',
    at: heading,
    message: `There is already a scene ${quoted(name)}, on line ${earlier.heading.position?.start.line ?? 1}, so nobody knows which of the two an arrow means.`,
    mend: 'give one of them another name, and its arrows too.',
  })
}

function reportMarkWithReplies({ heading, name, mark }: Draft, reader: Reader): void {
  reader.problem({
    id: 'ending-mark',
    at: heading,
    message: `The scene ${quoted(name)} is marked [${mark}] but goes on with replies. Only an ending can be marked.`,
    mend: `take the mark away, "### ${name}", or the replies.`,
  })
}

function reportUnmarkedEnding({ heading, name }: Draft, reader: Reader): void {
  reader.problem({
    id: 'ending-mark',
    at: heading,
    message: `The ending ${quoted(name)} has no mark and others have one, so the learner is not told how it went.`,
    mend: `add one: "### ${name} [ok]".`,
  })
}

function reportMissingScene(reply: Draft['replies'][number], drafts: readonly Draft[], reader: Reader): void {
  const { target, text, item } = reply
  const names = drafts.map(({ name }) => name)
  if (target === undefined) {
    return reader.problem({
      id: 'scene-missing',
      at: item,
      message: `${quoted(text)} has no arrow and no scene follows, so the conversation would stop in the middle.`,
      mend: `end the reply with an arrow, "-> ${names[0]}", or write another scene below.`,
    })
  }
  const meant = nearest(target, names)
  // A scene that was never written is missing once, however many replies lead to it.
  const others = drafts.flatMap(({ replies }) => replies).filter((other) => other.target?.toLowerCase() === target.toLowerCase())
  if (meant === undefined && others[0] !== reply) return
  reader.problem({
    id: 'scene-missing',
    at: item,
    message: `There is no scene ${quoted(target)}, so a learner who picks this reply would be stuck.`,
    mend:
      meant === undefined
        ? `add a heading "### ${target}" and what is said there, or write one of ${names.join(', ')}.`
        : `did you mean "-> ${meant}"? If not, add a heading "### ${target}".`,
  })
}
