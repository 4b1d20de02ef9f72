import { itemTypes } from '../items/registry.ts'

/** A filled-in item of a type, for an author to write over. */
export interface Insertable {
  tag: string
  mdx: string
}

/** One of each type, in the order of the registry. */
export const insertables: readonly Insertable[] = itemTypes.map(({ tag, examples }) => ({ tag, mdx: examples[0]!.mdx }))
