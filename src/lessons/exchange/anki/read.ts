import { z } from 'zod'
import { Refusal } from '../../../kernel/refusal.ts'
import { clean } from '../clean.ts'
import { leftOut, type Part, type Read } from '../draft.ts'
import { htmlRich } from '../html.ts'
import { gapsOf, isBlank, lineOf, type Say } from '../rich.ts'
import { putBack } from '../tokens.ts'
import { clozeGap, takeClozes } from './clozes.ts'
import { fieldTyped, rendered, type Fields } from './template.ts'

/** What a collection of Anki's schema 11 holds of notes. */
export interface AnkiRows {
  /** JSON, as they stand in the table `col`. */
  models: string
  decks: string
  /** In the order in which they were made; `deck` is the one of the first card. */
  notes: { mid: number; tags: string; flds: string; deck: number | null }[]
}

const model = z.object({
  name: z.string(),
  /** 1 is cloze. */
  type: z.number(),
  flds: z.array(z.object({ name: z.string(), ord: z.number() })),
  tmpls: z.array(z.object({ name: z.string(), ord: z.number(), qfmt: z.string(), afmt: z.string() })),
})
type Model = z.infer<typeof model>

/** Notes as cards and texts with gaps. */
export function readAnki({ models, decks, notes }: AnkiRows, media: readonly string[]): Read {
  const known = jsonIn(models, z.record(z.string(), model))
  const named = jsonIn(decks, z.record(z.string(), z.object({ name: z.string() })))
  const nameOf = (deck: number | null) => (deck === null ? undefined : named[String(deck)]?.name.split('::').at(-1))
  const used = [...new Set(notes.map(({ deck }) => nameOf(deck)).filter((name) => name !== undefined))]
  const parts = notes.flatMap((note, index): Part[] => {
    const heading = used.length > 1 && nameOf(note.deck) !== nameOf(notes[index - 1]?.deck ?? null) ? nameOf(note.deck) : undefined
    const read = readNote(note, known[String(note.mid)], index + 1)
    return [...(heading === undefined ? [] : [{ line: index + 1, kind: 'heading' as const, words: heading }]), ...read]
  })
  const files = media.map((name) =>
    leftOut(0, name, 'Pictures and sounds are not taken over: put those you need into the folder media of the course'),
  )
  return { parts: [...parts, ...files], unit: 'note', title: used.length === 1 ? used[0] : undefined }
}

function readNote({ flds, tags }: AnkiRows['notes'][number], model: Model | undefined, line: number): Part[] {
  const values = flds.split('\u001f').map(clean)
  if (!model) return [leftOut(line, lineOf(htmlRich(values[0] ?? '', () => undefined)), 'The kind of this note is missing in the package')]
  const fields: Fields = new Map(model.flds.toSorted((a, b) => a.ord - b.ord).map(({ name }, index) => [name, values[index] ?? '']))
  const given = tagsIn(tags)
  const parts =
    model.type === 1
      ? [clozeNote(fields, model, line)]
      : model.tmpls.toSorted((a, b) => a.ord - b.ord).flatMap((each) => cardOf(fields, each, line))
  const name = () => lineOf(htmlRich(values[0] ?? '', () => undefined))
  return parts.length > 0
    ? parts.map((part) => (part.kind === 'item' ? { ...part, tags: given } : part))
    : [leftOut(line, name(), 'This note makes no card: its front is empty')]
}

function cardOf(fields: Fields, { qfmt, afmt }: Model['tmpls'][number], line: number): Part[] {
  const { changes, say } = changesOf()
  const question = htmlRich(withoutSounds(rendered(qfmt, fields), say), say)
  if (isBlank(question)) return []
  const typed = fieldTyped(qfmt)
  if (typed !== undefined) {
    const accepted = [lineOf(htmlRich(fields.get(typed) ?? '', say))]
    return [{ line, kind: 'item', draft: { tag: 'Typed', question, accepted, wrong: [] }, changes }]
  }
  const back = htmlRich(withoutSounds(rendered(afterRule(afmt), fields), say), say)
  return [{ line, kind: 'item', draft: { tag: 'Card', question, back }, changes }]
}

/** Of our own packages too, which say what a tag is. */
function tagsIn(tags: string): string[] {
  const all = tags.split(/\s+/).filter((tag) => tag !== '' && !tag.startsWith('lesson::'))
  return all.map((tag) => tag.replace(/^skill::/, ''))
}

/** The answer begins below the line that Anki draws. */
const afterRule = (afmt: string) => afmt.split(/<hr[^>]*\bid\s*=\s*["']?answer["']?[^>]*>/i).at(-1)!

function clozeNote(fields: Fields, { tmpls }: Model, line: number): Part {
  const { changes, say } = changesOf()
  const field = /\{\{(?:[^{}]*:)?cloze:(?:[^{}]*:)?([^{}]+)\}\}/.exec(tmpls[0]?.qfmt ?? '')?.[1]?.trim() ?? [...fields.keys()][0] ?? ''
  const source = fields.get(field) ?? ''
  const name = lineOf(htmlRich(source, () => undefined))
  if (source.includes('image-occlusion:')) return leftOut(line, name, 'Covered parts of a picture have no like in Heed')
  const { text, kept } = takeClozes(withoutSounds(source, say), say)
  const question = putBack(htmlRich(text, say), kept, (cloze) => clozeGap(cloze, say))
  const extra = htmlRich(rendered(withoutField(tmpls[0]?.afmt ?? '', field), fields), say)
  if (gapsOf(question).length === 0) return leftOut(line, name, 'No gap was found in its text')
  return { line, kind: 'item', draft: { tag: 'Cloze', question, takeaway: isBlank(extra) ? undefined : extra }, changes }
}

/** The other side of a cloze repeats the text; what else stands there is the take-away. */
const withoutField = (template: string, field: string) =>
  template.replace(/\{\{([^{}]+)\}\}/g, (tag, inside: string) => (inside.split(':').at(-1)!.trim() === field ? '' : tag))

function withoutSounds(html: string, say: Say): string {
  if (/\\\(|\\\[|\[latex\]|\[\$\$?\]/.test(html)) say('a formula is kept as it is typed, for formulas are not drawn here')
  return html.replace(/\[sound:([^\]]*)\]/g, (_, file: string) => {
    say(`a sound is not taken over: ${file}`)
    return ''
  })
}

function changesOf(): { changes: string[]; say: Say } {
  const changes: string[] = []
  return { changes, say: (change) => void (changes.includes(change) || changes.push(change)) }
}

function jsonIn<T>(text: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new Refusal(
      'invalid',
      'The collection in this package is not of a form that Heed reads.',
      'Export the deck from Anki once more and tick “Support older Anki versions”.',
    )
  }
}
