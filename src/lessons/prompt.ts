import type { BasePrompt, BaseSpec } from '../items/item-type.ts'
import { typeOf } from '../items/registry.ts'
import { inLanguage } from './in-language.ts'
import type { Live } from './lesson.ts'

/** An item as a page or a script sees it before the answer; a lesson's segments and a session's items share it. */
export interface Prompted {
  item: string
  version: string
  prompt: BasePrompt & { skill: string; skillTitle: string; lesson: { id: string; title: string } }
}

export interface Presentable {
  id: string
  version: string
  type: string
  locale: string
  skill: string
  lesson: string
  lessonTitle: string
  spec: BaseSpec
}

/** The one way from an item to a browser: through its type's `present`, which lists what may be seen. */
export function promptOf(live: Live, item: Presentable, seed: number): Prompted {
  const shown = typeOf(item.type).present(item.spec, seed) as BasePrompt
  const place = {
    skill: item.skill,
    skillTitle: inLanguage(live, [item.locale]).site.skills[item.skill] ?? item.skill,
    lesson: { id: item.lesson, title: item.lessonTitle },
  }
  return { item: item.id, version: item.version, prompt: { ...shown, ...place } }
}
