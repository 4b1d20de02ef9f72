import { allProblems, readContent } from '../check.ts'
import { compile, isError } from '../compile.ts'
import { compileOptions, draftPlaces, lessonPlaces, readBeside, type Content, type ContentFiles, type LessonPlace } from '../content.ts'
import { readCourse, readGlossary, readRetired, readSite, type Glossary } from '../course-files.ts'
import { idsIn, type Naming } from './ids.ts'
import { fixText, type Mending } from './fix.ts'
import type { Compilation, FileProblem } from '../lesson.ts'
import { plain } from '../text.ts'

export interface FixedFile {
  file: string
  text: string
  mended: Mending[]
}

/**
 * Mends what can be mended safely in a content folder: first what stands beside the lessons, then the lessons, then the translations,
 * which take their ids from the lessons. Pure: nothing is written.
 *
 * @param wanted only these files are mended; all of them when it is empty
 * @returns the files that have changed, and what is still wrong with the wanted ones
 */
export function fixContent(files: ContentFiles, wanted: ReadonlySet<string>): { fixed: FixedFile[]; left: FileProblem[] } {
  const texts = new Map(files.texts)
  const fixed: FixedFile[] = []
  const isWanted = (file: string) => wanted.size === 0 || wanted.has(file)
  const keep = (file: string, result: { text: string; mended: Mending[] }) => {
    if (result.mended.length === 0) return
    texts.set(file, result.text)
    fixed.push({ file, text: result.text, mended: result.mended })
  }
  for (const [file, text] of files.texts) {
    const read = reader(file)
    if (read && isWanted(file))
      keep(
        file,
        fixText(text, (now) => ({ lesson: undefined, problems: read(now).problems }), nobody),
      )
  }
  const now: ContentFiles = { ...files, texts }
  const beside = readBeside(now)
  const site = beside.site.value ?? readSite(undefined).value!
  const glossary = beside.glossary.value ?? {}
  const isOriginal = ({ locale }: LessonPlace) => locale === site.defaultLocale
  const places = lessonPlaces(now, site)
  const known = knownNames(beside, texts)
  for (const place of [...places.filter(isOriginal), ...places.filter((each) => !isOriginal(each)), ...draftPlaces(now, site)]) {
    if (!isWanted(place.file)) continue
    const naming = {
      ...known,
      file: nameOf(place),
      original: isOriginal(place) ? undefined : originalOf(place, texts, glossary, site.defaultLocale),
    }
    const result = fixText(place.text, compiler(place, glossary), naming)
    keep(place.file, result)
    for (const id of idsIn(result.text)) known.taken.add(id)
    for (const id of lessonIdsIn(result.text)) known.lessons.add(id)
  }
  return { fixed, left: problemsOf(now).filter(({ file }) => isWanted(file)) }
}

const nobody: Naming = { taken: new Set(), lessons: new Set(), file: '', original: undefined }

/** The reader of a file beside the lessons. */
function reader(file: string): ((text: string) => { problems: FileProblem[] }) | undefined {
  const folder = /^courses\/([^/]+)\/course\.yml$/.exec(file)?.[1]
  if (folder !== undefined) return (text) => readCourse(folder, text)
  return { 'site.yml': readSite, 'glossary.yml': readGlossary, 'retired.yml': readRetired }[file]
}

function compiler(place: LessonPlace, glossary: Readonly<Glossary>): (text: string) => Compilation {
  return (text) => compile(text, compileOptions({ ...place, text }, glossary))
}

function knownNames({ retired }: Omit<Content, 'lessons'>, texts: ReadonlyMap<string, string>): Pick<Naming, 'taken' | 'lessons'> {
  const lessons = [...texts].filter(([file]) => /^courses\/.*\.mdx$/.test(file)).map(([, text]) => text)
  return {
    taken: new Set([...lessons.flatMap((text) => [...idsIn(text)]), ...(retired.value ?? []).map(({ id }) => id)]),
    lessons: new Set(lessons.flatMap(lessonIdsIn)),
  }
}

function lessonIdsIn(text: string): string[] {
  const head = /^---[ \t]*\n([\s\S]*?)\n---/.exec(plain(text))?.[1] ?? ''
  return [...head.matchAll(/^id:[ \t]*["']?([\w-]+)/gm)].map((match) => match[1]!)
}

/** Without its folder, language and ending. */
function nameOf({ file, locale }: LessonPlace): string {
  return file
    .replace(/^.*\//, '')
    .replace(/\.mdx$/, '')
    .replace(new RegExp(`\\.${RegExp.escape(locale)}$`), '')
}

/** The lesson beside a translation that has its name without the language. */
function originalOf(
  { file, course, locale }: LessonPlace,
  texts: ReadonlyMap<string, string>,
  glossary: Readonly<Glossary>,
  defaultLocale: string,
): Naming['original'] {
  const path = file.replace(`.${locale}.mdx`, '.mdx')
  const text = texts.get(path)
  if (path === file || text === undefined) return { id: '', items: [] }
  const { lesson } = compile(text, compileOptions({ file: path, text, course, locale: defaultLocale, unlisted: false }, glossary))
  return { id: lesson?.meta.id ?? '', items: lesson?.items.map(({ id }) => id) ?? [] }
}

function problemsOf(files: ContentFiles): FileProblem[] {
  return allProblems(readContent(files))
}

/** Whether anything is left that keeps a lesson from being live. */
export const hasErrors = (problems: FileProblem[]): boolean => problems.some(isError)
