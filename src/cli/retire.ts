import * as disk from 'node:fs/promises'
import { join } from 'node:path'
import { allProblems, newProblems, readContent } from '../lessons/check.ts'
import { isError } from '../lessons/compile.ts'
import type { Content, ContentFiles } from '../lessons/content.ts'
import { didYouMean } from '../kernel/did-you-mean.ts'
import { readFolder } from '../lessons/folder.ts'
import type { FileProblem } from '../lessons/lesson.ts'
import { withoutItem, withTombstone } from '../lessons/retire.ts'
import { shownPath, type Place } from './content-paths.ts'
import { exit, wrongUse, type Exit } from './exit.ts'
import { save } from './save.ts'

export interface RetireWorld extends Place {
  out: (text: string) => void
  talk: (text: string) => void
  /** YYYY-MM-DD */
  today: string
}

/**
 * `heed retire`: takes an item out of its lesson, in every language, and writes its tombstone. Answers and reports stay.
 *
 * @returns 0, 1 when the content would have an error that it has not now, 64 when there is no such item
 */
export async function retire(id: string, options: { why: string; instead?: string; format: string }, world: RetireWorld): Promise<Exit> {
  const files = await readFolder(disk, world.content)
  const content = readContent(files)
  const items = new Set(content.lessons.flatMap(({ compilation }) => compilation.lesson?.items.map((item) => item.id) ?? []))
  if (options.instead === id) return wrongUse(world, `"${id}" cannot take its own place. Name another item, or leave --instead away.`)
  for (const named of [id, ...(options.instead === undefined ? [] : [options.instead])]) {
    if (items.has(named)) continue
    const isRetired = content.retired.value?.some((each) => each.id === named)
    return wrongUse(world, isRetired ? `"${named}" was retired before.` : `There is no item "${named}".${didYouMean(named, items)}`)
  }
  const changed = changedFiles(id, options, files, content, world.today)
  const refused = newErrors(content, { ...files, texts: new Map([...files.texts, ...changed]) })
  if (refused.length > 0) {
    world.talk(
      `Nothing was changed, because the content would have an error then:\n${refused.map((each) => inWords(each, world)).join('')}`,
    )
    return exit.problems
  }
  for (const [file, text] of changed) await save(join(world.content, file), text)
  const shown = [...changed.keys()].map((file) => shownPath(file, world))
  world.out(options.format === 'json' ? `${JSON.stringify({ retired: id, files: shown })}\n` : shown.map((file) => `${file}\n`).join(''))
  world.talk(`"${id}" is retired: nobody is asked it any more, and the answers to it stay.\n`)
  return exit.fine
}

function changedFiles(
  id: string,
  { why, instead }: { why: string; instead?: string },
  { texts }: ContentFiles,
  { lessons }: Content,
  date: string,
): Map<string, string> {
  const tombstone = { id, date, why, ...(instead === undefined ? {} : { instead }) }
  const retired = withTombstone(texts.get('retired.yml') ?? '', tombstone)
  const without = lessons.flatMap(({ file, text }): [string, string][] => {
    const left = withoutItem(text, id)
    return left === undefined ? [] : [[file, left]]
  })
  return new Map([...without, ['retired.yml', retired]])
}

/** What would be wrong and is not now, such as a lesson that reuses the item, or has no other. */
function newErrors(before: Content, after: ContentFiles): FileProblem[] {
  return newProblems(allProblems(before), allProblems(readContent(after))).filter(isError)
}

function inWords({ file, line, column, message, mend }: FileProblem, world: RetireWorld): string {
  return `${shownPath(file, world)}:${line}:${column}: ${message}${mend === undefined ? '' : ` Mend: ${mend}`}\n`
}
