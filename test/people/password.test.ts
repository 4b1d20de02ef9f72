import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { easyToGuess } from '../../src/people/blocklist.ts'
import { checkPassword, nobody, openPasswords } from '../../src/people/password.ts'
import { goodPassword } from '../world.ts'

const ada = { name: 'Ada Lovelace', email: 'ada.l@engines.example' }
const refusal = (password: string): string | undefined => {
  try {
    checkPassword(password, ada)
    return undefined
  } catch (problem) {
    return (problem as Error).message
  }
}

describe('what is refused, and in which words', () => {
  test('too short', () => {
    expect(refusal('Tr0ub4dor&3')).toBe('That password has 11 characters. It needs at least 15, because length is what stops guessing.')
  })

  test('too long', () => {
    expect(refusal('mossy kettle '.repeat(20))).toBe('That password has 260 characters. It may have at most 200.')
  })

  test.each([
    { name: 'one character', password: 'aaaaaaaaaaaaaaaa' },
    { name: 'digits in a row', password: '123456789012345' },
    { name: 'digits backwards', password: '987654321098765' },
    { name: 'the alphabet', password: 'abcdefghijklmnop' },
    { name: 'keys in a row', password: 'qwertyuiopasdfgh' },
    { name: 'keys in columns', password: '1qaz2wsx3edc4rfv' },
    { name: 'a common word twice', password: 'passwordpassword' },
    { name: 'common words glued together', password: 'Welcome-Password-1' },
    { name: 'a common word and a row of digits', password: 'password123456789' },
    { name: 'a short thing repeated', password: 'xk7!xk7!xk7!xk7!xk' },
    { name: 'her name and a year', password: 'Ada Lovelace 1815' },
    { name: 'her address', password: 'ada.l@engines.example' },
  ])('easy to guess: $name', ({ password }) => {
    expect(refusal(password)).toBe(
      'That password is long but easy to guess: common words, your own name or address, repeats and rows of keys are tried first.',
    )
  })
})

describe('what is welcome', () => {
  test.each([
    { name: 'words that have nothing to do with each other', password: goodPassword },
    { name: 'without capitals, digits or signs', password: 'mossykettlearguestuesday' },
    { name: 'exactly fifteen characters', password: 'gxwpqzmrtkbvhnd' },
    { name: 'a phrase with a common word in it', password: 'my password hides under the doormat' },
    { name: 'another script', password: 'чайник спорит со вторником' },
    { name: 'fifteen emoji are fifteen characters', password: '🐙🍎🚲🎻🌵🐝🍞🧦🪁🐌🍋🛶🎲🌋🧵 lantern' },
  ])('$name', ({ password }) => {
    expect(refusal(password)).toBeUndefined()
  })

  test('anything random', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        fc.pre(new Set(bytes).size > 12)
        expect(easyToGuess(Buffer.from(bytes).toString('base64url'), ada)).toBe(false)
      }),
    )
  })
})

describe('hashing', () => {
  const passwords = openPasswords((bytes) => new Uint8Array(randomBytes(bytes)))

  test('is argon2id with 19 MiB, two passes, one lane and a salt of its own', async () => {
    const [one, two] = await Promise.all([passwords.hash(goodPassword), passwords.hash(goodPassword)])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
  })

  test('the right one fits, a wrong one does not', async () => {
    const stored = await passwords.hash(goodPassword)
    expect(await passwords.verify(stored, goodPassword)).toBe(true)
    expect(await passwords.verify(stored, `${goodPassword} `)).toBe(false)
  })

  test('the same letters typed on two keyboards are one password', async () => {
    const stored = await passwords.hash('Zwölf müde Kraniche'.normalize('NFD'))
    expect(await passwords.verify(stored, 'Zwölf müde Kraniche'.normalize('NFC'))).toBe(true)
  })

  test('without a stored hash nothing fits', async () => {
    expect(await passwords.verify(null, '')).toBe(false)
    expect(await passwords.verify(null, goodPassword)).toBe(false)
  })

  test('an unknown person costs as much as a known one: nobody’s hash asks for the same work', async () => {
    const stored = await passwords.hash(goodPassword)
    const work = (hash: string) => hash.split('$').slice(0, 4)
    expect(work(nobody)).toEqual(work(stored))
    expect(nobody).toHaveLength(stored.length)
  })

  test('two at once, 32 in line, and everybody else is asked to come back', async () => {
    const crowd = await Promise.allSettled(Array.from({ length: 40 }, () => passwords.verify(null, 'anything')))
    const refused = crowd.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(6)
    expect(refused[0]!.reason).toMatchObject({ name: 'Refusal', code: 'busy', retryAfter: 5 })
    expect(await passwords.verify(null, 'the line is empty again')).toBe(false)
  })
})
