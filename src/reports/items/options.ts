import type { BaseSpec, Part } from '../../items/item-type.ts'
import { typeOf } from '../../items/registry.ts'
import type { Marked } from './suspicions.ts'

/** An option as an author knows it. */
interface Option extends Marked {
  /** In plain words. */
  text: string
}

/** The options of an item from one list; null for one that is answered otherwise: in gaps, in an order, turn by turn. */
export function optionsOf(typeName: string, spec: BaseSpec): Option[] | null {
  const type = typeOf(typeName)
  const { options, turns } = type.grade(spec, type.sample(spec).right).feedback
  if (!options || turns) return null
  const parts = (spec as BaseSpec & { options: Part[] }).options
  return options.map(({ key, mark }) => ({
    key,
    right: mark === 'right' || mark === 'best',
    text: parts.find((part) => part.key === key)?.text ?? key,
  }))
}

/** The keys of the options that a stored response picks; none where nothing is chosen from a list. */
export function picksOf(response: unknown): readonly string[] {
  const { option, options } = response as { option?: string; options?: string[] }
  return options ?? (option === undefined ? [] : [option])
}
