import { describe, expect, test } from 'vitest'
import { claimsFrom, readRules, roleBy, teamsBy } from '../../src/people/oidc-claims.ts'

describe('rules', () => {
  test.each([
    [
      'heed-admins=admin, l-and-d=author',
      [
        { group: 'heed-admins', gives: 'admin' },
        { group: 'l-and-d', gives: 'author' },
      ],
    ],
    [
      'CN=Phone,OU=x',
      [
        { group: 'CN', gives: 'Phone' },
        { group: 'OU', gives: 'x' },
      ],
    ],
    ['/staff/phone = Phone and chat', [{ group: '/staff/phone', gives: 'Phone and chat' }]],
    ['', []],
    ['admins', undefined],
    ['=admin', undefined],
  ])('%s', (text, expected) => {
    expect(readRules(text)).toEqual(expected)
  })

  const rules = readRules('a=author, b=admin, c=owner')!
  test.each([
    [['a'], 'author'],
    [['a', 'b'], 'admin'],
    [['x'], 'learner'],
    [[], 'learner'],
  ])('the highest role wins: %j', (groups, expected) => {
    expect(roleBy(rules, groups)).toBe(expected)
  })

  test('a team that two groups give is kept while one of them is left', () => {
    expect(teamsBy(readRules('x=Phone, y=Phone, z=Shop')!, ['y'])).toEqual({ in: ['Phone'], out: ['Shop'] })
  })
})

describe('claims', () => {
  test('without an address, a name or groups still name somebody', () => {
    expect(claimsFrom({ iss: 'https://id.example', sub: '42' }, 'groups')).toEqual({
      issuer: 'https://id.example',
      subject: '42',
      email: null,
      emailVerified: false,
      name: null,
      groups: [],
    })
  })

  test.each([
    ['no address', { email: 'not an address' }, { email: null }],
    ['a flag as text', { email: 'mia@example.com', email_verified: 'true' }, { emailVerified: true }],
    ['one group as text', { roles: 'phone' }, { groups: ['phone'] }],
    ['groups that are none', { roles: [1, 'phone', null] }, { groups: ['phone'] }],
    ['a name of two lines', { name: 'Mia\nB.' }, { name: 'Mia B.' }],
    ['a name with signs that nobody sees', { name: '\u202EMia\u200B \u2066B.\u2069' }, { name: 'Mia B.' }],
    ['a name of nothing but such signs', { name: '\u200B\u2060', preferred_username: 'mia' }, { name: 'mia' }],
    ['only a user name', { preferred_username: 'mia' }, { name: 'mia' }],
  ])('%s', (_, sent, expected) => {
    expect(claimsFrom({ iss: 'i', sub: 's', ...sent }, 'roles')).toMatchObject(expected)
  })
})
