import type { Nodes, Parents, Root, Text } from 'mdast'
import type { ReaderProblem } from '../items/item-type.ts'
import type { Problem } from '../kernel/problem.ts'
import { everyNode } from './every-node.ts'
import { snippet } from './text.ts'

type Words = Pick<ReaderProblem, 'message' | 'mend'>

/** Signs that other programs make something of, and Markdown does not: learners would read them. In code they are meant as they stand. */
export function reportRawSigns(tree: Root, report: (problem: Problem) => void): void {
  for (const block of tree.children) {
    const isItem = block.type === 'mdxJsxFlowElement'
    everyNode<Nodes>(block, (node, index, within) => {
      if (node.type !== 'text' || !node.value.includes('[')) return
      const parent = within as Parents | undefined
      const say = (at: number, length: number, words: Words) =>
        report({ severity: 'warning', id: 'raw-signs', ...placeIn(node, at, parent), length, ...words })
      const box = /^\[!([A-Za-z]+)\]/.exec(node.value)
      if (box && !(isItem && /^tip$/i.test(box[1]!))) say(0, box[0].length, boxWords(box[0], box[1]!))
      const spaced = /\[([^[\]\n]+)\]\((\S[^()\n]* [^()\n]*)\)/.exec(node.value)
      if (spaced) say(spaced.index, spaced[0].length, spacedWords(spaced[0], spaced[1]!, spaced[2]!))
      const turned = turnedLink(node, parent?.children[index! + 1])
      if (turned) say(turned.index, turned.sign.length, turnedWords(turned.sign, turned.words, turned.address))
    })
  }
}

function boxWords(sign: string, kind: string): Words {
  return {
    message: `${sign} is shown as it stands here: only [!TIP] means something, in an item, where it makes a hint.`,
    mend: /^hint$/i.test(kind) ? 'write [!TIP].' : `write **${kind[0]!.toUpperCase()}${kind.slice(1).toLowerCase()}:** in its place.`,
  }
}

function spacedWords(sign: string, words: string, address: string): Words {
  return {
    message: `${snippet(sign)} is no link, because its address has a space in it.`,
    mend: `write [${words}](${address.replaceAll(' ', '%20')})`,
  }
}

function turnedWords(sign: string, words: string, address: string): Words {
  return {
    message: `${snippet(sign)} is no link, because its brackets are the other way round.`,
    mend: `write [${words}](${address})`,
  }
}

/** `(words)[address]`. A whole address is a link by itself, so that the brackets around it stand in the text before it. */
function turnedLink({ value }: Text, next: Parents['children'][number] | undefined) {
  const whole = /\(([^()\n]+)\)\[((?:www\.|\/|media\/)[^\]\n]*)\]/.exec(value)
  if (whole) return { index: whole.index, sign: whole[0], words: whole[1]!, address: whole[2]! }
  const begun = next?.type === 'link' ? /\(([^()\n]+)\)\[$/.exec(value) : null
  if (!begun || next?.type !== 'link') return undefined
  return { index: begun.index, sign: `${begun[0]}${next.url}]`, words: begun[1]!, address: next.url }
}

/** Text beside an address has no place of its own: then it is that of its paragraph. */
function placeIn({ value, position }: Text, index: number, parent: Parents | undefined): { line: number; column: number } {
  const { line, column } = (position ?? parent?.position)?.start ?? { line: 1, column: 1 }
  const before = value.slice(0, index).split('\n')
  if (before.length > 1) return { line: line + before.length - 1, column: 1 }
  return { line, column: position ? column + index : column }
}
