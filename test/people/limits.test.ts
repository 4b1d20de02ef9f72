import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openRequestLimit, openSignInLimits, type SignInLimits } from '../../src/people/limits.ts'

let limits: SignInLimits
beforeEach(() => {
  // The limiter reads the machine's clock, so this is the one test that has to hold that clock still.
  vi.useFakeTimers()
  limits = openSignInLimits()
})
afterEach(() => {
  vi.useRealTimers()
})

const attempt = async (email: string, address: string, device: string | null = null) => {
  await limits.countAddress(address)
  await limits.countAccount(email, device)
}

const fail = async (times: number, email: string, address = '192.0.2.1') => {
  for (let n = 0; n < times; n++) await attempt(email, address)
}

test('the eleventh try at an account within fifteen minutes is refused, with the seconds to wait', async () => {
  await fail(1, 'ada@example.com')
  vi.advanceTimersByTime(60_000)
  await fail(9, 'ada@example.com')
  await expect(fail(1, 'ada@example.com')).rejects.toMatchObject({
    name: 'Refusal',
    code: 'too-many',
    message: 'Too many sign-ins failed. Heed listens again in 14 minutes.',
    retryAfter: 840,
  })
  vi.advanceTimersByTime(840_000)
  await fail(10, 'ada@example.com')
})

test('capitals and spaces around do not make another account', async () => {
  await fail(10, 'ada@example.com')
  await expect(fail(1, ' Ada@Example.COM ')).rejects.toMatchObject({ code: 'too-many' })
})

test('another address does not help against the limit of an account', async () => {
  await fail(10, 'ada@example.com')
  await expect(fail(1, 'ada@example.com', '198.51.100.7')).rejects.toMatchObject({ code: 'too-many' })
})

test('other accounts stay open', async () => {
  await fail(10, 'ada@example.com')
  await fail(10, 'ben@example.com')
})

test('an address that tries a hundred times is shut out, and can lock no further account', async () => {
  for (let n = 0; n < 100; n++) await fail(1, `person${n}@example.com`)
  for (let n = 0; n < 20; n++) await expect(fail(1, 'ada@example.com')).rejects.toMatchObject({ code: 'too-many' })
  await fail(1, 'ada@example.com', '198.51.100.7')
})

test('a sign-in that succeeds is no try', async () => {
  for (let n = 0; n < 200; n++) {
    await attempt('ada@example.com', '192.0.2.1')
    await limits.forgive('ada@example.com', null, '192.0.2.1')
  }
})

test('each context counts for itself', async () => {
  await fail(10, 'ada@example.com')
  await openSignInLimits().countAccount('ada@example.com', null)
})

test('a whole /64 is one address, and its neighbour another', async () => {
  for (let n = 0; n < 100; n++) await fail(1, `person${n}@example.com`, `2001:db8:1:2::${n.toString(16)}`)
  await expect(fail(1, 'ada@example.com', '2001:db8:1:2:ffff::1')).rejects.toMatchObject({ code: 'too-many' })
  await fail(1, 'ada@example.com', '2001:db8:1:3::1')
})

test('a device that the account knows is not locked by what strangers try, and counts for itself', async () => {
  await fail(10, 'ada@example.com')
  await expect(fail(1, 'ada@example.com')).rejects.toMatchObject({ code: 'too-many' })
  for (let n = 0; n < 10; n++) await attempt('ada@example.com', '198.51.100.7', 'laptop')
  await expect(attempt('ada@example.com', '198.51.100.7', 'laptop')).rejects.toMatchObject({ code: 'too-many' })
  await attempt('ada@example.com', '198.51.100.7', 'phone')
})

test('three mails an hour to one address, and twenty an hour for one network', async () => {
  const mailed = []
  for (let n = 0; n < 4; n++) mailed.push(await limits.mayMail('Ada@example.com'))
  expect(mailed).toEqual([true, true, true, false])
  for (let n = 0; n < 20; n++) await limits.countForgotten('192.0.2.1')
  await expect(limits.countForgotten('192.0.2.1')).rejects.toMatchObject({ code: 'too-many', retryAfter: expect.any(Number) })
  await limits.countForgotten('192.0.2.2')
})

describe('requests of one person', () => {
  test('three hundred in a minute are nothing; without end is too many, and only for that person', async () => {
    const count = openRequestLimit()
    for (let n = 0; n < 12_000; n++) await count('mia')
    await expect(count('mia')).rejects.toMatchObject({ code: 'too-many', retryAfter: expect.any(Number) })
    await expect(count('iris')).resolves.toBeUndefined()
  })
})
