import type { Item } from '../items/item-type.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Content } from './content.ts'

export type CourseClass = 'critical' | 'standard' | 'nice'

/** The front matter of a lesson, defaults filled in. */
export interface LessonMeta {
  id: string
  title: string
  summary: string
  minutes: number
  skills: string[]
  owner: string | null
  reviewed: string | null
  reviewEvery: string | null
  requires: string[]
  status: 'draft' | 'live' | 'retired'
}

/** A piece of a lesson in written order: prose, or the place of an item. */
export type Segment = { html: string } | { item: string }

/** What `compile` makes of a source. `lesson` is missing when there is no telling what the file is (no id). */
export interface Compilation {
  lesson: CompiledLesson | undefined
  problems: Problem[]
  /** Of each item, where that is known from an earlier run; else it follows from the specs. */
  marks?: ItemMarks[]
  /** Of its passages, from an earlier run: see `passageMarks`. */
  passages?: string
}

/** What must be the same in every language. */
export interface ItemMarks {
  shape: string
  marks: string
}

/** Plain JSON: `lesson_version.compiled` stores it, the specs of its items apart in `item_version`. */
export interface CompiledLesson {
  meta: LessonMeta
  locale: string
  segments: Segment[]
  /** The items defined here; a reused one (`<Use>`) only has its place in `segments`. */
  items: Item[]
  /** Where its id stands. */
  place: { line: number; column: number }
  /** What the lesson names elsewhere: only somebody who knows the whole content can say whether it exists. */
  references: Reference[]
}

export interface Reference {
  kind: 'use' | 'term' | 'link' | 'media' | 'requires' | 'skill' | 'was'
  id: string
  line: number
  column: number
}

/** An item as it is live in one language. `version` is what a learner's answer names. */
export interface LiveItem extends Item {
  version: string
  n: number
  lessonTitle: string
}

export interface LiveLesson {
  meta: LessonMeta
  locale: string
  n: number
  liveFrom: number
  segments: Segment[]
  /** Ids of all items that stand in it, reused ones too, in written order, each once. */
  itemIds: string[]
}

export interface Course {
  /** The folder's name. */
  id: string
  title: string
  /** In other languages. */
  titles?: Record<string, string> | undefined
  audience: 'everyone' | null
  class: CourseClass
  sections: { title: string; titles?: Record<string, string> | undefined; lessons: string[] }[]
  /** Ids of courses that must be completed first. */
  requires: string[]
  /** After how many months it has to be held still; missing where once is enough. */
  renewMonths?: number | undefined
}

export interface Site {
  title: string
  defaultLocale: string
  locales: string[]
  /** Skill id to title. */
  skills: Record<string, string>
  /** Skill id to its titles in other languages. */
  skillTitles: Record<string, Record<string, string>>
}

/** An entry of the glossary, in the site's default language. */
export interface GlossaryTerm {
  id: string
  /** The words as they are written. */
  title: string
  /** Other forms of the words. */
  also: string[]
  short: string
  /** In other languages. */
  translations?: Record<string, { title: string; short: string }> | undefined
}

/** A quick-reference card in one language: a page of text to have at hand. Nothing in it is asked. */
export interface CardPage {
  id: string
  locale: string
  title: string
  summary: string
  skill: string | null
  html: string
}

/** A problem with the file it stands in, relative to the content folder. */
export interface FileProblem extends Problem {
  file: string
}

/** What is live, as one value that never changes: publishing swaps the whole. */
export interface Live {
  site: Site
  courses: Course[]
  /** Lesson id to locale to lesson; only lessons whose status is live. */
  lessons: ReadonlyMap<string, ReadonlyMap<string, LiveLesson>>
  /** Item id to locale to item, of live lessons. */
  items: ReadonlyMap<string, ReadonlyMap<string, LiveItem>>
  /** Old id to new id. */
  aliases: ReadonlyMap<string, string>
  /** From A to Z. */
  glossary: GlossaryTerm[]
  /** Card id to locale to card. */
  cards: ReadonlyMap<string, ReadonlyMap<string, CardPage>>
  problems: FileProblem[]
}

export interface Catalogue {
  /** What is live now. Hold the value for the length of a request, not longer. */
  live(): Live
  /** The folder as it was read last, drafts and mistakes included: for authors. */
  content(): Content
  /** Reads the folder now, whether or not anything seems to have changed; resolves when that is live. */
  reload(): Promise<Live>
  /** Stops watching. */
  close(): Promise<void>
}
