import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containsWords, decisive, matchText, normalise } from '../../src/items/matching.ts'

const key = (accepted: string[], rest: Partial<Parameters<typeof matchText>[1]> = {}) => ({ accepted, exact: false, locale: 'en', ...rest })

describe('matchText', () => {
  const right = { ok: true }
  const slipOf = (meant: string) => ({ ok: true, meant })
  const wrong = { ok: false }
  test.each([
    { name: 'equal', typed: 'empathy', key: key(['empathy']), match: right },
    { name: 'white space around and inside', typed: '  root \n cause ', key: key(['root cause']), match: right },
    { name: 'a rare grave accent is a quote', typed: '\u1fef', key: key(["'"]), match: right },
    { name: 'capitals', typed: 'EMPATHY', key: key(['Empathy']), match: right },
    { name: 'ß as ss', typed: 'STRASSE', key: key(['Straße'], { locale: 'de' }), match: right },
    { name: 'a capital ẞ', typed: 'STRAẞE', key: key(['Straße'], { locale: 'de' }), match: right },
    { name: 'full-width letters and ligatures (NFKC)', typed: 'ﬁnal ＣＢ', key: key(['final cb']), match: right },
    { name: 'composed and decomposed accents', typed: 'café', key: key(['cafe\u0301']), match: right },
    { name: 'end punctuation', typed: 'empathy?!…', key: key(['empathy.']), match: right },
    { name: 'curly apostrophe', typed: "don't", key: key(['don’t']), match: right },
    { name: 'curly quotes', typed: '"mm"', key: key(['“mm”']), match: right },
    { name: 'only punctuation', typed: '?', key: key(['?']), match: right },
    { name: 'only other punctuation', typed: '!', key: key(['?']), match: wrong },
    { name: 'the second accepted wording', typed: 'LP1', key: key(['LP-1', 'LP1']), match: right },
    { name: 'nothing', typed: '', key: key(['empathy']), match: wrong },
    { name: 'another word', typed: 'sympathy', key: key(['empathy']), match: wrong },
    { name: 'one letter changed in a long word', typed: 'empathi', key: key(['empathy']), match: slipOf('empathy') },
    { name: 'one letter missing in a word of five', typed: 'trst', key: key(['trust']), match: slipOf('trust') },
    { name: 'one letter too many', typed: 'emppathy', key: key(['empathy']), match: slipOf('empathy') },
    { name: 'one letter off in a word of four', typed: 'rott', key: key(['root']), match: wrong },
    { name: 'two letters off', typed: 'enpathi', key: key(['empathy']), match: wrong },
    { name: 'one long word of two misspelt', typed: 'root couse', key: key(['root cause']), match: slipOf('root cause') },
    { name: 'the short word of two misspelt', typed: 'rot cause', key: key(['root cause']), match: wrong },
    { name: 'both words misspelt', typed: 'listning activly', key: key(['listening actively']), match: wrong },
    { name: 'a digit is no slip', typed: 'order12346', key: key(['order12345']), match: wrong },
    { name: 'a digit typed into a word is no slip', typed: 'empathy1', key: key(['empathy']), match: wrong },
    { name: 'a known wrong answer', typed: 'Leading', key: key(['open'], { wrong: ['closed', 'leading'] }), match: { ...wrong, wrong: 1 } },
    {
      name: 'a known wrong answer one letter away',
      typed: 'effect',
      key: key(['affect'], { wrong: ['effect'] }),
      match: { ...wrong, wrong: 0 },
    },
    { name: 'as near to a known wrong answer', typed: 'iffect', key: key(['affect'], { wrong: ['effect'] }), match: wrong },
    {
      name: 'nearer to the accepted one',
      typed: 'complant',
      key: key(['complaint'], { wrong: ['complaints'] }),
      match: slipOf('complaint'),
    },
    { name: 'accepted before known wrong', typed: 'affect', key: key(['affect'], { wrong: ['affect'] }), match: right },
    { name: 'exact: equal', typed: 'LP-1', key: key(['LP-1'], { exact: true }), match: right },
    { name: 'exact: capitals count', typed: 'lp-1', key: key(['LP-1'], { exact: true }), match: wrong },
    { name: 'exact: no slip', typed: 'empathi', key: key(['empathy'], { exact: true }), match: wrong },
    { name: 'exact: numbers are texts', typed: '1,000', key: key(['1000'], { exact: true }), match: wrong },
    {
      name: 'exact: a known wrong answer',
      typed: 'LP-2',
      key: key(['LP-1'], { exact: true, wrong: ['LP-2'] }),
      match: { ...wrong, wrong: 0 },
    },
    { name: 'a number with and without groups', typed: '1,000', key: key(['1000']), match: right },
    { name: 'a German number', typed: '1.000', key: key(['1000'], { locale: 'de' }), match: right },
    { name: 'a German decimal', typed: '1,50', key: key(['1,5'], { locale: 'de' }), match: right },
    { name: 'a German group is an English decimal', typed: '1.000', key: key(['1000']), match: wrong },
    { name: 'a number inside words', typed: '1,000 callers', key: key(['1000 callers']), match: right },
    { name: 'another number', typed: '42', key: key(['24']), match: wrong },
  ])('$name', ({ typed, key, match }) => {
    expect(matchText(typed, key)).toEqual(match)
  })

  test('what stands beyond 500 characters is not compared, and characters are not bytes', () => {
    const face = '😀'.repeat(500)
    expect(matchText(`${face}x`, key([face])).ok).toBe(true)
    expect(matchText(face.slice(2), key([face])).ok).toBe(false)
  })

  test('patterns in a text are letters', () => {
    expect(matchText('aaaa', key(['a+'])).ok).toBe(false)
    expect(matchText('(((((', key(['(((((']))).toEqual({ ok: true })
  })

  test('any accepted text matches itself, in capitals too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom('en', 'de', 'fr'), (text, locale) => {
        expect(matchText(text, key([text], { locale }))).toEqual({ ok: true })
        expect(normalise(normalise(text, locale).toUpperCase(), locale)).toBe(normalise(text.toUpperCase(), locale))
      }),
    )
  })
})

describe('numbers', () => {
  test.each([
    ['en', '1,000', '1000'],
    ['en', '1,234,567.50', '1234567.5'],
    ['en', '0012', '12'],
    ['en', '.5', '0.5'],
    ['en', '-3', '-3'],
    ['en', '−3', '-3'],
    ['en', '+3', '3'],
    ['en', '-0.0', '0'],
    ['en', '1,00', '1,00'],
    ['en', '1,00,000', '100000'],
    ['en', '1.2.3', '1.2.3'],
    ['en', '.', '.'],
    ['en', '', ''],
    ['en', 'LP-1', 'lp-1'],
    ['en', '12a', '12a'],
    ['en', '99999999999999999999', '99999999999999999999'],
    ['de', '1.000', '1000'],
    ['de', '1,5', '1.5'],
    ['de', '1.5', '1.5'],
    ['fr', '12 000,5', '12000.5'],
    ['de-CH', "12'000.5", '12000.5'],
  ])('in %s “%s” is %s', (locale, text, number) => {
    expect(normalise(text, locale)).toBe(number)
  })

  test('reads what Intl writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_999_999, max: 9_999_999 }),
        fc.constantFrom('en', 'de', 'fr', 'de-CH', 'es', 'en-IN'),
        (number, locale) => {
          expect(normalise(number.toLocaleString(locale), locale)).toBe(String(number))
        },
      ),
    )
  })
})

describe('containsWords', () => {
  test.each([
    { name: 'a word', text: 'Listen, then answer.', words: 'answer', found: true },
    { name: 'only part of a word', text: 'Listening comes first.', words: 'listen', found: false },
    { name: 'two words in a row', text: 'Find the root cause now', words: 'Root cause', found: true },
    { name: 'two words apart', text: 'the root of the cause', words: 'root cause', found: false },
  ])('$name', ({ text, words, found }) => {
    expect(containsWords(text, words, 'en')).toBe(found)
  })
})

describe('decisive', () => {
  const base = key(['LP-1', 'listening'])
  test.each([
    { name: 'another order, other capitals', other: key(['Listening', 'lp-1']), same: true },
    { name: 'a known wrong answer that was wrong anyway', other: { ...base, wrong: ['hearing'] }, same: true },
    { name: 'a known wrong answer that would have been a slip', other: { ...base, wrong: ['glistening'] }, same: false },
    { name: 'one more accepted', other: key(['LP-1', 'listening', 'LP1']), same: false },
    { name: 'exact', other: { ...base, exact: true }, same: false },
  ])('$name', ({ other, same }) => {
    expect(JSON.stringify(decisive(other)) === JSON.stringify(decisive(base))).toBe(same)
  })
})
