import type { LessonFile } from '../content.ts'

/** What the authors of broken lessons have typed: whatever names it is not wrong, it only follows from what is. */
export interface TypedNames {
  lessons: ReadonlySet<string>
  items: ReadonlySet<string>
  /** Files with errors: nothing about their items can be held against another file. */
  broken: ReadonlySet<string>
}

export function typedNames(files: readonly LessonFile[]): TypedNames {
  const broken = files.filter(({ compilation }) => compilation.problems.some(({ severity }) => severity === 'error'))
  const headless = broken.filter(({ compilation }) => !compilation.lesson)
  return {
    lessons: new Set(headless.flatMap(lessonNames)),
    items: new Set(broken.flatMap(({ text }) => [...text.matchAll(/<[^<>]*\bid\s*=?\s*["“”„']?([a-z0-9-]+)/gi)].map((match) => match[1]!))),
    broken: new Set(broken.map(({ file }) => file)),
  }
}

/** The id that stands in the head, right or wrong, and the name of the file. */
function lessonNames({ file, text }: LessonFile): string[] {
  const stem = file.replace(/^.*\//, '').split('.')[0]!
  const id = /^id[ \t]*[:=][ \t]*["“„']?([\w-]+)/m.exec(text.slice(0, 2_000))?.[1]
  return id === undefined ? [stem] : [stem, id]
}
