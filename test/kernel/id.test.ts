import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isUuidV7, newId, uuidv7 } from '../../src/kernel/id.ts'

const time = fc.integer({ min: 0, max: 2 ** 47 })
const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 })

describe('uuidv7', () => {
  test('is RFC 9562 version 7 whatever the time and the bytes', () => {
    fc.assert(fc.property(time, bytes, (now, random) => isUuidV7(uuidv7(now, () => random))))
  })

  test('sorts by time', () => {
    fc.assert(
      fc.property(time, time, bytes, bytes, (a, b, some, other) => {
        fc.pre(a < b)
        return uuidv7(a, () => some) < uuidv7(b, () => other)
      }),
    )
  })

  test('begins with the milliseconds in hex', () => {
    const now = Date.parse('2026-03-02T08:00:00Z')
    expect(
      uuidv7(now, (count) => new Uint8Array(count))
        .replace('-', '')
        .slice(0, 12),
    ).toBe(now.toString(16).padStart(12, '0'))
  })

  test('is made of the given time and bytes alone', () => {
    fc.assert(
      fc.property(time, bytes, (now, random) => {
        const world = { now: () => now, random: () => random }
        return uuidv7(now, world.random) === uuidv7(now, world.random) && newId(world) === uuidv7(now, world.random)
      }),
    )
  })

  test('differs with the bytes', () => {
    const one = uuidv7(0, (count) => new Uint8Array(count).fill(1))
    const two = uuidv7(0, (count) => new Uint8Array(count).fill(2))
    expect(one).not.toBe(two)
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
