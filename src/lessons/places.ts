import type { Live } from './lesson.ts'

/** Made once per published state and gone with it. */
const placesOf = new WeakMap<Live, ReadonlyMap<string, string[]>>()

/** Ids of the live lessons in which an item stands, by definition or reuse. */
export function lessonsHolding(live: Live, itemId: string): string[] {
  let places = placesOf.get(live)
  if (!places) placesOf.set(live, (places = indexPlaces(live)))
  return places.get(itemId) ?? []
}

function indexPlaces(live: Live): ReadonlyMap<string, string[]> {
  const places = new Map<string, string[]>()
  for (const [lessonId, locales] of live.lessons) {
    const items = new Set([...locales.values()].flatMap((lesson) => lesson.itemIds))
    for (const item of items) places.set(item, [...(places.get(item) ?? []), lessonId])
  }
  return places
}
