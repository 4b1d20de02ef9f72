import { bestReply } from './best-reply/index.ts'
import { card } from './card/index.ts'
import { choice } from './choice/index.ts'
import { cloze } from './cloze/index.ts'
import { conversation } from './conversation/index.ts'
import { match } from './match/index.ts'
import { order } from './order/index.ts'
import { typed } from './typed/index.ts'
import type { AnyItemType } from './item-type.ts'

/** Every item type. A new one is a folder, a line here and a line in `ui/views.ts`. */
export const itemTypes: readonly AnyItemType[] = [choice, cloze, typed, order, match, card, bestReply, conversation]

/** By the name that is stored with answers. */
export function typeNamed(name: string): AnyItemType | undefined {
  return itemTypes.find((type) => type.name === name)
}

/** By the tag that authors write. */
export function typeTagged(tag: string): AnyItemType | undefined {
  return itemTypes.find((type) => type.tag === tag)
}

/** The type of a stored item, which was read by one of ours: anything else is a fault, not somebody's mistake. */
export function typeOf(name: string): AnyItemType {
  const type = typeNamed(name)
  if (!type) throw new Error(`no item type is called ${name}`)
  return type
}
