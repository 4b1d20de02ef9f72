import type { Figures, Picks } from './items/figures.ts'
import type { OldWay } from './items/old-way.ts'
import type { Suspicion, SuspicionId } from './items/suspicions.ts'

/* What an author's pages show of items: services make it, views draw it. Nobody's name is in it. */

/** What `item_stat.flags` holds beside the columns. */
export interface StatFlags {
  /** Null while fewer than five people have answered the item as it is now. */
  figures: Omit<Figures, 'n' | 'full' | 'meanMs' | 'perOption'> | null
  oldWay: OldWay | null
}

interface OptionReport extends Picks {
  key: string
  text: string
  right: boolean
  /** So few pick it that it does no work. */
  dead: boolean
}

export interface SuspicionReport extends Suspicion {
  /** Why somebody found it harmless; null while it needs a look. */
  dismissed: string | null
}

/** An item as learners answer it. */
export interface ItemReport {
  item: string
  type: string
  /** In plain words. */
  question: string
  lesson: { id: string; title: string }
  locale: string
  /** Study day of the night that worked it out; null when it has not been yet. */
  day: string | null
  /** Null while fewer than five people have answered. How many were right is told as a rate only: they may be fewer than five. */
  figures: Omit<Figures, 'full' | 'perOption' | 'suspicions'> | null
  /** Null where nothing is chosen from a list. */
  options: OptionReport[] | null
  suspicions: SuspicionReport[]
  /** Notes of learners that wait for an answer. */
  notes: number
  oldWay: OldWay | null
}

/** The same in the lesson in which it stands. */
export interface ItemInLesson extends ItemReport {
  /** Of the lesson's file as it is now; null when it is not in it any more. */
  line: number | null
  /** The page on which that line can be read, where the folder's repository has pages. */
  url: string | null
  /** What changed in it since it was first published in this language, newest first, with the study day. */
  changes: { change: ItemChange; day: string }[]
}

type ItemChange = 'wording' | 'fact' | 'mistake'

export interface LessonReport {
  lesson: string
  locale: string
  /** The suspicion that is looked for. */
  suspicion: SuspicionId | null
  /** What needs somebody first, then as they stand in the lesson. */
  items: ItemInLesson[]
  file: string
  /** Its translations: whether each still belongs to the original, in words where it does not. */
  translations: { locale: string; old: string | null }[]
  /** Languages of the site in which there is none. */
  untranslated: string[]
  /** Suspicions that wait, before anything is filtered, each once. */
  waiting: SuspicionId[]
  /** Of all items, filtered or not. */
  total: number
  /** That the lesson wanted to be read again by now, in words. */
  stale: string | null
}

/** Items with a suspicion that nobody has dismissed. */
export interface NeedsYou {
  items: ItemReport[]
}
