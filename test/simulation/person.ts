import { chanceOf, type Chance } from '../../src/kernel/chance.ts'
import { addDays } from '../../src/kernel/day.ts'
import { seedOf } from '../../src/kernel/hash.ts'
import { newItemRetrievability } from '../../src/grading/evidence.ts'
import { predictMs, type Candidate, type TypeTime } from '../../src/review/queue.ts'
import { fold, memoryOf, step, type Fold, type Memory } from '../../src/scheduling/replay.ts'
import { defaultParameters, defaultParametersId, nextState, retrievability, type MemoryState } from '../../src/scheduling/schedule.ts'
import { kindAt, type Kind } from './kinds.ts'
import { learners, normal, type SimulatedLearner } from './learners.ts'

/** None guess, or they do and we do not know it (plain Good), or they do and the update knows it. */
export type Guessing = 'none' | 'unknown' | 'known'

/** An item of a person: what our code believes of it, and what is true. */
export interface Item {
  id: string
  lesson: string
  kind: Kind
  /** Of its first tries, and of its second tries: the third first try has the same luck whatever came between. */
  luck: Chance
  secondLuck: Chance
  log: Fold
  belief: Memory
  truth: MemoryState
  /** Days since the person began. */
  last: number
  due: number
}

export interface Person {
  seed: number
  learner: SimulatedLearner
  kinds: readonly Kind[]
  guessing: Guessing
  items: Item[]
  /** As db/answers.ts keeps them. */
  times: Map<string, TypeTime>
  answers: number
}

const monday = '2026-01-05'
const inForce = { id: defaultParametersId, w: defaultParameters }
const itemsOfLesson = 7
/** Standard deviation of the logarithm of a time. */
const timeNoise = 0.5
/** A second try comes right after its feedback: it is taken to need half the time. */
const secondTry = 0.5
const longestMs = 60_000
const remembered = 200

/** The study day, so many days after the first. */
export function dayOf(day: number): string {
  return addDays(monday, day)
}

export function newPerson(seed: number, kinds: readonly Kind[], guessing: Guessing): Person {
  return { seed, learner: learners[seed % learners.length]!, kinds, guessing, items: [], times: new Map(), answers: 0 }
}

/** The first answer to the next item, in its lesson. */
export function introduce(person: Person, today: number): void {
  const place = person.items.length
  const id = `i${place}`
  const [luck, secondLuck] = ['first', 'second'].map((stream) => chanceOf(seedOf(String(person.seed), id, stream)))
  const kind = kindAt(luck!(), person.kinds)
  const log = fold([], () => defaultParameters, inForce).fold
  const knew = luck!() < newItemRetrievability
  const lesson = `l${Math.floor(place / itemsOfLesson)}`
  const item = { id, lesson, kind, luck: luck!, secondLuck: secondLuck!, log, truth: trueState(person, null, 0, knew) }
  person.items.push({ ...item, ...learn(person, item, today, isRight(person, item, knew)) })
  noteTime(person, kind, timeOf(person, item))
}

/** A first try of a day. Returns whether it was right and what it took, milliseconds. */
export function answer(person: Person, item: Item, today: number): { right: boolean; ms: number } {
  const elapsed = today - item.last
  const knew = item.luck() < retrievability(person.learner.parameters, item.truth.s, elapsed)
  const right = isRight(person, item, knew)
  Object.assign(item, learn(person, item, today, right))
  item.truth = trueState(person, item.truth, elapsed, knew)
  const ms = timeOf(person, item)
  noteTime(person, item.kind, ms)
  return { right, ms }
}

/** The second try of a miss, at the end of the session; just told, nobody has forgotten it. Its time is not noted. */
export function answerAgain(person: Person, item: Item, today: number): number {
  Object.assign(item, learn(person, item, today, true))
  item.truth = trueState(person, item.truth, 0, true)
  return secondTry * timeOf(person, { ...item, luck: item.secondLuck })
}

/** Chance is asked also where it is not needed, so that all arms have the same luck. */
function isRight({ guessing }: Person, { luck, kind }: Pick<Item, 'luck' | 'kind'>, knew: boolean): boolean {
  const guessed = luck() < kind.guess
  return knew || (guessed && guessing !== 'none')
}

/** A lucky guess is not a recall. */
function trueState({ learner }: Person, before: MemoryState | null, elapsed: number, knew: boolean): MemoryState {
  return nextState(learner.parameters, before, elapsed, knew ? 1 : 0, knew ? 1 : 0)
}

function learn(
  person: Person,
  { id, kind, log }: Pick<Item, 'id' | 'kind' | 'log'>,
  today: number,
  right: boolean,
): Pick<Item, 'belief' | 'last' | 'due'> {
  const seq = person.answers++
  step(log, {
    id: `${id}.${seq}`,
    kind: 'answer',
    day: dayOf(today),
    at: seq,
    device: 'phone',
    seq,
    sessionId: 'session',
    credit: right ? 1 : 0,
    guess: person.guessing === 'known' ? kind.guess : 0,
    rapid: false,
    paramsId: inForce.id,
    dr: 0.9,
    targetId: null,
    keyHash: '',
  })
  const belief = memoryOf(log)!
  return { belief, last: today, due: today + belief.intervalDays }
}

/** Around the learner's own mean, never below 0 and with a long tail, as times of answers are. */
function timeOf({ learner }: Person, { kind, luck }: Pick<Item, 'kind' | 'luck'>): number {
  return kind.ms * learner.pace * Math.exp(timeNoise * normal(luck) - timeNoise ** 2 / 2)
}

function noteTime({ times }: Person, { name }: Kind, ms: number): void {
  const { n, meanMs } = times.get(name) ?? { n: 0, meanMs: 0 }
  const next = Math.min(n + 1, remembered)
  times.set(name, { n: next, meanMs: meanMs + (Math.min(ms, longestMs) - meanMs) / next })
}

/** What a review of that day may ask. */
export function dueOn(person: Person, today: number): (Candidate & { simulated: Item })[] {
  return person.items
    .filter(({ due }) => due <= today)
    .map((simulated) => ({
      simulated,
      item: simulated.id,
      lesson: simulated.lesson,
      state: simulated.belief,
      elapsed: today - simulated.last,
      dueDay: simulated.belief.dueDay,
      weight: 1,
      ms: predictMs(person.times.get(simulated.kind.name), undefined, simulated.kind.ms),
    }))
}

/** Sums of retrievability over all items. */
export function heldOn({ items, learner }: Person, today: number): { held: number; believed: number } {
  const sum = { held: 0, believed: 0 }
  for (const { belief, truth, last } of items) {
    const elapsed = today - last
    sum.held += retrievability(learner.parameters, truth.s, elapsed)
    sum.believed += retrievability(defaultParameters, belief.s, elapsed)
  }
  return sum
}
