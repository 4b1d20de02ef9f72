/** Slips of an author's hand, each applied to one line of a good lesson: what must be found, and on which line. */
export interface Slip {
  id: string
  /** @returns the lines with the slip and the line, from 1, on which it must be told; undefined where it does not apply */
  apply(lines: readonly string[], at: number): { lines: string[]; line: number } | undefined
}

/** Where a line stands: the tag around it and its opening line, 0 in the text between the items. */
export function around(lines: readonly string[], at: number): { tag: string; opening: number; closing: number } {
  for (let n = at; n >= 0; n--) {
    if (/^<\/[A-Z]/.test(lines[n]!) && n < at) break
    const tag = /^<([A-Z]\w+) /.exec(lines[n]!)?.[1]
    if (tag && !lines[n]!.includes('/>')) {
      const closing = lines.findIndex((line, index) => index > n && line === `</${tag}>`)
      return { tag, opening: n, closing }
    }
  }
  return { tag: '', opening: 0, closing: 0 }
}

const isOption = (line: string) => /^- \[(?:x| |best|ok|poor)\] /.test(line)
const isBody = (lines: readonly string[], at: number) => at > lines.indexOf('---', 1)
const isProse = (lines: readonly string[], at: number) => isBody(lines, at) && /^\p{L}[^<[]{40}/u.test(lines[at]!)
const isText = (lines: readonly string[], at: number) =>
  isProse(lines, at) || (isBody(lines, at) && isOption(lines[at]!) && !lines[at]!.includes('->'))
const inList = (lines: readonly string[], at: number) =>
  isOption(lines[at]!) && lines.slice(at + 1, around(lines, at).closing).some(isOption) && followed(lines, at)
/** Another option of the same list stands below. */
const followed = (lines: readonly string[], at: number) => {
  const next = lines.findIndex((line, index) => index > at && !/^ {2}>/.test(line))
  return isOption(lines[next] ?? '')
}
/** A slip that rewrites the line itself. */
function rewrite(id: string, applies: (lines: readonly string[], at: number) => boolean, to: (line: string) => string): Slip {
  return {
    id,
    apply: (lines, at) =>
      applies(lines, at) && to(lines[at]!) !== lines[at] ? { lines: lines.with(at, to(lines[at]!)), line: at + 1 } : undefined,
  }
}

/** A slip that puts lines above the line. */
function insert(id: string, applies: (lines: readonly string[], at: number) => boolean, above: string[], line: number): Slip {
  return { id, apply: (lines, at) => (applies(lines, at) ? { lines: lines.toSpliced(at, 0, ...above), line: at + 1 + line } : undefined) }
}

const closes = (lines: readonly string[], at: number) => /^<\/[A-Z]/.test(lines[at]!)
const opens = (lines: readonly string[], at: number) => /^<[A-Z]\w+ id=/.test(lines[at]!) && !lines[at]!.includes('/>')
const middle = (line: string, words: string) => line.replace(/^(\S+ \S+ \S+ \S+)/, `$1 ${words}`)

export const slips: Record<string, Slip> = {
  'empty brackets': rewrite(
    'option-brackets',
    (lines, at) => /^- \[ \] /.test(lines[at]!) && isBody(lines, at),
    (line) => line.replace('[ ]', '[]'),
  ),
  'a space before the x': rewrite(
    'option-brackets',
    (lines, at) => /^- \[x\] /.test(lines[at]!),
    (line) => line.replace('[x]', '[ x]'),
  ),
  'no space after the dash': rewrite(
    'option-brackets',
    (lines, at) => isOption(lines[at]!),
    (line) => line.replace('- [', '-['),
  ),
  'a no-break space after the brackets': rewrite(
    'option-brackets',
    (lines, at) => /^- \[[x ]\] /.test(lines[at]!),
    (line) => line.replace('] ', ']\u00A0'),
  ),
  'a bullet of a word processor': rewrite(
    'option-brackets',
    (lines, at) => isOption(lines[at]!),
    (line) => line.replace('- [', '• ['),
  ),
  'no mark': rewrite(
    'option-brackets',
    (lines, at) => isOption(lines[at]!),
    (line) => line.replace(/\[.*?\] /, ''),
  ),
  'a mark of one’s own': rewrite(
    'option-brackets',
    (lines, at) => /^- \[(?:ok|poor)\]/.test(lines[at]!),
    (line) => line.replace(/\[.*?\]/, '[gut]'),
  ),
  'an indented option': rewrite(
    'option-indent',
    (lines, at) => isOption(lines[at]!) && /^(?: {2}>|- )/.test(lines[at - 1] ?? ''),
    (line) => `  ${line}`,
  ),
  'another sign': rewrite(
    'options-split',
    (lines, at) => isOption(lines[at]!) && (inList(lines, at) || /^(?: {2}>|- )/.test(lines[at - 1]!)),
    (line) => line.replace('- ', '* '),
  ),
  'words between options': insert(
    'options-split',
    (lines, at) => isOption(lines[at]!) && /^(?: {2}>|- )/.test(lines[at - 1]!),
    ['', 'or', ''],
    1,
  ),
  'a note to colleagues between options': insert(
    'option-note',
    (lines, at) => isOption(lines[at]!) && /^(?: {2}>|- )/.test(lines[at - 1]!),
    ['', '{/* better words? */}', ''],
    1,
  ),
  'a note at the left edge': rewrite(
    'feedback-indent',
    (lines, at) => /^ {2}> /.test(lines[at]!) && isOption(lines[at - 1]!) && followed(lines, at - 1) && !/^ {2}>/.test(lines[at + 1]!),
    (line) => line.trimStart(),
  ),
  'nothing behind the brackets': rewrite(
    'option-empty',
    (lines, at) => /^- \[[x ]\] /.test(lines[at]!),
    (line) => line.slice(0, 5),
  ),
  'the words of the option above': {
    id: 'option-duplicate',
    apply: (lines, at) =>
      isOption(lines[at]!) && isOption(lines[at - 1] ?? '') && !lines[at]!.includes('->')
        ? { lines: lines.with(at, lines[at]!.replace(/\].*/, lines[at - 1]!.slice(lines[at - 1]!.indexOf(']')))), line: at + 1 }
        : undefined,
  },
  'a label without its sign': rewrite(
    'drill-label',
    (lines, at) => /^ {2}> Feels: /.test(lines[at]!),
    (line) => line.replace('  > ', '  '),
  ),
  'no label': rewrite(
    'drill-label',
    (lines, at) => /^ {2}> Why: /.test(lines[at]!),
    (line) => line.replace('Why: ', ''),
  ),
  'a label in German': rewrite(
    'drill-label',
    (lines, at) => /^ {2}> Why: /.test(lines[at]!),
    (line) => line.replace('Why: ', 'Warum: '),
  ),
  'an odd arrow': rewrite(
    'arrow',
    (lines, at) => / -> /.test(lines[at]!) && /^- /.test(lines[at]!),
    (line) => line.replace(' -> ', ' → '),
  ),
  'an arrow to nowhere': rewrite(
    'scene-missing',
    (lines, at) => isOption(lines[at]!) && / -> \S+$/.test(lines[at]!),
    (line) => line.replace(/\S+$/, 'nowhere'),
  ),
  'curly brackets': rewrite('brace', isText, (line) => middle(line, '{Vorname}')),
  HTML: rewrite('html', isText, (line) => middle(line, '<br>')),
  'bold as HTML': rewrite('html', isText, (line) => middle(line, '<b>now</b>')),
  'less than': rewrite('less-than', isText, (line) => middle(line, '<30')),
  'an address in brackets': rewrite('autolink', isText, (line) => middle(line, '<help@acme.test>')),
  'a comment': rewrite('comment', isText, (line) => middle(line, '<!-- check -->')),
  'an unknown tag': rewrite('tag-unknown', isProse, (line) => middle(line, '<Emoji name="x" />')),
  'a picture without words': insert('image-alt', isProse, ['![](media/there.png)', ''], 0),
  'a link to a file': rewrite('link-broken', isText, (line) => middle(line, '[here](there.mdx)')),
  'an import': insert('code', isProse, ['import Video from "./Video.astro"', ''], 0),
  'a heading with an anchor': rewrite(
    'heading-id',
    (lines, at) => isBody(lines, at) && /^#+ /.test(lines[at]!),
    (line) => `${line} {#there}`,
  ),
  'small letters in the end': rewrite('tag-case', closes, (line) => line.toLowerCase()),
  'an indented end': rewrite('tag-indent', closes, (line) => `  ${line}`),
  'an end with a backslash': rewrite('tag-form', closes, (line) => line.replace('/', '\\')),
  'an end without its sign': rewrite('tag-form', closes, (line) => line.slice(0, -1)),
  'curly quotes': rewrite('quotes', opens, (line) => line.replace(/id="([^"]*)"/, 'id=“$1”')),
  'no quotes': rewrite('quotes', opens, (line) => line.replace(/id="([^"]*)"/, 'id=$1')),
  'no id': rewrite('id-missing', opens, (line) => line.replace(/ id="[^"]*"/, '')),
  'an unknown attribute': rewrite('attribute-unknown', opens, (line) => line.replace('>', ' level="3">')),
  'a tag that there is not': rewrite('tag-unknown', opens, (line) => line.replace(/^<\w+/, '<Aufgabe')),
  'the end of another item': {
    id: 'unclosed',
    apply: (lines, at) =>
      closes(lines, at) && lines[at] !== '</Card>' ? { lines: lines.with(at, '</Card>'), line: around(lines, at).opening + 1 } : undefined,
  },
  'no end': {
    id: 'unclosed',
    apply: (lines, at) => (closes(lines, at) ? { lines: lines.toSpliced(at, 1), line: around(lines, at).opening + 1 } : undefined),
  },
  'the question on the line of its tag': {
    id: 'tag-line',
    apply: (lines, at) =>
      opens(lines, at) && lines[at + 1] === '' && /^\p{L}/u.test(lines[at + 2]!)
        ? { lines: lines.toSpliced(at, 3, lines[at]! + lines[at + 2]!), line: at + 1 }
        : undefined,
  },
  'curly gaps': rewrite(
    'cloze-braces',
    (lines, at) => /\[\[/.test(lines[at]!),
    (line) => line.replace(/\[\[(.*?)\]\]/, '{{$1}}'),
  ),
  'a gap without an end': rewrite(
    'cloze-open',
    (lines, at) => /\[\[/.test(lines[at]!),
    (line) => line.replace(/\]\](?!.*\]\])/, ''),
  ),
  'a rule that touches the front': {
    id: 'card-rule',
    apply: (lines, at) =>
      at > 20 && lines[at] === '---' && lines[at - 1] === '' && around(lines, at).tag === 'Card'
        ? { lines: lines.toSpliced(at - 1, 1), line: at - 1 }
        : undefined,
  },
  'a dash for a rule': rewrite(
    'card-rule',
    (lines, at) => lines[at] === '---' && around(lines, at).tag === 'Card',
    () => '—',
  ),
  'a best reply too few': {
    id: 'drill-best',
    apply(lines, at) {
      const { tag, opening } = around(lines, at)
      if (tag !== 'Drill' || !lines[at]!.startsWith('- [best]')) return undefined
      return { lines: lines.with(at, lines[at]!.replace('[best]', '[ok]')), line: opening + 1 }
    },
  },
  'no right answer': {
    id: 'quiz-no-right-answer',
    apply(lines, at) {
      const { tag, opening, closing } = around(lines, at)
      if (!/^(?:Quiz|Typed)$/.test(tag) || at !== opening) return undefined
      return {
        lines: lines.map((line, index) => (index > opening && index < closing ? line.replace('- [x]', '- [ ]') : line)),
        line: opening + 1,
      }
    },
  },
  'a title with a colon': rewrite(
    'yaml-colon',
    (lines, at) => /^title: [^":]*$/.test(lines[at]!) && !isBody(lines, at),
    (line) => `${line}: the basics`,
  ),
  'a quote that never ends': rewrite(
    'front-matter-unreadable',
    (lines, at) => /^summary: [^":]*$/.test(lines[at]!),
    (line) => line.replace(': ', ': "'),
  ),
  'an unknown key': rewrite(
    'front-matter-key',
    (lines, at) => /^owner: /.test(lines[at]!),
    (line) => line.replace('owner', 'author'),
  ),
  'an unknown status': rewrite(
    'front-matter-value',
    (lines, at) => lines[at] === 'status: live',
    () => 'status: published',
  ),
  'minutes in words': rewrite(
    'front-matter-value',
    (lines, at) => /^minutes: /.test(lines[at]!),
    () => 'minutes: four',
  ),
  'words after the options': {
    id: 'text-after',
    apply: (lines, at) =>
      closes(lines, at) && /^<\/(?:Quiz|Drill|Typed|Match)>/.test(lines[at]!)
        ? { lines: lines.toSpliced(at, 0, 'So there.', ''), line: at + 1 }
        : undefined,
  },
}
