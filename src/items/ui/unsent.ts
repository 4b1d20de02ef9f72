import type { Device } from './device.ts'
import type { Answer } from './send.ts'

/** Where an answer lies that was given on this device and did not arrive: by whom, and to what. */
export interface Place {
  person: string
  item: string
  version: string
}

const nameOf = ({ person, item }: Place) => `heed.unsent.${person}.${item}`

/** Kept under its id, so that a page opened again sends the same answer, which counts once. */
export function keepUnsent(device: Device, place: Place, answer: Answer): void {
  device.keep(nameOf(place), JSON.stringify(answer))
}

export function forgetUnsent(device: Device, place: Place): void {
  device.keep(nameOf(place), '')
}

/** @returns undefined where there is none, or the question has changed since */
export function unsentAt(device: Device, place: Place): Answer | undefined {
  const kept = device.recall(nameOf(place))
  const answer = kept ? (JSON.parse(kept) as Answer) : undefined
  return answer?.version === place.version ? answer : undefined
}
