import { typeOf } from '../../items/registry.ts'
import type { Problem } from '../../kernel/problem.ts'
import { minuteMs } from '../../kernel/time.ts'
import type { ReadFrontMatter } from '../front-matter.ts'
import type { ReadItem } from '../item.ts'
import type { CompiledLesson } from '../lesson.ts'
import { plainText } from '../search-text.ts'
import type { Place } from '../text.ts'
import { itemRules, type Found } from './item-rules.ts'
import { countWords, itemView } from './item-view.ts'
import { acrossRules, lessonRules } from './lesson-rules.ts'

/** Advice on writing: warnings that an author may allow where they know better. */

export interface Advised {
  lesson: Omit<CompiledLesson, 'items'>
  items: ReadItem[]
  /** Minutes for somebody who reads every word, all ways through a conversation included. */
  most: number
  front: ReadFrontMatter
  /** Of the source, as they were typed. */
  lines: readonly string[]
}

/** @param isWhole whether nothing is wrong with the lesson: only then the whole of it can be judged */
export function adviceOn({ lesson, items, most, front, lines }: Advised, isWhole: boolean): Problem[] {
  const views = items.map(itemView)
  const problem = (id: string, place: Place, { message, mend }: Found): Problem => ({ ...place, severity: 'warning', id, message, mend })
  const found: Problem[] = []
  for (const view of views) {
    for (const [id, rule] of Object.entries(itemRules)) {
      const said = view.item.allow.includes(id) ? undefined : rule(view)
      if (said) found.push(problem(id, placeOf(said, view.item, lines), said))
    }
  }
  if (!isWhole) return found
  for (const [id, rule] of Object.entries(acrossRules)) {
    const said = rule(views.filter(({ item }) => !item.allow.includes(id)))
    if (said) found.push(problem(id, placeOf(said, said.item.item, lines), said))
  }
  const prose = lesson.segments.map((segment) => ('html' in segment ? plainText(segment.html) : '')).join('\n')
  const view = {
    meta: lesson.meta,
    locale: lesson.locale,
    least: leastMinutes(prose, items),
    most,
    isTimed: front.given.minutes !== undefined,
    prose,
    items: views,
  }
  for (const [id, rule] of Object.entries(lessonRules)) {
    const said = front.given.allow?.includes(id) ? undefined : rule(view)
    if (said) found.push(problem(id, front.placeOf([said.key]), said))
  }
  return found
}

/** Minutes for somebody who reads the text at three hundred words each and answers as quickly as most. */
function leastMinutes(prose: string, items: readonly ReadItem[]): number {
  const answering = items.reduce((sum, { type, spec }) => sum + typeOf(type).defaultMs(spec), 0)
  return countWords(prose) / 300 + answering / minuteMs
}

/** The line of the item on which the words stand; the opening tag where they are not found. */
function placeOf({ at }: Found, { line, column }: ReadItem, lines: readonly string[]): Place {
  const sought = at === undefined ? '' : plain(at).slice(0, 30)
  for (let n = line; sought && n < lines.length && !/^<\//.test(lines[n]!); n++) {
    if (plain(lines[n]!).includes(sought)) return { line: n + 1, column: Math.max(0, lines[n]!.search(/\S/)) + 1 }
  }
  return { line, column }
}

const plain = (text: string) => text.replace(/[*_`\\]/g, '').replace(/\s+/g, ' ')
