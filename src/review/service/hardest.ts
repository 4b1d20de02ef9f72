import { questionText } from '../../lessons/search-text.ts'
import { strengthOf, wordFor } from '../held.ts'
import type { HardItem } from '../learner-pages.ts'
import { leechOf } from '../leech.ts'
import type { Waiting } from './waiting.ts'

/** Days. What holds so long has stopped slipping, however often it did before. */
const settledStability = 21

/** Whether reading the lesson again is worth offering. */
export function isSlipping({ lapses, state }: Waiting): boolean {
  return leechOf(lapses) === 'offer-lesson' && state.s < settledStability
}

/** What slipped most often, then what is weakest; what has never slipped only while it is fading. */
export function hardestOf(held: readonly Waiting[], most = longestList): HardItem[] {
  return held
    .map((memory) => ({ memory, strength: strengthOf(memory) }))
    .filter(({ memory, strength }) => memory.lapses > 0 || wordFor(strength) === 'fading')
    .toSorted((a, b) => b.memory.lapses - a.memory.lapses || a.strength - b.strength || (a.memory.item < b.memory.item ? -1 : 1))
    .slice(0, most)
    .map(({ memory, strength }) => asHardItem(memory, strength))
}

const longestList = 10

function asHardItem({ live, item, lapses, elapsed }: Waiting, strength: number): HardItem {
  const shown = elapsed === 0 ? null : strength
  return {
    item,
    wording: inALine(questionText(live.type, live.spec)),
    lesson: { id: live.lesson, title: live.lessonTitle },
    lapses,
    strength: shown,
    word: shown === null ? null : wordFor(shown),
  }
}

/** About two lines on a phone. */
const longestWording = 90

function inALine(text: string): string {
  const line = text.replaceAll('\n', ' · ')
  if (line.length <= longestWording) return line
  return `${line.slice(0, line.lastIndexOf(' ', longestWording)).replace(/[ ·]+$/, '')} …`
}
