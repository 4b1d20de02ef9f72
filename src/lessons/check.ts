import type { Item } from '../items/item-type.ts'
import { reviewsDue } from './advice/review-due.ts'
import { compile, isError } from './compile.ts'
import {
  compileOptions,
  lessonPlaces,
  ownProblems,
  readBeside,
  type Content,
  type ContentFiles,
  type LessonFile,
  type LessonPlace,
  problemAt,
  type Placed,
} from './content.ts'
import { insteadUnknown, misnamedFiles, titlesUnlisted } from './across/beside.ts'
import { cardsAmongThem } from './cards.ts'
import { readSite, type Glossary } from './course-files.ts'
import { didYouMean, nearest } from '../kernel/did-you-mean.ts'
import { duplicates, duplicatesElsewhere, namesOfCopies } from './across/duplicates.ts'
import type { Compilation, FileProblem, Reference } from './lesson.ts'
import { requiresLoops } from './across/loops.ts'
import { notTranslated } from './across/not-translated.ts'
import { withOriginalTags } from './across/translated-tags.ts'
import { mismatches } from './across/translations.ts'
import { typedNames, type TypedNames } from './across/typed-names.ts'

export type CompileLesson = (place: LessonPlace, glossary: Readonly<Glossary>) => Compilation

const compileAnew: CompileLesson = (place, glossary) => compile(place.text, compileOptions(place, glossary))

/**
 * Everything wrong with a content folder, by file and line. Pure: the same texts give the same problems.
 *
 * @param compileLesson may know compilations from an earlier run
 * @param today YYYY-MM-DD; without it nothing is said of lessons that are due for a review
 */
export function check(
  files: ContentFiles,
  compileLesson = compileAnew,
  today?: string,
): { problems: FileProblem[]; lessons: number; items: number } {
  const content = readContent(files, compileLesson)
  const items = new Set(content.lessons.flatMap(({ compilation }) => compilation.lesson?.items.map(({ id }) => id) ?? []))
  const ids = new Set(content.lessons.flatMap(({ compilation }) => compilation.lesson?.meta.id ?? []))
  const problems = inOrder([...allProblems(content, today), ...duplicatesElsewhere(placedIn(content))])
  return { problems, lessons: ids.size, items: items.size }
}

export function readContent(files: ContentFiles, compileLesson = compileAnew): Content {
  const { beside, glossary, places } = besideLessons(files)
  return { ...beside, lessons: places.map((place) => ({ ...place, compilation: compileLesson(place, glossary) })) }
}

/** Everything but the lessons, and where those are. */
export function besideLessons(files: ContentFiles): {
  beside: Omit<Content, 'lessons'>
  glossary: Readonly<Glossary>
  places: LessonPlace[]
} {
  const beside = readBeside(files)
  const site = beside.site.value ?? readSite(undefined).value!
  return { beside, glossary: beside.glossary.value ?? {}, places: lessonPlaces(files, site) }
}

/** Own problems of the files and those between them, in the order of files and lines. */
export function allProblems(content: Content, today?: string): FileProblem[] {
  const due = today === undefined ? [] : reviewsDue(content.lessons, today)
  return inOrder([...withOriginalTags(ownProblems(content), content.lessons), ...crossProblems(content), ...due])
}

/** What was not there before, wherever the lines of the rest have moved to. */
export function newProblems(before: readonly FileProblem[], after: readonly FileProblem[]): FileProblem[] {
  const inWords = ({ file, id, message }: FileProblem) => `${file} ${id} ${message}`
  const known = new Set(before.map(inWords))
  return after.filter((problem) => !known.has(inWords(problem)))
}

export function inOrder(problems: FileProblem[]): FileProblem[] {
  return problems.toSorted((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1))
}

/** Everything that exists and can be named from elsewhere. */
interface Names {
  lessons: ReadonlySet<string>
  /** Item to the files that define it. */
  items: ReadonlySet<string>
  courses: ReadonlySet<string>
  retired: ReadonlyMap<string, { instead?: string | undefined }>
  terms: ReadonlySet<string> | undefined
  skills: ReadonlySet<string> | undefined
  others: ReadonlySet<string>
}

function crossProblems(content: Content): FileProblem[] {
  const placed = placedIn(content)
  const typed = typedNames(content.lessons)
  const names = namesIn(content, placed, typed)
  const naming = [
    ...placed.map(({ file, course, lesson }) => ({ file, course, id: lesson.meta.id, references: lesson.references })),
    ...content.cards.flatMap(({ file, value }) => (value ? [{ file, course: '', id: value.id, references: value.references }] : [])),
  ]
  const found = [
    ...content.lessons.flatMap(unlistedLocale),
    ...duplicates(placed),
    ...naming.flatMap(({ references, ...named }) => references.flatMap((reference) => unknown(named, reference, names))),
    ...placed.flatMap((each) => each.lesson.items.flatMap((item) => retiredId(each, item, names))),
    ...courseProblems(content, names),
    ...inNoCourse(content, placed),
    ...mismatches(placed, content.site.value?.defaultLocale, typed.broken, (id) => typed.lessons.has(id)),
    ...requiresLoops(content, placed),
    ...insteadUnknown(content, names),
    ...cardsAmongThem(content),
    ...titlesUnlisted(content),
    ...misnamedFiles(content),
  ]
  const faulty = found.filter(isError).map(({ file }) => file)
  return [...found, ...notTranslated(content, new Set([...typed.broken, ...faulty]))]
}

const placedIn = ({ lessons }: Content): Placed[] =>
  lessons.flatMap(({ file, course, compilation: { lesson, marks } }) => (lesson ? [{ file, course, lesson, marks }] : []))

function namesIn(content: Content, placed: Placed[], typed: TypedNames): Names {
  return {
    lessons: new Set([...placed.map(({ lesson }) => lesson.meta.id), ...typed.lessons, ...namesOfCopies(placed)]),
    items: new Set([...placed.flatMap(({ lesson }) => lesson.items.map(({ id }) => id)), ...typed.items]),
    courses: new Set(content.courses.map(({ file }) => file.split('/')[1]!)),
    retired: new Map(content.retired.value?.map((entry) => [entry.id, entry])),
    // An unreadable file is one problem; that nothing of it is known would be a hundred.
    terms: content.glossary.value && new Set(Object.keys(content.glossary.value)),
    skills: content.site.value?.skills ? new Set(Object.keys(content.site.value.skills)) : undefined,
    others: content.others,
  }
}

function unlistedLocale({ file, locale, unlisted }: LessonFile): FileProblem[] {
  if (!unlisted) return []
  return [
    problemAt(
      file,
      { line: 1, column: 1 },
      'locale-unknown',
      `The name says that this lesson is in "${locale}", which site.yml does not list.`,
      `add ${locale} to locales in site.yml, or rename the file.`,
    ),
  ]
}

/** @param self the lesson or card that names it */
function unknown(self: { file: string; course: string; id: string }, reference: Reference, names: Names): FileProblem[] {
  const { file, course } = self
  const { id } = reference
  const no = (rule: string, message: string, mend: string) => [problemAt(file, reference, rule, message, mend)]
  switch (reference.kind) {
    case 'skill':
      if (!names.skills || names.skills.has(id)) return []
      return no(
        'skill-unknown',
        `There is no skill "${id}", so no report could show it.${didYouMean(id, names.skills)}`,
        `write one of ${[...names.skills].join(', ')}, or add ${id} to skills in site.yml.`,
      )
    case 'requires':
      if (id === self.id) return no('requires-unknown', 'The lesson requires itself, so nobody could ever open it.', 'delete it.')
      if (names.lessons.has(id)) return []
      return no(
        'requires-unknown',
        `There is no lesson "${id}", so this one could never be opened.${didYouMean(id, names.lessons)}`,
        'write the id of a lesson, or delete it.',
      )
    case 'use':
      if (names.items.has(id)) return []
      return no(
        'use-unknown',
        `There is no item "${id}", so nothing is shown here.${insteadOf(id, names) || didYouMean(id, names.items)}`,
        'write the id of an item of another lesson.',
      )
    case 'term':
      if (!names.terms || names.terms.has(id)) return []
      return no(
        'term-unknown',
        `The glossary has no term "${id}", so there is nothing to show.${didYouMean(id, names.terms)}`,
        'add it to glossary.yml, in the browser under Glossary on the author’s page; or write one that is there.',
      )
    case 'link':
      if (names.lessons.has(id)) return []
      return no(
        'link-broken',
        `There is no lesson "${id}", so this link leads nowhere.${didYouMean(id, names.lessons)}`,
        'write /lessons/<id> with the id of a lesson.',
      )
    case 'media':
      if (names.others.has(`courses/${course}/${id}`)) return []
      return no('image-missing', ...missingFile(id, course, names))
    case 'was':
      if (!names.items.has(id) && !names.retired.has(id)) return []
      return no(
        'was-taken',
        `"${id}" ${names.retired.has(id) ? 'is retired' : 'still exists'}, so it cannot have become this item.`,
        `delete was="…", or the other item; where that is a translation, give it the new id and was="${id}" too.`,
      )
  }
}

function missingFile(id: string, course: string, { others }: Names): [message: string, mend: string] {
  const path = `courses/${course}/${id}`
  const meant = [...others].find((other) => other.toLowerCase() === path.toLowerCase())?.slice(`courses/${course}/`.length)
  const isThere = meant === undefined ? '' : ` Capital letters count: the file that is there is called ${meant}.`
  return [
    `The file ${id} is not there, so learners would see a gap.${isThere}`,
    meant === undefined
      ? `put it into courses/${course}/media (in the browser: press Picture), or write another name.`
      : `write ${meant.replaceAll(' ', '%20')}`,
  ]
}

function insteadOf(id: string, { retired }: Names): string {
  const tombstone = retired.get(id)
  if (!tombstone) return ''
  return tombstone.instead ? ` It was retired; "${tombstone.instead}" took its place.` : ' It was retired.'
}

function retiredId({ file, lesson }: Placed, item: Item, { retired }: Names): FileProblem[] {
  if (!retired.has(item.id) || lesson.meta.status === 'retired') return []
  return [
    problemAt(
      file,
      item,
      'id-retired',
      `"${item.id}" was retired, and the answers to the old item are kept under it.`,
      'give this item another id; or bring the old item back: delete its line from retired.yml, or press Put it back under the lesson in the browser.',
    ),
  ]
}

function courseProblems({ courses }: Content, names: Names): FileProblem[] {
  return courses.flatMap(({ file, value, placeOf }) => {
    if (!value) return []
    const seen = new Set<string>()
    const lessons = value.sections.flatMap(({ lessons }, section) =>
      lessons.flatMap((id, index) => {
        const place = placeOf(['sections', section, 'lessons', index])
        const twice = seen.has(id) || !seen.add(id)
        if (twice) return [problemAt(file, place, 'lesson-twice', `"${id}" stands twice in this course.`, 'delete one of the two.')]
        if (names.lessons.has(id)) return []
        return [
          problemAt(
            file,
            place,
            'lesson-unknown',
            `There is no lesson "${id}", so the course would have a gap.${didYouMean(id, names.lessons)}`,
            'write the id that stands at the top of the lesson.',
          ),
        ]
      }),
    )
    const courses = value.requires.flatMap((id, index) => {
      const place = placeOf(['requires', index])
      if (id === value.id)
        return [problemAt(file, place, 'requires-unknown', 'The course requires itself, so nobody could ever open it.', 'delete it.')]
      if (names.courses.has(id)) return []
      return [
        problemAt(
          file,
          place,
          'requires-unknown',
          `There is no course "${id}", so this one could never be opened.${didYouMean(id, names.courses)}`,
          'write the name of a folder in courses, or delete it.',
        ),
      ]
    })
    return [...lessons, ...courses]
  })
}

function inNoCourse({ courses, site }: Content, placed: Placed[]): FileProblem[] {
  // Whether an unreadable course holds it cannot be said.
  if (courses.some(({ value }) => value === undefined)) return []
  const ids = new Set(placed.map(({ lesson }) => lesson.meta.id))
  const written = courses.flatMap(({ value }) => value!.sections.flatMap(({ lessons }) => lessons))
  // A slip in the id is told in the course.
  const held = new Set(written.map((id) => (ids.has(id) ? id : nearest(id, ids))))
  const defaultLocale = site.value?.defaultLocale ?? 'en'
  return placed
    .filter(({ lesson: { meta, locale } }) => meta.status === 'live' && locale === defaultLocale && !held.has(meta.id))
    .map(({ file, lesson: { meta } }) => ({
      ...problemAt(
        file,
        { line: 1, column: 1 },
        'lesson-no-course',
        'This lesson is in no course, so nobody will see this.',
        `add ${meta.id} to a section of a course.yml.`,
      ),
      severity: 'warning' as const,
    }))
}
