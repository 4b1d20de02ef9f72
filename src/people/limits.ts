import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../kernel/refusal.ts'

const window = 15 * 60
const triesOfAnAccount = 10
const triesFromAnAddress = 100

/**
 * How often a wrong password may be tried. It runs by the library's own clock, the real one: a pretended date
 * (HEED_NOW) must not open the door sooner.
 */
export interface SignInLimits {
  /** Counts a try before the password is looked at. @throws Refusal('too-many') with the seconds to wait */
  count(email: string, address: string): Promise<void>
  /** The try was no attack: it is taken back, and the account starts afresh. */
  forgive(email: string, address: string): Promise<void>
}

export function openSignInLimits(): SignInLimits {
  const accounts = new RateLimiterMemory({ points: triesOfAnAccount, duration: window })
  const addresses = new RateLimiterMemory({ points: triesFromAnAddress, duration: window })
  return {
    // The address first: one that is shut out must not be able to lock other people's accounts as well.
    async count(email, address) {
      await take(addresses, address, tooManyTries)
      await take(accounts, accountKey(email), tooManyTries)
    },
    async forgive(email, address) {
      await addresses.reward(address)
      await accounts.delete(accountKey(email))
    },
  }
}

/** Unknown addresses are counted like known ones, so that the limit does not tell who is here. */
const accountKey = (email: string): string => email.trim().toLowerCase().slice(0, 254)

async function take(limiter: RateLimiterMemory, key: string, tooMany: (seconds: number) => Refusal): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (refused instanceof Error) throw refused
    throw tooMany(Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000))
  }
}

function tooManyTries(seconds: number): Refusal {
  const minutes = Math.ceil(seconds / 60)
  return new Refusal(
    'too-many',
    `Too many sign-ins failed. Heed listens again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    'If you forgot your password, ask whoever runs Heed for a sign-in link.',
    seconds,
  )
}

/** Requests of a person in a minute: far above what anybody or any sync does, far below what a runaway script does. */
const requestsInAMinute = 12_000

/** @throws Refusal('too-many') with the seconds to wait */
export type CountRequest = (personId: string) => Promise<void>

export function openRequestLimit(): CountRequest {
  const people = new RateLimiterMemory({ points: requestsInAMinute, duration: 60 })
  return (personId) => take(people, personId, tooManyRequests)
}

const tooManyRequests = (seconds: number) =>
  new Refusal('too-many', 'More requests came from you than a person or a sync makes.', 'Wait a moment, then go on.', seconds)

/** Messages to authors in a day, and exports in an hour, of one person: more than anybody needs, and nobody is buried in them. */
const flagsInADay = 20
const exportsInAnHour = 30

/** What one person may do only so often; every call throws Refusal('too-many') with the seconds to wait. */
export interface PersonLimits {
  /** Counted here, because the rows of anonymous flags do not say whose they are. */
  countFlag(personId: string): Promise<void>
  countExport(personId: string): Promise<void>
}

export function openPersonLimits(): PersonLimits {
  const flags = new RateLimiterMemory({ points: flagsInADay, duration: 24 * 60 * 60 })
  const exports = new RateLimiterMemory({ points: exportsInAnHour, duration: 60 * 60 })
  return {
    countFlag: (personId) => take(flags, personId, tooManyFlags),
    countExport: (personId) => take(exports, personId, tooManyExports),
  }
}

const tooManyFlags = (seconds: number) =>
  new Refusal('too-many', `You have written to the authors ${flagsInADay} times within a day.`, 'Keep the rest for tomorrow.', seconds)

const tooManyExports = (seconds: number) =>
  new Refusal('too-many', 'You have taken your data many times within the hour.', 'Wait a little, then take it again.', seconds)
