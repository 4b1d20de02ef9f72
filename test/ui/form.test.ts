import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPath } from '../../src/ui/form.ts'

test.each([
  [null, '/'],
  ['', '/'],
  ['/', '/'],
  ['/lessons/late-parcels?done=1', '/lessons/late-parcels?done=1'],
  ['/me#week', '/me'],
  ['me', '/me'],
  ['//evil.test/x', '/'],
  ['/\\evil.test', '/'],
  ['/.//evil.test', '/evil.test'],
  ['https://evil.test/', '/'],
  ['javascript:alert(1)', '/'],
  ['http://', '/'],
])('after signing in with next=%s one goes to %s', (wanted, path) => {
  expect(localPath(wanted)).toBe(path)
})

test('whatever the address asks for, one stays on this site', () => {
  const parts = fc.array(fc.constantFrom('/', '\\', '.', '//', '..', ':', '@', 'evil.test', 'https:', '?', '#', '\t', '%2f'))
  fc.assert(
    fc.property(parts, (wanted) => {
      expect(new URL(localPath(wanted.join('')), 'http://heed.test').origin).toBe('http://heed.test')
    }),
  )
})
