import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isUuidV7, newId, uuidv7 } from '../../src/kernel/id.ts'

const time = fc.integer({ min: 0, max: 2 ** 47 })
const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })

describe('uuidv7', () => {
  test('is RFC 9562 version 7 whatever the time and the bytes', () => {
    fc.assert(fc.property(time, bytes, (now, random) => expect(isUuidV7(uuidv7(now, () => random))).toBe(true)))
  })

  test('sorts by time', () => {
    fc.assert(
      fc.property(time, time, bytes, bytes, (a, b, some, other) => {
        fc.pre(a < b)
        expect(uuidv7(a, () => some) < uuidv7(b, () => other)).toBe(true)
      }),
    )
  })

  test('is made of the given time and bytes alone', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, index) => index)
    expect(uuidv7(Date.parse('2026-03-02T08:00:00Z'), () => bytes)).toBe('019cada1-3800-7607-8820-2c0b0c0d0e0f')
    expect(newId({ now: () => Date.parse('2026-03-02T08:00:00Z'), random: () => bytes })).toBe('019cada1-3800-7607-8820-2c0b0c0d0e0f')
  })
})

describe('isUuidV7', () => {
  test.each([
    { name: 'version 4', text: '6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b' },
    { name: 'a wrong variant', text: '019cad9c-5c00-7203-c820-2c0b0c0d0e0f' },
    { name: 'too short', text: '019cad9c-5c00-7203-8820-2c0b0c0d0e0' },
    { name: 'no hyphens', text: '019cad9c5c00720388202c0b0c0d0e0f' },
    { name: 'nothing', text: '' },
  ])('refuses $name', ({ text }) => {
    expect(isUuidV7(text)).toBe(false)
  })
})
