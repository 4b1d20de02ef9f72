import * as disk from 'node:fs/promises'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Db } from '#dialect/client.ts'
import { newestNumbers, publish, readPublished } from '../../db/lessons.ts'
import type { Transaction } from '../../db/transaction.ts'
import { keepLastGood, readLastGood, type LastGood } from './catalogue/last-good.ts'
import { followLive } from './catalogue/search-index.ts'
import { watchFolder } from './catalogue/watch-folder.ts'
import { allProblems, inOrder } from './check.ts'
import { compile, isError } from './compile.ts'
import { compileOptions, lessonPlaces, nothingRead, readBeside, type Content, type ContentFiles, type LessonFile } from './content.ts'
import { readSite, type ReadFile, type SiteFile } from './course-files.ts'
import { readFolder, signatureOf } from './folder.ts'
import { goneLessons, holdBack } from './gone.ts'
import type { Catalogue, Compilation, FileProblem, Live } from './lesson.ts'
import { buildLive, flattened } from './live.ts'
import {
  afterPublication,
  inLocale,
  isNothing,
  keyChanges,
  lessonHash,
  planPublication,
  publishedFrom,
  restored,
  type GoodLesson,
  type ItemVersion,
  type Publication,
  type Published,
} from './versions.ts'

/** @param aliases old id to new id, as they are after the publication */
export type KeysChanged = (tx: Db, versions: ItemVersion[], aliases: ReadonlyMap<string, string>) => Promise<void>

export interface CatalogueWorld {
  /** The content folder. */
  content: string
  read: Db
  transaction: Transaction
  /** Milliseconds UTC. */
  now: () => number
  log: Logger
  watch: boolean
  /**
   * What hangs on keys that were edited. Runs in the transaction that publishes them, and again when they are live: an answer
   * may have come in between. So it must do nothing twice.
   */
  keysChanged: KeysChanged
}

export interface OpenCatalogue extends Catalogue {
  /** Resolves at the next swap. */
  changed(): Promise<Live>
}

/**
 * Reads the content folder, publishes what has changed and keeps what is live as one value that is swapped whole.
 * A file with errors keeps its last good version; whatever goes wrong later never stops the server.
 *
 * @throws when the folder or the database cannot be read at the start
 */
export async function openCatalogue(world: CatalogueWorld): Promise<OpenCatalogue> {
  const state: State = {
    published: publishedFrom(await readPublished(world.read)),
    compiled: new Map(),
    beside: await readLastGood(world.read),
    content: nothingRead,
    changed: [],
  }
  // Taken before reading: a change in between is seen by the first look.
  const seen = world.watch ? await signatureOf(disk, world.content) : ''
  let live = await load(world, state)
  await followUp(world, state, live)
  let waiting: ((live: Live) => void)[] = []
  let loading: Promise<boolean> = Promise.resolve(true)

  async function loadOnce(): Promise<boolean> {
    try {
      live = await load(world, state)
    } catch (problem) {
      world.log.error({ err: problem }, 'The content folder could not be loaded; what was live stays live.')
      return false
    }
    const told = waiting
    waiting = []
    for (const tell of told) tell(live)
    await followUp(world, state, live)
    return true
  }
  const loadInTurn = () => (loading = loading.then(loadOnce))

  const watcher = world.watch ? watchFolder(world, seen, loadInTurn) : undefined
  return {
    live: () => live,
    content: () => state.content,
    reload: async () => {
      await loadInTurn()
      return live
    },
    changed: () => new Promise((resolve) => waiting.push(resolve)),
    async close() {
      await watcher?.close()
      await loading
    },
  }
}

/** What lags behind is no reason not to publish; the next swap tries again. */
async function followUp(world: CatalogueWorld, state: State, live: Live): Promise<void> {
  const { changed } = state
  try {
    if (changed.length > 0) await world.transaction((tx) => world.keysChanged(tx, changed, live.aliases))
    state.changed = []
    await followLive(world, live)
  } catch (problem) {
    world.log.error({ err: problem }, 'Changed keys or the index of the library could not be followed up.')
  }
}

interface State {
  published: Published
  /** By hash; only of the sources that are there now. */
  compiled: ReadonlyMap<string, Compilation>
  /** The last good value of each file beside the lessons. */
  beside: LastGood | undefined
  content: Content
  /** Versions with another key, published but not followed up since they are live. */
  changed: ItemVersion[]
}

type Beside = Omit<Content, 'lessons'>

async function load(world: CatalogueWorld, state: State): Promise<Live> {
  const files = await readFolder(disk, world.content)
  const beside = withLastGood(readBeside(files), state.beside)
  state.beside = beside
  const site = beside.site.value ?? siteOfPublished(state.published)
  const lessons = await compileAll(files, beside, site, state)
  const problems = allProblems({ ...beside, lessons })
  // Without them nobody knows the language or the terms of a lesson: publishing would be guessing.
  if (beside.site.value && beside.glossary.value)
    problems.push(...(await publishGood(world, state, { ...beside, lessons }, site, problems)))
  const live = buildLive(
    state.published,
    site,
    beside.courses.flatMap(({ value }) => value ?? []),
    inOrder(problems),
    Object.values(beside.glossary.value ?? {}),
    beside.cards.flatMap(({ value }) => value ?? []),
  )
  await world.transaction((tx) => keepLastGood(tx, beside, world.now()))
  const errors = inOrder(problems.filter(isError))
  const counts = { lessons: live.lessons.size, items: live.items.size, errors: errors.length, warnings: problems.length - errors.length }
  const [first] = errors
  if (!first) world.log.info(counts, 'The lessons are loaded.')
  else
    world.log.warn(
      { ...counts, first: `${first.file}:${first.line} ${first.message}` },
      'The lessons are loaded. Some have errors: see “heed check”.',
    )
  state.content = { ...beside, lessons }
  return live
}

/** For a start with a broken site.yml: the languages in which there is something. */
function siteOfPublished({ lessons }: Published): SiteFile {
  const site = readSite(undefined).value!
  const locales = [...new Set([...lessons.values()].map(({ locale }) => locale))]
  const size = (locale: string) => [...lessons.values()].filter((lesson) => lesson.locale === locale).length
  const defaultLocale = locales.toSorted((a, b) => size(b) - size(a))[0] ?? site.defaultLocale
  return { ...site, defaultLocale, locales: locales.length > 0 ? locales : site.locales }
}

/** A broken file beside the lessons counts as what it was: a slip in site.yml must not take a course away. */
function withLastGood(now: Beside, before: LastGood | undefined): Beside {
  if (!before) return now
  const good = <T>(file: ReadFile<T>, old: { value?: T | undefined } | undefined): ReadFile<T> =>
    file.value === undefined ? { ...file, value: old?.value } : file
  return {
    ...now,
    site: good(now.site, before.site),
    glossary: good(now.glossary, before.glossary),
    retired: good(now.retired, before.retired),
    courses: now.courses.map((course) =>
      good(
        course,
        before.courses.find(({ file }) => file === course.file),
      ),
    ),
    cards: now.cards.map((card) =>
      good(
        card,
        before.cards.find(({ file }) => file === card.file),
      ),
    ),
  }
}

interface HashedLesson extends LessonFile {
  hash: string
}

/** Compiles what is neither in memory nor published, and lets requests through between two lessons. */
async function compileAll(files: ContentFiles, beside: Beside, site: SiteFile, state: State): Promise<HashedLesson[]> {
  const stored = new Map([...state.published.lessons.values()].map((lesson) => [lesson.hash, lesson]))
  const compiled = new Map<string, Compilation>()
  const lessons: HashedLesson[] = []
  for (const place of lessonPlaces(files, site)) {
    const options = compileOptions(place, beside.glossary.value ?? {})
    const hash = lessonHash(place.text, options)
    const known = stored.get(hash)
    let compilation = state.compiled.get(hash) ?? (known && restored(known, state.published.versions))
    if (!compilation) {
      compilation = compile(place.text, options)
      await breathe()
    }
    compiled.set(hash, compilation)
    lessons.push({ ...place, compilation, hash })
  }
  state.compiled = compiled
  return lessons
}

/** @returns the problems that only show against what was live */
async function publishGood(
  world: CatalogueWorld,
  state: State,
  content: Beside & { lessons: HashedLesson[] },
  { defaultLocale }: SiteFile,
  problems: FileProblem[],
): Promise<FileProblem[]> {
  const broken = new Set(problems.filter(isError).map(({ file }) => file))
  const candidates = content.lessons.filter(({ file }) => !broken.has(file)).flatMap(goodLesson)
  const everywhere = new Map(
    content.lessons.flatMap(({ file, compilation }) => compilation.lesson?.items.map(({ id }) => [id, file] as const) ?? []),
  )
  const retired = new Set((content.retired.value ?? []).map(({ id }) => id).filter((id) => !everywhere.has(id)))
  const found = content.lessons.map(({ file, locale, compilation }) => ({ file, locale, id: compilation.lesson?.meta.id }))
  for (;;) {
    const before = state.published
    const held = holdBack(candidates, before, retired, everywhere)
    const plan = planPublication(held.good, before, retired, defaultLocale, world.now())
    const after = afterPublication(before, plan)
    const written = isNothing(plan) || (await world.transaction((tx) => writeUnlessStale(world, tx, before, plan, after)))
    // Another process on the same data may have published the same change first.
    state.published = written ? after : publishedFrom(await readPublished(world.read))
    if (written) state.changed.push(...keyChanges(plan))
    if (written) return [...held.problems, ...goneLessons(state.published, found)]
  }
}

function goodLesson({ file, text, hash, compilation: { lesson, problems } }: HashedLesson): GoodLesson[] {
  return lesson ? [{ file, text, hash, lesson, warnings: problems }] : []
}

async function writeUnlessStale(world: CatalogueWorld, tx: Db, before: Published, plan: Publication, after: Published): Promise<boolean> {
  if (!sameNumbers(await newestNumbers(tx), before)) return false
  await publish(tx, plan)
  const changed = keyChanges(plan)
  if (changed.length > 0) await world.keysChanged(tx, changed, flattened(after.aliases))
  return true
}

function sameNumbers(rows: { lessonId: string; locale: string; n: number }[], { lessons }: Published): boolean {
  return rows.length === lessons.size && rows.every(({ lessonId, locale, n }) => lessons.get(inLocale(lessonId, locale))?.n === n)
}
