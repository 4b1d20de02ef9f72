import { distance } from 'fastest-levenshtein'

/** What a typed text is compared with. */
interface Key {
  accepted: readonly string[]
  /** Known wrong answers. */
  wrong?: readonly string[]
  /** Compare letter by letter: no normalising, no spelling. */
  exact: boolean
  /** BCP 47; decides how numbers are written. */
  locale: string
}

interface Match {
  ok: boolean
  /** Right but for one letter: the accepted answer of which it is a slip. */
  meant?: string
  /** Which known wrong answer was typed. */
  wrong?: number
}

/** Long enough for any answer, short enough that comparing it costs nothing. */
const MAX_CODE_POINTS = 500

/** One slip is forgiven only in a word of this many letters: in shorter ones it makes another word. */
const MIN_LETTERS = 5

/**
 * Accepted answers first, then known wrong ones, then accepted ones but for one letter:
 * a listed mistake is never taken for a slip.
 */
export function matchText(typed: string, key: Key): Match {
  const given = prepare(typed, key)
  const accepted = key.accepted.map((text) => prepare(text, key))
  if (accepted.includes(given)) return { ok: true }
  const knownWrong = (key.wrong ?? []).map((text) => prepare(text, key))
  const wrong = knownWrong.indexOf(given)
  if (wrong >= 0) return { ok: false, wrong }
  const meant = accepted.findIndex((text) => isSlip(given, text))
  if (key.exact || meant < 0 || knownWrong.some((text) => distance(given, text) <= 1)) return { ok: false }
  return { ok: true, meant: key.accepted[meant]! }
}

/** How texts are compared: Unicode NFKC, case folded, straight quotes, single spaces, nothing unseen, no end punctuation, plain numbers. */
export function normalise(text: string, locale: string): string {
  // Before NFKC, which makes a space of an accent that stands alone, and after it, because it makes plain quotes of rare ones.
  const composed = straightened(straightened(cutTo(text.replace(unseen, ''), MAX_CODE_POINTS)).normalize('NFKC'))
  const spaced = foldCase(composed).replace(/\s+/g, ' ').trim()
  const bare = spaced.replace(/[\s.,;:!?…。]+$/u, '') || spaced
  return /\d/.test(bare) ? withPlainNumbers(bare, separators(locale)) : bare
}

/** What chats and web pages leave between letters: zero-width spaces, marks of byte order, soft hyphens. */
const unseen = /[\u200B\u2060\uFEFF\u00AD]/g

const straightened = (text: string): string => text.replace(/[‘’‚‛′`´]/g, "'").replace(/[“”„‟″«»]/g, '"')

/** What decides about right and wrong. A known wrong answer only does where it would otherwise pass as a slip. */
export function decisive(key: Key): unknown {
  const prepared = (texts: readonly string[]) => [...new Set(texts.map((text) => prepare(text, key)))].toSorted()
  const overruling = (key.wrong ?? []).filter((text) => matchText(text, { ...key, wrong: [] }).ok)
  return { exact: key.exact, accepted: prepared(key.accepted), wrong: prepared(overruling) }
}

/** Whether `words` stand in `text` as whole words. */
export function containsWords(text: string, words: string, locale: string): boolean {
  return spacedWords(text, locale).includes(spacedWords(words, locale))
}

function spacedWords(text: string, locale: string): string {
  return ` ${normalise(text, locale)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')} `
}

function prepare(text: string, { exact, locale }: Key): string {
  return exact ? cutTo(text, MAX_CODE_POINTS) : normalise(text, locale)
}

const cutTo = (text: string, codePoints: number) => (text.length > codePoints ? [...text].slice(0, codePoints).join('') : text)

/** Through capitals, so that ß and ss are equal as Unicode's case folding has it; small first, as a capital ẞ has no other. */
const foldCase = (text: string) => text.toLowerCase().toUpperCase().toLowerCase()

/** Whether the two differ by one edit inside one long word. */
function isSlip(given: string, accepted: string): boolean {
  const typed = given.split(' ')
  const wanted = accepted.split(' ')
  const wrong = wanted.flatMap((word, index) => (word === typed[index] ? [] : [index]))
  const [at] = wrong
  if (typed.length !== wanted.length || wrong.length !== 1 || at === undefined) return false
  return isLongWord(wanted[at]!) && !/\d/.test(typed[at]!) && distance(typed[at]!, wanted[at]!) === 1
}

/** A digit is never a slip: LP-10001 and LP-10002 are two codes. */
const isLongWord = (word: string) => !/\d/.test(word) && [...word.matchAll(/\p{L}/gu)].length >= MIN_LETTERS

interface Separators {
  group: string
  decimal: string
}

function separators(locale: string): Separators {
  const sample = new Intl.NumberFormat(locale).formatToParts(1_234_567.5)
  const sign = (type: string) =>
    sample
      .find((each) => each.type === type)
      ?.value.normalize('NFKC')
      .replace('’', "'")
  return { group: sign('group') ?? ',', decimal: sign('decimal') ?? '.' }
}

/** The whole first: in French a space groups the digits. */
function withPlainNumbers(text: string, signs: Separators): string {
  const words = () => text.split(' ').map((word) => plainNumber(word, signs) ?? word)
  return plainNumber(text, signs) ?? words().join(' ')
}

/**
 * A number as its shortest decimal, so that `1,000.0` in English and `1.000` in German are both `1000`.
 *
 * @returns undefined when the text is no number by these signs
 */
function plainNumber(text: string, { group, decimal }: Separators): string | undefined {
  const sign = /^[-−+]/.exec(text)?.[0] ?? ''
  const [whole = '', fraction = '', ...more] = text.slice(sign.length).split(decimal)
  if (more.length > 0 || !isGrouped(whole || '0', group) || !/^\d*$/.test(fraction) || !(whole + fraction)) return undefined
  const digits = whole.replaceAll(group, '').replace(/^0+(?=\d)/, '') || '0'
  const places = fraction.replace(/0+$/, '')
  const value = places ? `${digits}.${places}` : digits
  return (sign === '-' || sign === '−') && value !== '0' ? `-${value}` : value
}

/** Thousands in threes; the groups between may be of two, as in India. */
function isGrouped(whole: string, group: string): boolean {
  const [head = '', ...groups] = whole.split(group)
  const last = groups.pop()
  if (!/^\d+$/.test(head)) return false
  return last === undefined || (head.length <= 3 && /^\d{3}$/.test(last) && groups.every((each) => /^\d{2,3}$/.test(each)))
}
