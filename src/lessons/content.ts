import { readCard, type ReadCard } from './card.ts'
import { compile, type CompileOptions } from './compile.ts'
import { plain } from './text.ts'
import {
  readCourse,
  readGlossary,
  readRetired,
  readSite,
  type Glossary,
  type ReadFile,
  type Retired,
  type SiteFile,
} from './course-files.ts'
import { draftedFile } from './drafts.ts'
import { termIn } from './in-language.ts'
import type { Compilation, CompiledLesson, Course, FileProblem, ItemMarks } from './lesson.ts'

/** A content folder as texts. Paths are relative to it, with `/`. */
export interface ContentFiles {
  texts: ReadonlyMap<string, string>
  /** Pictures and whatever else lies there. */
  others: ReadonlySet<string>
}

/** A content folder, read: every lesson compiled, nothing yet held against the rest. */
export interface Content {
  site: ReadFile<SiteFile>
  glossary: ReadFile<Glossary>
  retired: ReadFile<Retired[]>
  courses: ReadFile<Course>[]
  cards: ReadFile<ReadCard>[]
  lessons: LessonFile[]
  /** Of lessons that are there: what is being written while learners have the file itself. */
  drafts: LessonFile[]
  others: ReadonlySet<string>
}

export interface LessonFile extends LessonPlace {
  compilation: Compilation
}

export interface LessonPlace {
  file: string
  text: string
  /** Folder of the course; empty for a card, which is in none. */
  course: string
  locale: string
  /** The name ends in a language that site.yml does not list. */
  unlisted: boolean
}

/** A folder in which there is nothing. */
export const nothingRead: Content = { ...readBeside({ texts: new Map(), others: new Set() }), lessons: [] }

/** What is there besides the lessons, before any of them is compiled. */
export function readBeside(files: ContentFiles): Omit<Content, 'lessons'> {
  const { texts, others } = files
  const folders = [...texts.keys()].flatMap((path) => /^courses\/([^/]+)\/course\.yml$/.exec(path)?.[1] ?? []).toSorted()
  const text = (path: string) => {
    const found = texts.get(path)
    return found === undefined ? undefined : plain(found)
  }
  const site = readSite(text('site.yml'))
  const glossary = readGlossary(text('glossary.yml'))
  return {
    site,
    glossary,
    retired: readRetired(text('retired.yml')),
    courses: folders.map((folder) => readCourse(folder, text(`courses/${folder}/course.yml`)!)),
    cards: readCards(files, site.value, glossary.value ?? {}),
    drafts: readDrafts(files, site.value ?? readSite(undefined).value!, glossary.value ?? {}),
    others,
  }
}

/** `cards/<card>.mdx`, and `<card>.de.mdx` for a translation. Which languages there are is not known of a broken site.yml. */
function readCards(files: ContentFiles, site: SiteFile | undefined, glossary: Glossary): ReadFile<ReadCard>[] {
  const places = placesIn(files, site ?? readSite(undefined).value!, 'cards')
  return places.map((place) => readCard(place.file, place.text, compileOptions(place, glossary), site !== undefined && place.unlisted))
}

/** `courses/<course>/<lesson>.mdx`, and `<lesson>.de.mdx` for a translation, in the order of their paths. */
export const lessonPlaces = (files: ContentFiles, site: SiteFile): LessonPlace[] => placesIn(files, site, 'courses')

/** `courses/<course>/<lesson>.draft.mdx`, and `<lesson>.de.draft.mdx`. */
export function draftPlaces({ texts }: ContentFiles, site: SiteFile): LessonPlace[] {
  return [...texts].flatMap(([file, text]) => {
    const drafted = draftedFile(file, texts)
    return drafted === undefined ? [] : placeOf(drafted, text, site).map((place) => ({ ...place, file }))
  })
}

function readDrafts(files: ContentFiles, site: SiteFile, glossary: Glossary): LessonFile[] {
  return draftPlaces(files, site).map((place) => ({ ...place, compilation: compile(place.text, compileOptions(place, glossary)) }))
}

function placesIn({ texts }: ContentFiles, site: SiteFile, folder: 'courses' | 'cards'): LessonPlace[] {
  const inFolder = [...texts].filter(([file]) => file.startsWith(`${folder}/`) && draftedFile(file, texts) === undefined)
  return inFolder.flatMap(([file, text]) => placeOf(file, text, site)).toSorted((a, b) => (a.file < b.file ? -1 : 1))
}

function placeOf(file: string, text: string, site: SiteFile): LessonPlace[] {
  const match = /^(?:courses\/([^/]+)|cards)\/(?:.*\/)?[^/]*?(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?\.mdx$/.exec(file)
  if (!match) return []
  const locale = match[2] ?? site.defaultLocale
  return [{ file, text, course: match[1] ?? '', locale, unlisted: !site.locales.includes(locale) }]
}

/** What a lesson's compilation depends on besides its text: only the terms it names, so that a new one compiles nothing anew. */
export function compileOptions({ text, course, locale }: LessonPlace, glossary: Readonly<Glossary>): CompileOptions {
  const named = termsNamed(text)
  const shown = Object.values(glossary).filter(({ id }) => named.has(id))
  return { course, locale, glossary: Object.fromEntries(shown.map((term) => [term.id, termIn(term, [locale]).short])) }
}

/** The terms that a lesson's text names, whether or not the rest of it can be read. */
export const termsNamed = (text: string): Set<string> =>
  new Set([...text.matchAll(/<Term\s[^>]*?id=["']([a-z0-9-]+)["']/g)].map((match) => match[1]!))

/** Every problem of a single file, before the files are held against each other. */
export function ownProblems(content: Content): FileProblem[] {
  const { site, glossary, retired, courses, cards, lessons, drafts } = content
  return [
    ...[site, glossary, retired, ...courses, ...cards].flatMap(({ problems }) => problems),
    ...[...lessons, ...drafts].flatMap(({ file, compilation }) => compilation.problems.map((problem) => ({ file, ...problem }))),
  ]
}

/** A lesson with the file in which it stands. */
export interface Placed {
  file: string
  course: string
  lesson: CompiledLesson
  marks?: ItemMarks[] | undefined
}

export function problemAt(file: string, place: { line: number; column: number }, id: string, message: string, mend: string): FileProblem {
  return { file, line: place.line, column: place.column, severity: 'error', id, message, mend }
}
