import { stringify } from 'yaml'
import { compile, isError } from '../compile.ts'
import { namesFrom } from '../example-lesson.ts'
import { freeId, idFrom } from '../ids.ts'
import { clean } from './clean.ts'
import type { Draft, Part, Read } from './draft.ts'
import { lineOf } from './rich.ts'
import { isSameJson } from './same.ts'
import { writeHeading, writeItem } from './write-item.ts'
import { writeRich } from './write-rich.ts'

/** What an import has to know of the content that it goes to. */
export interface ImportPlace {
  /** The file's name without its folder and ending. */
  stem: string
  /** Folder of the course. */
  course: string
  locale: string
  /** Ids that items have or had. */
  items: ReadonlySet<string>
  lessons: ReadonlySet<string>
  /** Of site.yml: a tag that is one of them becomes the item's skill. */
  skills: ReadonlySet<string>
}

export type Fate = 'imported' | 'changed' | 'left out'

/** What became of a piece of the file. */
export interface ReportLine {
  /** See `Read.unit`. */
  line: number
  fate: Fate
  /** Its id in the lesson, or the beginning of its words. */
  name: string
  /** How it was changed or why it was left out, a sentence each; several things in one part. */
  why: string[]
}

export interface Imported {
  /** A lesson as a draft, which compiles without an error. */
  mdx: string
  /** Of the lesson. */
  id: string
  report: ReportLine[]
  unit: Read['unit']
}

/** What was read as a draft lesson. Whatever would not compile is left out and told. */
export function asLesson(read: Read, place: ImportPlace): Imported {
  const used = new Set(place.items)
  const made = read.parts.map((part) => madeOf(part, used, place))
  reportTwice(read, made)
  const blocks = made.flatMap(({ mdx }, index) => (isLoneHeading(made, index) ? [] : (mdx ?? [])))
  const title = oneLine(read.title ?? namesFrom(place.stem).title) || 'Imported'
  const id = freeId(slug(title) || 'imported', (taken) => place.lessons.has(taken))
  // An id such as 2026 is a number to YAML unless it is quoted.
  const head = [`id: ${stringify(id).trimEnd()}`, `title: ${JSON.stringify(title)}`, 'status: draft']
  return {
    mdx: `---\n${head.join('\n')}\n---\n\n${blocks.join('\n\n')}${blocks.length > 0 ? '\n' : ''}`,
    id,
    report: made.flatMap(({ report }) => (report ? { ...report, why: report.why.map(sentence) } : [])),
    unit: read.unit,
  }
}

/** A question that is asked twice comes in twice: only its author knows whether that is meant. */
function reportTwice({ parts, unit }: Read, made: readonly Made[]): void {
  const first = new Map<string, number>()
  for (const [index, part] of parts.entries()) {
    const { mdx, report } = made[index]!
    if (part.kind !== 'item' || mdx === undefined || !report) continue
    // The gaps of a cloze are what it asks.
    const { tag, question } = part.draft
    const asked = (tag === 'Cloze' ? JSON.stringify(question) : lineOf(question)).toLowerCase().replace(/\s+/g, ' ')
    const before = first.get(asked)
    if (before === undefined) first.set(asked, part.line)
    else report.why.push(`its question is word for word that of ${unit} ${before}: delete one of the two, unless both are meant`)
  }
}

const sentence = (words: string) => (/[.!?]$/.test(words) ? words : `${words}.`)

interface Made {
  mdx?: string
  heading?: boolean
  /** Of an item. */
  spec?: unknown
  report?: ReportLine | undefined
}

function madeOf(part: Part, used: Set<string>, place: ImportPlace): Made {
  const { line } = part
  switch (part.kind) {
    case 'left-out':
      return { report: { line, fate: 'left out', name: short(part.name), why: [part.why] } }
    case 'heading':
      return { ...checked(writeHeading(part.words), { line, name: '', why: [] }, place), heading: true, report: undefined }
    case 'prose':
      return checked(writeRich(part.rich), { line, name: short(lineOf(part.rich)), why: part.changes }, place)
    case 'mdx':
      return ownMdx(part, used, place)
    case 'item':
      return newItem(part, used, place)
  }
}

function newItem(part: Extract<Part, { kind: 'item' }>, used: Set<string>, place: ImportPlace): Made {
  const { draft, line, tags = [] } = part
  const why = new Set(part.changes)
  const id = freeId(slug(part.id ?? '') || idOf(draft), (taken) => used.has(taken))
  const skills = tags.map(idFrom).filter((tag) => place.skills.has(tag))
  const lost = tags.filter((tag) => !skills.slice(0, 1).includes(idFrom(tag)))
  if (lost.length > 0)
    why.add(
      `${lost.length === 1 ? 'the tag' : 'the tags'} ${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} left out: an item has one skill, and it must stand in site.yml`,
    )
  const mdx = writeItem(draft, { id, skill: skills[0] }, (change) => why.add(change))
  const made = checked(mdx, { line, name: id, why: [...why] }, place)
  if (made.mdx !== undefined) used.add(id)
  else if (made.report) made.report.name = short(lineOf(draft.question)) || id
  return made
}

/** Keeps its id where that is free; keys are made of the id, so under another one it is another item. */
function ownMdx(part: Extract<Part, { kind: 'mdx' }>, used: Set<string>, place: ImportPlace): Made {
  const id = freeId(part.id, (taken) => used.has(taken))
  const renamed = id === part.id ? [] : [`its id is ${id} here, because ${part.id} is taken`]
  const { tag, why } = withSkill(part.mdx, part.skill, place)
  const mdx = tag.replace(`id="${part.id}"`, `id="${id}"`)
  const made = checked(mdx, { line: part.line, name: id, why: [...part.changes, ...renamed, ...why] }, place)
  if (made.mdx === undefined) return made
  used.add(id)
  const isSame = renamed.length > 0 || part.spec === undefined || isSameJson(made.spec, part.spec)
  return isSame
    ? made
    : {
        ...made,
        report: {
          ...made.report!,
          fate: 'changed',
          why: [...made.report!.why, 'the file says otherwise how it should read; its Markdown was taken'],
        },
      }
}

/** The skill stands at the item: its new lesson trains none. One that site.yml does not have would be an error. */
function withSkill(mdx: string, skill: string | undefined, { skills }: ImportPlace): { tag: string; why: string[] } {
  const own = /^<\w+[^>]*?( skill="([^"]*)")/.exec(mdx)
  if (own && !skills.has(own[2]!))
    return { tag: mdx.replace(own[1]!, ''), why: [`the skill ${own[2]!} does not stand in site.yml and is left out`] }
  if (own || !skill || !skills.has(skill)) return { tag: mdx, why: [] }
  return { tag: mdx.replace(/^(<\w+)/, `$1 skill="${skill}"`), why: [] }
}

/** The checker has the last word: its problem is the reason why something is left out. */
function checked(mdx: string, { line, name, why }: Omit<ReportLine, 'fate'>, { course, locale }: ImportPlace): Made {
  const { lesson, problems } = compile(`---\nid: imported\ntitle: Imported\nstatus: draft\n---\n\n${mdx}\n`, { course, locale })
  const error = problems.find(isError)
  if (error) return { report: { line, fate: 'left out', name, why: [error.message] } }
  return { mdx, spec: lesson?.items[0]?.spec, report: { line, fate: why.length > 0 ? 'changed' : 'imported', name, why } }
}

/** From the first words of what is asked. */
function idOf(draft: Draft): string {
  const words = lineOf(draft.question).match(/[\p{L}\p{N}][\p{L}\p{N}'’\p{M}]*/gu) ?? []
  return slug(words.slice(0, 6).join(' ')) || draft.tag.toLowerCase()
}

/** Short enough to take a number after it. */
const slug = (words: string) => idFrom(words).slice(0, 56).replace(/-+$/, '')

/** With nothing below it before the next one. */
function isLoneHeading(made: readonly Made[], index: number): boolean {
  const next = made.slice(index + 1).find(({ mdx }) => mdx !== undefined)
  return made[index]!.heading === true && (next === undefined || next.heading === true)
}

const oneLine = (words: string) => clean(words).replace(/\s+/g, ' ').trim()

function short(words: string): string {
  const line = oneLine(words)
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
