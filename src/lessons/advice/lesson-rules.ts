import type { LessonMeta } from '../lesson.ts'
import { languageName } from '../locales.ts'
import { countWords, sentencesOf, type ItemView } from './item-view.ts'
import type { Found } from './item-rules.ts'
import { foreignIn, wordsOf } from './words.ts'

/** What makes a whole lesson worse than it could be. */

export interface LessonView {
  meta: LessonMeta
  locale: string
  /** Minutes that it takes a quick reader and a thorough one. */
  least: number
  most: number
  /** Whether the author said how long it takes. */
  isTimed: boolean
  /** The text around the items, in plain words. */
  prose: string
  items: ItemView[]
}

/** About the items together: told at one of them, and allowed there. */
export type AcrossRule = (items: ItemView[]) => (Found & { item: ItemView }) | undefined

export const acrossRules: Record<string, AcrossRule> = {
  'right-place': rightPlace,
  'many-true-false': manyTrueFalse,
  'item-twice': itemTwice,
  'other-language': otherLanguage,
}

/** Told at a key of the head, and allowed in the head. */
export type LessonRule = (lesson: LessonView) => (Found & { key: string }) | undefined

export const lessonRules: Record<string, LessonRule> = { 'long-lesson': longLesson, 'minutes-off': minutesOff, 'hard-to-read': hardToRead }

const few = 4

/** Only answers that stay where they are written: all others change places. */
function rightPlace(items: ItemView[]): ReturnType<AcrossRule> {
  for (const isTrueFalse of [true, false]) {
    const written = items.filter((view) => view.isWritten && view.isTrueFalse === isTrueFalse)
    const places = written.map(({ options }) => options.findIndex(({ isRight }) => isRight))
    if (written.length < few || new Set(places).size > 1) continue
    const where = isTrueFalse ? written[0]!.options[places[0]!]!.text : `answer ${places[0]! + 1}`
    return {
      item: written.at(-1)!,
      message: `The right answer is ${where} in all ${written.length} questions of this kind, so learners need not read the last ones.`,
      mend: 'let another answer be right in some of them.',
    }
  }
  return undefined
}

function manyTrueFalse(items: ItemView[]): ReturnType<AcrossRule> {
  const trueFalse = items.filter((view) => view.isTrueFalse)
  if (trueFalse.length < 3 || trueFalse.length * 2 <= items.length) return undefined
  return {
    item: trueFalse.at(-1)!,
    message: `${trueFalse.length} of ${items.length} questions are true or false, and half of them are right by guessing.`,
    mend: 'ask some of them with answers to choose from, or with a gap.',
  }
}

/** A copy of which only the id was changed. */
function itemTwice(items: ItemView[]): ReturnType<AcrossRule> {
  const first = new Map<string, ItemView>()
  for (const view of items) {
    const { type, textHash } = view.item
    const before = first.get(`${type} ${textHash}`)
    // Two under one id are told of by that.
    if (!before || before.item.id === view.item.id) first.set(`${type} ${textHash}`, view)
    else
      return {
        item: view,
        message: `This asks word for word what “${before.item.id}” asks, so learners answer the same question twice.`,
        mend: 'change what was to be another question, or delete one of the two.',
      }
  }
  return undefined
}

/** One that was not translated with the rest. What customers say may be in any language, and so may all that stands in quotation marks. */
function otherLanguage(items: ItemView[]): ReturnType<AcrossRule> {
  const asked = items.filter(({ item }) => item.type !== 'best-reply' && item.type !== 'conversation')
  if (!asked.some(({ stem, words }) => words?.common.test(stem))) return undefined
  for (const view of asked) {
    const { locale } = view.item
    const unquoted = view.stem.replace(/[“"„«][^”"“»]*[”"“»]/g, '')
    const other = foreignIn(unquoted, locale)
    if (other === undefined) continue
    const message = `The question seems to be in ${languageName(other)}, and the lesson is in ${languageName(locale)}.`
    return { item: view, at: sentencesOf(unquoted)[0]!, message, mend: 'translate it.' }
  }
  return undefined
}

const longest = 8

function longLesson({ meta, isTimed }: LessonView): ReturnType<LessonRule> {
  return meta.minutes <= longest
    ? undefined
    : {
        key: isTimed ? 'minutes' : 'title',
        message: `The lesson takes ${meta.minutes} minutes. From ${longest} on, many put it off or leave in the middle.`,
        mend: 'make two lessons of it.',
      }
}

/** Only what is well outside of what anybody needs. Too little is worse than too much. */
function minutesOff({ meta: { minutes }, isTimed, least, most }: LessonView): ReturnType<LessonRule> {
  const isShort = minutes * 1.5 < least && least - minutes >= 2
  const isLong = minutes > most * 2 && minutes - most >= 4
  if (!isTimed || (!isShort && !isLong)) return undefined
  const likely = Math.max(1, Math.round(isShort ? least : most))
  return {
    key: 'minutes',
    message: `The lesson says ${minutes} minutes, and its words and questions take about ${likely}, so people plan the wrong time for it.`,
    mend: `write minutes: ${likely}, or delete the line.`,
  }
}

/** Below this many words the measure says little. */
const enoughWords = 100
/** Of a scientific paper. */
const hard = 30

function hardToRead({ prose, locale }: LessonView): ReturnType<LessonRule> {
  const words = countWords(prose)
  const ease = words < enoughWords ? undefined : wordsOf(locale)?.ease(words / sentencesOf(prose).length, syllablesIn(prose) / words)
  return ease === undefined || ease >= hard
    ? undefined
    : {
        key: 'title',
        message: 'The text reads like a scientific paper: its sentences or its words are very long, and many will skim it.',
        mend: 'cut long sentences in two, and say it in words that people use.',
      }
}

/** Runs of vowels, without the silent e of English; near enough for a mean. */
function syllablesIn(text: string): number {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.reduce(
    (sum, word) => sum + Math.max(1, word.replace(/(?<=[a-z]{2})e$/, '').match(/[aeiouyäöüéèêáàâóòôíìîúùû]+/gu)?.length ?? 1),
    0,
  )
}
