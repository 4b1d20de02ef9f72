/** A question of a GIFT file before it is read. */
export interface GiftBlock {
  /** Where its first line that is no comment stands. */
  line: number
  text: string
  /** From comments above it, as Moodle writes them: `// [tag:easy] [id:q1]`. */
  tags: string[]
  id: string | undefined
}

/** The path that a line names for all the questions below it. */
export const category = /^\s*\$CATEGORY:(.*)$/

/** An empty line ends a question; a line that begins with // is a comment, and one that names a category is a block of its own. */
export function giftBlocks(source: string): GiftBlock[] {
  const blocks: GiftBlock[] = []
  let lines: string[] = []
  let comments: string[] = []
  let line = 0
  const end = () => {
    if (lines.length > 0) {
      const notes = comments.join('\n')
      const tags = [...notes.matchAll(/\[tag:\s*([^\]]+)\]/g)].map(([, tag]) => tag!.trim())
      blocks.push({ line, text: lines.join('\n'), tags, id: /\[id:\s*([^\]]+)\]/.exec(notes)?.[1]?.trim() })
      comments = []
    }
    lines = []
  }
  for (const [index, written] of source.split('\n').entries()) {
    if (/^\s*\/\//.test(written)) comments.push(written)
    else if (written.trim() === '') end()
    else {
      const isCategory = category.test(written)
      if (isCategory) end()
      if (lines.length === 0) line = index + 1
      lines.push(written)
      if (isCategory) end()
    }
  }
  end()
  return blocks
}
