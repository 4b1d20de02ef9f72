import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cookieOf } from '../../src/people/cookie.ts'

const token = 'Zm9vYmFyLWZvb2Jhci1mb29iYXItZm9vYmFyLTEyMzQ'
const plain = cookieOf('http://localhost:4321')
const secure = cookieOf('https://learn.example.com')

describe('reading', () => {
  test.each([
    { name: 'no header', header: undefined, found: null },
    { name: 'an empty header', header: '', found: null },
    { name: 'the cookie alone', header: `heed=${token}`, found: token },
    { name: 'the cookie among others', header: `zone=Europe%2FVienna; heed=${token}; theme=dark`, found: token },
    { name: 'no space after the semicolon', header: `a=b;heed=${token}`, found: token },
    { name: 'two of a kind', header: `heed=${token}; heed=${token}`, found: null },
    { name: 'two of a kind, one malformed', header: `heed=x; heed=${token}`, found: null },
    { name: 'a broken escape', header: 'heed=%E0%A4%A', found: null },
    { name: 'a neighbour with a broken escape', header: `x=%E0%A4%A; heed=${token}`, found: token },
    { name: 'a character too few', header: `heed=${token.slice(1)}`, found: null },
    { name: 'a character too many', header: `heed=${token}A`, found: null },
    { name: 'quotes', header: `heed="${token}"`, found: null },
    { name: 'another case', header: `Heed=${token}`, found: null },
    { name: 'a name that ends alike', header: `not-heed=${token}`, found: null },
    { name: 'the name of https', header: `__Host-heed=${token}`, found: null },
  ])('$name', ({ header, found }) => {
    expect(plain.read(header)).toBe(found)
  })

  test('on https only the bound name counts', () => {
    expect(secure.read(`heed=${token}`)).toBeNull()
    expect(secure.read(`heed=planted; __Host-heed=${token}`)).toBe(token)
  })

  test('never throws, and never finds what is no token', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (before, value) => {
        const found = plain.read(`${before}; heed=${value}`)
        expect(found === null || /^[\w-]{43}$/.test(found)).toBe(true)
      }),
    )
  })
})

test('on https the cookie is bound to the host and secure', () => {
  expect(secure.write(token, 60)).toBe(`__Host-heed=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax; Secure`)
})

test('on http it is plain', () => {
  expect(plain.write(token, 60)).toBe(`heed=${token}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax`)
})
