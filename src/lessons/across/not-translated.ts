import { hash } from '../../kernel/hash.ts'
import { problemAt, type Content, type LessonFile } from '../content.ts'
import { readFrontMatter } from '../front-matter.ts'
import { defaultLocaleOf } from '../lesson-file.ts'
import type { Compilation, CompiledLesson, FileProblem } from '../lesson.ts'
import { languageName, languageOf } from '../locales.ts'
import { plainText } from '../search-text.ts'
import { plain, snippet, type Place } from '../text.ts'

/**
 * What still stands in a translation as the original has it: its readers get two languages, and nothing tells them why.
 *
 * @param faulty files with errors, which come first
 */
export function notTranslated(content: Content, faulty: ReadonlySet<string>): FileProblem[] {
  const locale = defaultLocaleOf(content)
  const originals = new Map<string, LessonFile>()
  for (const file of content.lessons)
    if (file.compilation.lesson && file.locale === locale) originals.set(file.compilation.lesson.meta.id, file)
  return content.lessons.flatMap((file) => {
    const { lesson } = file.compilation
    const original = lesson && originals.get(lesson.meta.id)
    if (!original || faulty.has(file.file) || file.unlisted || lesson.meta.status === 'retired') return []
    // British and American English have most words in common.
    return languageOf(file.locale) === languageOf(locale) ? [] : advice(file, lesson, original)
  })
}

function advice({ file, text: source, locale, compilation }: LessonFile, lesson: CompiledLesson, original: LessonFile): FileProblem[] {
  const same = sharedPassages(compilation, lesson, original.compilation)
  const [first] = same
  if (first === undefined) return []
  const text = plain(source)
  const { given, placeOf } = readFrontMatter(text)
  if (given.allow?.includes('not-translated')) return []
  const others = same.length - 1
  const what =
    others === 0
      ? `“${snippet(first)}” is`
      : `“${snippet(first)}” and ${others === 1 ? 'one other passage' : `${others} other passages`} are`
  const message = `${what} word for word as in ${original.file}, so readers of ${languageName(locale)} get ${languageName(original.locale)} there, and nothing tells them why.`
  const mend = 'translate what is named; where it is to be the same in both languages, write allow: [not-translated] in the head.'
  return [{ ...problemAt(file, lineOf(text, first) ?? placeOf(['title']), 'not-translated', message, mend), severity: 'warning' }]
}

/** In the order of the translation, each once. */
function sharedPassages(own: Compilation, lesson: CompiledLesson, original: Compilation): string[] {
  const isKept = own.passages !== undefined || original.passages !== undefined
  const there = new Set(isKept ? keptOf(original) : passagesOf(original.lesson!))
  // Kept ones tell whether to look at all: their words would have to be compiled anew.
  if (isKept && !keptOf(own).some((passage) => there.has(passage))) return []
  return [...new Set(passagesOf(lesson).filter((words) => there.has(isKept ? marked(words) : words)))]
}

const keptOf = ({ passages, lesson }: Compilation): string[] => passages?.split(' ') ?? passagesOf(lesson!).map(marked)

/** Few letters are enough to tell the passages of two lessons apart. */
const marked = (words: string) => hash(words).slice(0, 10)

/** What is kept of a lesson for the next check. */
export const passageMarks = (lesson: CompiledLesson): string => passagesOf(lesson).map(marked).join(' ')

/** The title, the summary, each paragraph of the prose and each question, in plain words. */
function passagesOf({ meta, segments, items }: CompiledLesson): string[] {
  const prose = segments.flatMap((segment) => ('html' in segment ? [segment.html] : []))
  const blocks = [...prose, ...items.map(({ spec }) => spec.html)].flatMap((html) => plainText(html).split('\n'))
  return [meta.title, meta.summary, ...blocks].map((words) => words.replace(/\s+/g, ' ').trim()).filter(isToTranslate)
}

/** Names, numbers, codes and a word or two may be alike in both languages, and somebody's words may be cited as they were said. */
function isToTranslate(passage: string): boolean {
  const words = passage.replace(/[“"„«][^”"“»]*[”"“»]/g, '').match(/(?<![\p{L}\p{N}@./_-])\p{Ll}[\p{L}'’-]*|\p{Lo}{2}/gu)
  return (words?.length ?? 0) >= enoughWords
}

const enoughWords = 5

/** The line on which a passage begins; undefined where its words are written in another way. */
function lineOf(text: string, passage: string): Place | undefined {
  const sought = passage.slice(0, 30)
  const lines = text.split('\n')
  const at = lines.findIndex((line) => asRead(line).includes(sought))
  return at < 0 ? undefined : { line: at + 1, column: lines[at]!.search(/\S/) + 1 }
}

const asRead = (line: string) => line.replace(/\[([^\]]*)\]\([^)]*\)|<[^>]*>|[*_`\\]/g, '$1').replace(/\s+/g, ' ')
