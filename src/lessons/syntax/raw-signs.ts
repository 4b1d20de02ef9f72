import { visit } from 'unist-util-visit'
import type { Parents, Root, RootContent, Text } from 'mdast'
import type { Problem } from '../../kernel/problem.ts'
import { blank, snippet } from '../text.ts'
import { directive } from './directive.ts'
import { linkLooks } from './raw-links.ts'
import { isWritten, type Look, type Place, type Sign } from './sign.ts'

/** Signs that other programs make something of, and Markdown does not: learners would read them. In code they are meant as they stand. */
export function reportRawSigns(tree: Root, lines: readonly string[], report: (problem: Problem) => void): void {
  for (const block of tree.children) {
    const inItem = block.type === 'mdxJsxFlowElement'
    const inCloze = inItem && block.name === 'Cloze'
    visit(block, 'text', (node, index, parent) => {
      if (!telling.test(node.value)) return
      const source = sourceOf(node, parent, lines)
      const above = inItem ? block.children.slice(0, Math.max(0, block.children.indexOf(parent as never))) : []
      const belowAnswers = above.some(({ type }) => type === 'list')
      const place = { next: parent?.children[index! + 1], inItem, inCloze, belowAnswers, source }
      for (const look of looks) {
        const found = look(node, place)
        if (!found) continue
        const { index: at, sign, ...words } = found
        report({ severity: 'warning', id: 'raw-signs', ...placeIn(node, at, parent), length: sign.length, ...words })
      }
    })
    if (!inItem) reportChat(block, report)
  }
}

/** Hardly any text has one of these, so hardly any is looked at closely. */
const telling = /^(?:[#|•‣▪◦●○·]|:::)|[[\]*�Ââ]|Ã[\u0080-¿]|\/\/ |^>|\b(?:TODO|TBD|FIXME|XXX|[Ll]orem ipsum)\b/m

const looks: Look[] = [
  box,
  bareTip,
  directive,
  ...linkLooks,
  gapOutside,
  tightHeading,
  openTable,
  bullets,
  openBold,
  spacedStars,
  slashes,
  starNote,
  mojibake,
  lostLetter,
  pastedQuote,
  placeholder,
]

function box({ value }: Text, { inItem }: Place): Sign | undefined {
  const [sign, kind = ''] = /^\[!([A-Za-z]+)\]/.exec(value) ?? []
  if (sign === undefined || (inItem && /^tip$/i.test(kind))) return undefined
  return {
    ...{ index: 0, sign },
    message: `${sign} is shown as it stands here: only [!TIP] means something, in an item, where it makes a hint.`,
    mend:
      /^hint$/i.test(kind) || (inItem && /^(?:tipp|hinweis)$/i.test(kind)) ? 'write [!TIP].' : `write **${titled(kind)}:** in its place.`,
  }
}

/** `[TIP]`, its exclamation mark forgotten. */
function bareTip({ value }: Text, { inItem }: Place): Sign | undefined {
  const [sign, kind = ''] = /^\[(TIP|HINT|NOTE|TIPP|HINWEIS|Tip|Hint|Tipp|Hinweis)\](?=\s|$)/.exec(value) ?? []
  if (sign === undefined) return undefined
  const message = `${sign} is shown as it stands here${inItem ? ', and what follows it is no hint' : ''}.`
  return { index: 0, sign, message, mend: inItem ? 'write [!TIP] for a hint.' : `write **${titled(kind)}:** in its place.` }
}

const titled = (word: string) => word[0]!.toUpperCase() + word.slice(1).toLowerCase()

/** A gap, or a link as wikis write it. */
function gapOutside({ value, position }: Text, { inItem, inCloze }: Place): Sign | undefined {
  const found = inCloze ? null : /\[\[([^[\]\n]+)\]\]/.exec(value)
  if (!found || !position || position.end.offset! - position.start.offset! !== value.length) return undefined
  return {
    ...{ index: found.index, sign: found[0] },
    message: `${snippet(found[0])} is shown as it stands here: only in a <Cloze> does it make a gap.`,
    mend: inItem
      ? 'use <Cloze …> for a text with gaps, or delete the brackets. For brackets as such write \\[\\[.'
      : `write [${found[1]}](/lessons/…) for a link, or put the text into a <Cloze …>. For brackets as such write \\[\\[.`,
  }
}

/** A heading without its space. One # may well be a hashtag, or a number; in an item a scene tells of it. */
function tightHeading({ value }: Text, { inItem }: Place): Sign | undefined {
  const [sign, hashes, words] = (inItem ? null : /^(#{2,6})([^\s#][^\n]*)/.exec(value)) ?? []
  return sign === undefined
    ? undefined
    : {
        ...{ index: 0, sign },
        message: `${snippet(sign)} is no heading, because no space stands after ${hashes}.`,
        mend: `write "${hashes} ${snippet(words!)}".`,
      }
}

/** Rows without the line that would make a table of them, or with one of another length. */
function openTable({ value }: Text): Sign | undefined {
  const found = /^(\|.*\|)[ \t]*\n(\|.*\|)[ \t]*$/m.exec(value)
  if (!found) return undefined
  const [, head = '', second = ''] = found
  const line = head.replace(/[^|]+/g, ' --- ')
  const isLine = /^[|\s:-]+$/.test(second)
  return {
    ...{ index: found.index, sign: head },
    message: `Learners read these lines with their |, because ${isLine ? 'the line of dashes has not as many parts as the first' : 'a table needs a line of dashes below its first'}.`,
    mend: isLine ? `write ${line} in its place.` : `write ${line} below the first.`,
  }
}

/** The round signs of a word processor, at the front of lines that follow one another. */
function bullets({ value }: Text): Sign | undefined {
  const found = /^[•‣▪◦●○·][ \t\u00a0]*(\S.*)\n[•‣▪◦●○·]/m.exec(value)
  if (!found) return undefined
  return {
    ...{ index: found.index, sign: value[found.index]! },
    message: `These lines begin with ${value[found.index]!}, which makes no list, so learners read them as one paragraph.`,
    mend: `begin each of them with a hyphen and a space: "- ${found[1]!.trim()}".`,
  }
}

/** Stars that make nothing bold. Where the source is longer than what it says, they were written as stars on purpose. */
function openBold({ value, position }: Text, place: Place): Sign | undefined {
  if (spacedStars({ value }, place)) return undefined
  const found = /\*\*(?=\S)|(?<=\S)\*\*/.exec(value)
  if (!found || !position || position.start.line !== position.end.line) return undefined
  if (position.end.column - position.start.column !== value.length) return undefined
  return {
    ...{ index: found.index, sign: '**' },
    message: 'These two stars make nothing bold, so learners read them.',
    mend: 'put two stars right before the first word and right behind the last: **like this**. For stars as such write \\*\\*',
  }
}

/** `** Sundays **`. Stars between factors and as a line of ornaments stand as they are. */
function spacedStars({ value }: Pick<Text, 'value'>, { source }: Place): Sign | undefined {
  const found = /(?<![*\\])\*\* (\p{L}{2}[^*\n]*?) \*\*(?!\*)/u.exec(value) ?? spacedStar.exec(value)
  if (!found || value.split('*').length !== (found[0].startsWith('**') ? 5 : 3) || !isWritten(found[0], source)) return undefined
  const [sign, words = ''] = found
  const stars = /^\*+/.exec(sign)![0]
  return {
    ...{ index: found.index, sign },
    message: `${snippet(sign)} is shown with its stars, because spaces stand between them and the words.`,
    mend: `write ${stars}${words}${stars}`,
  }
}

/** A single one is a sign of times, too, but not behind such a word. */
const spacedStar =
  /(?<=(?<!\p{L})(?:on|in|at|to|of|for|with|the|an?|is|are|not|only|never|always|your|am|im|an|auf|mit|für|zu|der|die|das|den|dem|ein|eine[nmr]?|ist|sind|nicht|nur|nie|immer) )\*(?!\*) (\p{L}{2}[^*\n]*?) \*(?!\*)/iu

/** What is a note to programmers. */
function slashes({ value }: Text): Sign | undefined {
  const found = /^\/\/ +(\S.*)$/m.exec(value)
  return found
    ? {
        ...{ index: found.index, sign: found[0] },
        message: `${snippet(found[0])} is no note to colleagues here: learners read it.`,
        mend: `write {/* ${found[1]} */}`,
      }
    : undefined
}

/** The same without the braces. */
function starNote({ value }: Text): Sign | undefined {
  const found = /\/\*\s*(\S[^*]*?)\s*\*\//.exec(value)
  return found
    ? {
        ...{ index: found.index, sign: found[0] },
        message: `${snippet(found[0])} is no note to colleagues without braces around it: learners read it.`,
        mend: `write {/* ${found[1]} */}`,
      }
    : undefined
}

/** What was to be filled in. */
function placeholder({ value }: Text): Sign | undefined {
  const found =
    /\[(?:(?:[Ii]nsert|INSERT|[Ee]nter|ENTER|[Aa]dd|ADD|[Yy]our|YOUR|[Ii]hre?|IHRE?) [^[\]\n]{1,40}|[A-Z]{4,}(?:[ _-][A-Z]+)*)\](?![([:])|\b(?:TODO|TBD|FIXME|XXX)\b|\b[Ll]orem ipsum\b/.exec(
      value,
    )
  return found
    ? {
        ...{ index: found.index, sign: found[0] },
        message: `“${found[0]}” was to be filled in, and learners read it as it stands.`,
        mend: 'write what is meant in its place.',
      }
    : undefined
}

/** UTF-8 that was read as Windows-1252. */
function mojibake({ value }: Text): Sign | undefined {
  const found = /â€[™œ˜“”¦\u009d]?|Ã[\u0080-¿]|Â[\u00a0-¿]/.exec(value)
  if (!found) return undefined
  return {
    ...{ index: found.index, sign: found[0] },
    message: `“${found[0]}” is a sign that was lost on the way from another program, such as ’ or ä.`,
    mend: 'write the sign that is meant, and save files as UTF-8.',
  }
}

/** `&gt;`, from the source of a web page. A > at the edge of a line would begin a note; before a number it says “more than”. */
function pastedQuote({ value }: Text, { inItem }: Place): Sign | undefined {
  const found = /^>(?!=?[^\S\n]*(?:[€$£][^\S\n]*)?[+-]?[.,]?\d)[^\S\n]*(\S[^\n]*)/m.exec(value)
  if (!found) return undefined
  return {
    ...{ index: found.index, sign: found[0] },
    message: `“${snippet(found[0])}” begins with a > that does nothing, so ${inItem ? 'it is no note and learners read it at once' : 'learners read it'}.`,
    mend: `write a plain > in the place of &gt; or \\>: "> ${snippet(found[1]!)}".`,
  }
}

function lostLetter({ value }: Text): Sign | undefined {
  const index = value.indexOf('\ufffd')
  if (index < 0) return undefined
  return {
    ...{ index, sign: '\ufffd' },
    message: 'A letter could not be read here, because the file is not saved as UTF-8.',
    mend: 'save it as UTF-8 in your editor, and look whether every letter is there.',
  }
}

const chat =
  /^(?:(?:sure|certainly|of course|absolutely|great)[!,.—–][^\n]{0,60}\b(?:here(?:['’]s| is| are)|lesson|below)\b|as an ai (?:language )?model\b|(?:let me know if|would you like me to|feel free to) |(?:natürlich|gerne|klar)[!,.][^\n]{0,60}\bhier (?:ist|sind|kommt)\b|(?:lass mich wissen|lassen sie mich wissen|möchten sie, dass ich|möchtest du, dass ich)\b)/iu

/** What a chat program says to whoever asked it for a lesson. */
function reportChat(block: RootContent, report: (problem: Problem) => void): void {
  const first = block.type === 'paragraph' ? block.children[0] : undefined
  if (first?.type !== 'text' || !first.position || !chat.test(first.value)) return
  report({
    ...{ severity: 'warning', id: 'raw-signs', line: first.position.start.line, column: first.position.start.column },
    message: `“${snippet(first.value.split('\n')[0]!)}” was said by a chat program to whoever asked it, and is no part of the lesson.`,
    mend: 'delete it.',
  })
}

/** Text beside an address may have no place of its own: then it is that of its paragraph. */
function placeIn({ value, position }: Text, index: number, parent: Parents | undefined): { line: number; column: number } {
  const { line, column } = (position ?? parent?.position)?.start ?? { line: 1, column: 1 }
  const before = value.slice(0, index).split('\n')
  if (before.length > 1) return { line: line + before.length - 1, column: 1 }
  return { line, column: position ? column + index : column }
}

/** The lines on which it stands, as they were typed, without what is code. */
function sourceOf({ position }: Text, parent: Parents | undefined, lines: readonly string[]): string {
  const { start, end } = position ?? parent?.position ?? { start: { line: 1 }, end: { line: 1 } }
  return lines
    .slice(start.line - 1, end.line)
    .join('\n')
    .replace(/(?<!`)(`+)(?!`).*?[^`]\1(?!`)/gs, blank)
}
