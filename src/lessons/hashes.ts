import canonicalize from 'canonicalize'
import type { AnyItemType, BaseSpec } from '../items/item-type.ts'
import { hash } from '../kernel/hash.ts'

/** Of what the learner reads and answers. Reflowing, curly quotes and the keys, which follow from first wordings, do not count. */
export function textHashOf(type: AnyItemType, spec: BaseSpec): string {
  const keys = new Map<string, string>()
  collectKeys(spec, keys)
  return hash(canonical([type.name, normalised(spec, keys)]))
}

/** Of what decides right and wrong: an edit that leaves it alone keeps everybody's schedule. */
export function keyHashOf(type: AnyItemType, spec: BaseSpec): string {
  return hash(canonical([type.name, type.decides(spec), numbersIn(type.facts?.(spec) ?? [])]))
}

/** Sorted, because parts may be written in another order. */
function numbersIn(wordings: string[]): string[] {
  return wordings.flatMap((wording) => plainWords(wording).match(/\d+(?:[.,:]\d+)*/g) ?? []).toSorted()
}

/** What is undefined is left out, as it will be in the table. */
const canonical = (value: unknown): string => canonicalize(value)!

/** Each key of a part → its place in the order of writing. */
function collectKeys(value: unknown, keys: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  if ('key' in value && typeof value.key === 'string') keys.set(value.key, `#${keys.size}`)
  for (const inner of Object.values(value)) collectKeys(inner, keys)
}

function normalised(value: unknown, keys: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return keys.get(value) ?? plainWords(value)
  if (Array.isArray(value)) return value.map((inner) => normalised(inner, keys))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [keys.get(name) ?? name, normalised(inner, keys)]))
}

function plainWords(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[“”„‟]|&quot;|&#x22;/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
}
