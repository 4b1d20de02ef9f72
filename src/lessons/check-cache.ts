import { besideLessons, type CompileLesson } from './check.ts'
import { compile, type CompileOptions } from './compile.ts'
import { compileOptions, type ContentFiles, type LessonPlace } from './content.ts'
import type { Glossary } from './course-files.ts'
import type { Item } from '../items/item-type.ts'
import type { Compilation, CompiledLesson } from './lesson.ts'
import { passageMarks } from './across/not-translated.ts'
import { marksOf } from './across/translations.ts'

/** Compilations of lessons under a key of all that they depend on, so that a second check compiles only what has changed. */
export interface CheckCache {
  compile: CompileLesson
  /**
   * Compiles every lesson where none is known yet, so that `compile` knows them.
   *
   * @param pause is waited for now and then: only then the reader of Markdown gives back what it took of memory
   */
  prepare(files: ContentFiles, pause: () => Promise<void>): Promise<void>
  /** What to keep for the next run: the entries of this one and no other. Undefined when that is what was kept before. */
  toKeep(): Uint8Array[] | undefined
}

/**
 * @param kept what an earlier run said to keep, one after the other; empty at first
 * @param keyOf of a source and its options, without a tab or a line end; it must also stand for the compiler itself
 */
export function openCache(kept: Uint8Array, keyOf: (source: string, options: CompileOptions) => string): CheckCache {
  const known = entriesIn(kept)
  const before = known.size
  const used = new Map<string, Uint8Array>()
  let isNew = false
  const placed = (place: LessonPlace, glossary: Readonly<Glossary>) => {
    const options = compileOptions(place, glossary)
    return { key: keyOf(place.text, options), compileAnew: () => compile(place.text, options) }
  }
  const newEntry = (key: string, compileAnew: () => Compilation): Uint8Array => {
    isNew = true
    const entry = encode(entryOf(key, compileAnew()))
    known.set(key, entry)
    return entry
  }
  return {
    compile(place, glossary) {
      const { key, compileAnew } = placed(place, glossary)
      const entry = known.get(key)
      const read = (entry && reread(entry, compileAnew)) ?? reread(newEntry(key, compileAnew), compileAnew)!
      used.set(key, known.get(key)!)
      return read
    },
    async prepare(files, pause) {
      if (before > 0) return
      const { glossary, places } = besideLessons(files)
      for (const [index, place] of places.entries()) {
        const { key, compileAnew } = placed(place, glossary)
        newEntry(key, compileAnew)
        if (index % betweenPauses === 0) await pause()
      }
    },
    toKeep: () => (isNew || used.size < before ? [...used.values()] : undefined),
  }
}

const betweenPauses = 100
const lineEnd = 10
const tab = 9
const encoder = new TextEncoder()
const decoder = new TextDecoder()
const encode = (text: string) => encoder.encode(text)
const decode = (bytes: Uint8Array) => decoder.decode(bytes)

/** What checks ask for. Segments and specs, seldom asked for, would fill the memory with thousands of lessons. */
type Light = Pick<Compilation, 'problems' | 'marks' | 'passages'> & {
  lesson: (Omit<CompiledLesson, 'segments' | 'items'> & { items: Omit<Item, 'spec'>[] }) | undefined
}

/** JSON holds neither a tab nor a line end. */
function entryOf(key: string, { lesson, problems }: Compilation): string {
  const light: Light = lesson
    ? { problems, marks: marksOf(lesson), passages: passageMarks(lesson), lesson: lightened(lesson) }
    : { problems, lesson }
  return `${key}\t${JSON.stringify(light)}\n`
}

function lightened({ segments: _, items, ...lesson }: CompiledLesson): NonNullable<Light['lesson']> {
  return { ...lesson, items: items.map(({ spec: _spec, ...item }) => item) }
}

/** Each line under its key, with its line end. Nothing is read of what is never asked for. */
function entriesIn(kept: Uint8Array): Map<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>()
  for (let start = 0, end; start < kept.length; start = end) {
    const found = kept.indexOf(lineEnd, start)
    end = found < 0 ? kept.length : found + 1
    const line = kept.subarray(start, end)
    entries.set(decode(line.subarray(0, Math.max(0, line.indexOf(tab)))), line)
  }
  return entries
}

/** Undefined when it cannot be read: then the lesson is compiled anew. */
function reread(entry: Uint8Array, compileAnew: () => Compilation): Compilation | undefined {
  try {
    const { lesson, ...light } = JSON.parse(decode(entry.subarray(entry.indexOf(tab) + 1))) as Light
    return { ...light, lesson: lesson && withHeavy(lesson, compileAnew) }
  } catch {
    return undefined
  }
}

/** Whoever asks for what is not kept has the lesson compiled, once. */
function withHeavy({ items, ...lesson }: NonNullable<Light['lesson']>, compileAnew: () => Compilation): CompiledLesson {
  let whole: CompiledLesson | undefined
  const heavy = () => (whole ??= compileAnew().lesson!)
  return {
    ...lesson,
    items: items.map((item, index) => new KeptItem(item, () => heavy().items[index]!.spec) as unknown as Item),
    get segments() {
      return heavy().segments
    },
  }
}

/** A class, because a getter of its own makes an object four times as large. */
class KeptItem {
  readonly #spec: () => Item['spec']

  constructor(item: Omit<Item, 'spec'>, spec: () => Item['spec']) {
    Object.assign(this, item)
    this.#spec = spec
  }

  get spec(): Item['spec'] {
    return this.#spec()
  }
}
