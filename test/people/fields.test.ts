import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameField } from '../../src/people/fields.ts'
import { withoutUnseen } from '../../src/people/unseen.ts'

const said = (name: string) => nameField.safeParse(name).error?.issues[0]?.message

describe('a name', () => {
  test.each([
    ['turns the words around', 'Leo\u202Exam'],
    ['ends a turn', 'Leo\u202C'],
    ['isolates a turn', 'Leo \u2066Max\u2069'],
    ['marks a direction', 'Leo\u200E\u200F'],
    ['marks a direction in Arabic', 'Leo\u061C'],
    ['has no width', 'L\u200Beo'],
    ['joins words', 'L\u2060eo'],
    ['marks the order of bytes', 'L\uFEFFeo'],
    ['is a soft hyphen', 'L\u00ADeo'],
    ['fills the place of a letter', '\u3164'],
    ['joins letters that are never joined', 'L\u200Deo'],
    ['parts letters that are never joined', 'Ле\u200Cв'],
    ['joins nothing', 'علی\u200C'],
    ['joins a letter and its mark', 'e\u0301\u200Cl'],
    ['joins a joiner', 'علی\u200C\u200Cرضا'],
    ['chooses a form where there is one', 'Leo\uFE0F'],
  ])('is refused with a sign that %s', (_, name) => {
    expect(said(name)).toBe(
      'There is a sign in this name that nobody sees, so it could be taken for another name. Type it anew instead of pasting it.',
    )
  })

  test.each([
    'علی‌رضا',
    'ක්‍රිෂාන්',
    'Mia 👩‍⚕️',
    '🏳️‍🌈 Noah',
    '葛\u{E0100}城',
    'Zoë',
    'Zoe\u0308',
    'Anne-Marie d’Arc',
    'שרה',
    '山田 太郎',
    'Team 1️⃣',
  ])('may be %s', (name) => {
    expect(said(name)).toBeUndefined()
  })

  test('of which the signs were taken is one', () => {
    const sign = fc.constantFrom(
      ...'L éعÅක්👩🏳1',
      '\u0301',
      '\uFE0F',
      '\u200C',
      '\u200D',
      '\u200B',
      '\u3164',
      '\u034F',
      '\u{E0100}',
      '\u202E',
    )
    const names = fc.array(sign, { maxLength: 12 }).map((signs) => `a${signs.join('')}a`)
    fc.assert(fc.property(names, (name) => void expect(said(withoutUnseen(name))).toBeUndefined()))
  })
})
