import { slugPattern } from '../front-matter.ts'
import { idFrom } from '../ids.ts'
import type { Finding } from './loud.ts'
import type { Tag, TagAttribute } from './tags.ts'
import { snippet } from '../text.ts'

const wellFormed = /^[A-Za-z_][\w-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'))?$/
const wholeTag = /^<\/?\w+(?:\s+[A-Za-z_][\w-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'))?)*\s*\/?>$/

/** What a known tag says of itself, where it does not say it as `name="value"`. */
export function attributeFindings(source: string, tag: Tag): Finding[] {
  const found = tag.attributes.flatMap((attribute) => attributeFinding(source, attribute))
  return found.length > 0 || wholeTag.test(source.slice(tag.start, tag.end)) ? found : [unreadable(source, tag)]
}

function attributeFinding(source: string, attribute: TagAttribute): Finding[] {
  const { name, raw } = attribute
  if (/^on[A-Z]/.test(name) || name.startsWith('{')) return [code(attribute)]
  if (raw === undefined || wellFormed.test(source.slice(attribute.start, attribute.end))) return []
  const value = /^\{\s*(?:(\d+)|"([^"{}]*)"|'([^'{}]*)')\s*\}$/
    .exec(raw)
    ?.slice(1)
    .find((part) => part !== undefined)
  if (raw.startsWith('{') && value === undefined) return [code(attribute)]
  return [quotes(source, { ...attribute, raw }, value ?? raw.replace(/["'“”„‘’‚«»{}<>\\]/g, ''))]
}

function code({ name, start, end }: TagAttribute): Finding {
  return {
    id: 'code',
    start,
    end,
    message: `Lessons cannot contain code, and ${snippet(name)} holds some.`,
    mend: /^on[A-Z]/.test(name) ? 'delete it.' : 'delete it; a value stands in straight quotes.',
    edits: [{ start, end, text: '' }],
  }
}

function quotes(source: string, { name, raw, start, end }: TagAttribute & { raw: string }, value: string): Finding {
  const isId = ['id', 'was', 'skill'].includes(name) && !slugPattern.test(value)
  const text = `${name}="${isId ? idFrom(value) || '…' : value}"`
  return {
    id: 'quotes',
    start,
    end,
    message: `${whatIsWrong(name, raw, source.slice(start + name.length, end))}, so the tag cannot be read.`,
    mend: `write ${text}`,
    edits: [{ start, end, text: /^[A-Za-z_][\w-]*$/.test(name) ? text : '' }],
  }
}

function whatIsWrong(name: string, raw: string, behind: string): string {
  if (/^\s*:/.test(behind)) return `A colon stands behind ${name} in the place of =`
  if (/^\s*"[^"]*"$/.test(behind)) return `No = stands between ${name} and its value`
  return `The value of ${name} ${/^["'][^"']*$/.test(raw) ? 'does not end with a straight quote' : 'is not in straight quotes'}`
}

/** Something else between the words of the tag: it is read without it. */
function unreadable(source: string, tag: Tag): Finding {
  const { start, end, name, kind } = tag
  const kept = tag.attributes.map((attribute) => source.slice(attribute.start, attribute.end)).filter((text) => wellFormed.test(text))
  const text = kind === 'close' ? `</${name}>` : `<${[name, ...kept].join(' ')}${kind === 'alone' ? ' />' : '>'}`
  return {
    id: 'quotes',
    start,
    end,
    message: `Something in ${snippet(source.slice(start, end))} does not belong there, so the tag cannot be read.`,
    mend: kind === 'close' ? `write ${text}` : `write <${name} id="…">, with the value of each word in straight quotes.`,
    edits: [{ start, end, text }],
  }
}
