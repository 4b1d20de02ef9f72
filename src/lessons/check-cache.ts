import type { CompileLesson } from './check.ts'
import { compile, type CompileOptions } from './compile.ts'
import { compileOptions } from './content.ts'
import type { Item } from '../items/item-type.ts'
import type { Compilation, CompiledLesson } from './lesson.ts'

/** Compilations of lessons under a key of all that they depend on, so that a second check compiles only what has changed. */
export interface CheckCache {
  compile: CompileLesson
  /** What to keep for the next run: the entries of this one and no other. Undefined when that is what was kept before. */
  toKeep(): Uint8Array[] | undefined
}

/**
 * @param kept what an earlier run said to keep, one after the other; empty at first
 * @param keyOf of a source and its options, without a tab or a line end; it must also stand for the compiler itself
 */
export function openCache(kept: Uint8Array, keyOf: (source: string, options: CompileOptions) => string): CheckCache {
  const old = entriesIn(kept)
  const used = new Map<string, Uint8Array>()
  let isNew = false
  return {
    compile(place, glossary) {
      const options = compileOptions(place, glossary)
      const key = keyOf(place.text, options)
      const entry = old.get(key)
      const known = entry && reread(entry)
      if (known) {
        used.set(key, entry)
        return known
      }
      isNew = true
      const line = encode(entryOf(key, compile(place.text, options)))
      used.set(key, line)
      return reread(line)!
    },
    toKeep: () => (isNew || used.size < old.size ? [...used.values()] : undefined),
  }
}

const lineEnd = 10
const tab = 9
const encode = (text: string) => new TextEncoder().encode(text)
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

/** What is seldom asked for, because it would fill the memory with thousands of lessons. */
interface Heavy {
  segments: CompiledLesson['segments']
  specs: Item['spec'][]
}

type Light = Omit<Compilation, 'lesson'> & {
  lesson: (Omit<CompiledLesson, 'segments' | 'items'> & { items: Omit<Item, 'spec'>[] }) | undefined
}

/** A line of three parts. JSON holds neither a tab nor a line end. */
function entryOf(key: string, { lesson, problems }: Compilation): string {
  const heavy: Heavy = { segments: lesson?.segments ?? [], specs: lesson?.items.map(({ spec }) => spec) ?? [] }
  const light: Light = { problems, lesson: lesson && withoutHeavy(lesson) }
  return `${key}\t${JSON.stringify(light)}\t${JSON.stringify(heavy)}\n`
}

function withoutHeavy({ segments: _, items, ...lesson }: CompiledLesson): NonNullable<Light['lesson']> {
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
function reread(entry: Uint8Array): Compilation | undefined {
  const start = entry.indexOf(tab) + 1
  const end = entry.indexOf(tab, start)
  try {
    const { lesson, problems } = JSON.parse(decode(entry.subarray(start, end))) as Light
    return { problems, lesson: lesson && withHeavy(lesson, () => JSON.parse(decode(entry.subarray(end + 1))) as Heavy) }
  } catch {
    return undefined
  }
}

function withHeavy(lesson: NonNullable<Light['lesson']>, heavy: () => Heavy): CompiledLesson {
  const items = lesson.items.map((item, index) => ({
    ...item,
    get spec() {
      return heavy().specs[index]!
    },
  }))
  return {
    ...lesson,
    items,
    get segments() {
      return heavy().segments
    },
  }
}
