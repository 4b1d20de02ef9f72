import { Refusal } from '../kernel/refusal.ts'
import type { Part } from './item-type.ts'

export function invalid(message: string): Refusal {
  return new Refusal('invalid', message, 'Load the page again and answer what it shows.')
}

/** @throws Refusal('invalid') when there is no such part */
export function partNamed<P extends Part>(parts: readonly P[], key: string): P {
  const part = parts.find((each) => each.key === key)
  if (!part) throw invalid(`The answer names “${key}”, which is not among the choices of this question.`)
  return part
}

/** @throws Refusal('invalid') when a key stands twice */
export function refuseRepeats(keys: readonly string[]): void {
  if (new Set(keys).size < keys.length) throw invalid('The answer names the same choice twice.')
}
