import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile, isError } from '../../../src/lessons/compile.ts'
import type { CompiledLesson } from '../../../src/lessons/lesson.ts'
import { readText, type TextFormat } from '../../../src/lessons/exchange/formats.ts'
import { asLesson, type Imported, type ImportPlace, type ReportLine } from '../../../src/lessons/exchange/import.ts'
import type { Read } from '../../../src/lessons/exchange/draft.ts'

export const place = (changes: Partial<ImportPlace> = {}): ImportPlace => ({
  ...{
    stem: 'parcels',
    course: 'refunds',
    locale: 'en',
    items: new Set<string>(),
    lessons: new Set<string>(),
    skills: new Set(['policy']),
  },
  ...changes,
})

export const sample = (name: string): string => readFileSync(join(import.meta.dirname, 'samples', name), 'utf8')

export interface Lesson extends Imported {
  lesson: CompiledLesson
}

/** What was read as a lesson, and the lesson as Heed compiles it. */
export function lessonFrom(read: Read, where = place()): Lesson {
  const imported = asLesson(read, where)
  const { lesson, problems } = compile(imported.mdx, { locale: where.locale, course: where.course })
  const errors = problems.filter(isError)
  if (errors.length > 0 || !lesson) throw new Error(`${JSON.stringify(errors)}\n${imported.mdx}`)
  return { ...imported, lesson }
}

export const imported = (name: string, format: TextFormat, where = place()): Lesson => lessonFrom(readText(sample(name), format), where)

/** As the report's lines begin. */
export const fates = (report: readonly ReportLine[]): string[] => report.map(({ line, fate, name }) => `${line} ${fate} ${name}`)
