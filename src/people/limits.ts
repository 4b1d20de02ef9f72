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
      await take(addresses, address)
      await take(accounts, accountKey(email))
    },
    async forgive(email, address) {
      await addresses.reward(address)
      await accounts.delete(accountKey(email))
    },
  }
}

/** Unknown addresses are counted like known ones, so that the limit does not tell who is here. */
const accountKey = (email: string): string => email.trim().toLowerCase().slice(0, 254)

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (refused instanceof Error) throw refused
    throw tooMany(Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000))
  }
}

function tooMany(seconds: number): Refusal {
  const minutes = Math.ceil(seconds / 60)
  return new Refusal(
    'too-many',
    `Too many sign-ins failed. Heed listens again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    'If you forgot your password, ask whoever runs Heed for a sign-in link.',
    seconds,
  )
}
