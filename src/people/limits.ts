import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { Refusal } from '../kernel/refusal.ts'
import { networkOf } from './network.ts'

/** Seconds, as the library counts. */
const hour = 60 * 60
const quarter = 15 * 60

/** In a quarter of an hour: more than somebody mistypes, far less than guessing takes; an office shares an address. */
const triesOfAnAccount = 10
const triesFromAnAddress = 100

/** In an hour. */
const linksFromAnAddress = 20
const linksToAnAccount = 3
/** As many as one person may have invited: a class of new hires in one room. */
const joinsFromAnAddress = 50

/**
 * How often a wrong password may be tried. It runs by the library's own clock, the real one: a pretended date
 * (HEED_NOW) must not open the door sooner.
 */
export interface SignInLimits {
  /** Of a network, before anything is looked up. @throws Refusal('too-many') with the seconds to wait */
  countAddress(address: string): Promise<void>
  /**
   * Counts a try before the password is looked at. A device that the account knows counts for itself: what strangers try
   * does not lock it out. @throws Refusal('too-many') with the seconds to wait
   */
  countAccount(email: string, device: string | null): Promise<void>
  /** The try was no attack: it is taken back, and the account starts afresh. */
  forgive(email: string, device: string | null, address: string): Promise<void>
  /** Asking for a link by mail. @throws Refusal('too-many') for a network that asks on and on */
  countForgotten(address: string): Promise<void>
  /** Whether one more mail may go to an account; past the limit nothing is said, so that it does not tell who is here. */
  mayMail(email: string): Promise<boolean>
  /**
   * Taking up an invitation, which tells whether an address is here and is not used up by that. @throws Refusal('too-many') for a
   * network that tries on and on
   */
  countJoin(address: string): Promise<void>
  /** It made an account, so it asked nothing. */
  forgiveJoin(address: string): Promise<void>
}

export function openSignInLimits(): SignInLimits {
  const accounts = new RateLimiterMemory({ points: triesOfAnAccount, duration: quarter })
  const addresses = new RateLimiterMemory({ points: triesFromAnAddress, duration: quarter })
  const asked = new RateLimiterMemory({ points: linksFromAnAddress, duration: hour })
  const mailed = new RateLimiterMemory({ points: linksToAnAccount, duration: hour })
  const joins = new RateLimiterMemory({ points: joinsFromAnAddress, duration: hour })
  return {
    // The address first: one that is shut out must not be able to lock other people's accounts as well.
    countAddress: (address) => take(addresses, networkOf(address), tooManyTries),
    countAccount: (email, device) => take(accounts, accountKey(email, device), tooManyTries),
    async forgive(email, device, address) {
      await addresses.reward(networkOf(address))
      await accounts.delete(accountKey(email, device))
    },
    countForgotten: (address) => take(asked, networkOf(address), tooManyLinks),
    async mayMail(email) {
      try {
        await mailed.consume(accountKey(email, null))
        return true
      } catch (refused) {
        if (refused instanceof Error) throw refused
        return false
      }
    },
    countJoin: (address) => take(joins, networkOf(address), tooManyJoins),
    async forgiveJoin(address) {
      await joins.reward(networkOf(address))
    },
  }
}

/** Unknown addresses are counted like known ones, so that the limit does not tell who is here. */
const accountKey = (email: string, device: string | null): string => `${email.trim().toLowerCase().slice(0, 254)} ${device ?? ''}`

async function take(limiter: RateLimiterMemory, key: string, tooMany: (seconds: number) => Refusal): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refused) {
    if (refused instanceof Error) throw refused
    throw tooMany(Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000))
  }
}

const tooManyLinks = (seconds: number) =>
  new Refusal('too-many', 'Many links were asked for from where you are.', 'Wait an hour, or ask whoever runs Heed for one.', seconds)

const tooManyJoins = (seconds: number) =>
  new Refusal(
    'too-many',
    'Invitations were tried many times from where you are, and made no account.',
    'Wait an hour. If you have an account here already, sign in with it.',
    seconds,
  )

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

/** Messages to authors and invitations in a day, and exports in an hour, of one person: more than anybody needs, and nobody is buried in them. */
const flagsInADay = 20
const invitationsInADay = 200
const exportsInAnHour = 30

/** What one person may do only so often; every call throws Refusal('too-many') with the seconds to wait. */
export interface PersonLimits {
  /** Counted here, because the rows of anonymous flags do not say whose they are. */
  countFlag(personId: string): Promise<void>
  countExport(personId: string): Promise<void>
  countInvitation(personId: string): Promise<void>
}

export function openPersonLimits(): PersonLimits {
  const flags = new RateLimiterMemory({ points: flagsInADay, duration: 24 * hour })
  const exports = new RateLimiterMemory({ points: exportsInAnHour, duration: hour })
  const invitations = new RateLimiterMemory({ points: invitationsInADay, duration: 24 * hour })
  return {
    countFlag: (personId) => take(flags, personId, tooManyFlags),
    countExport: (personId) => take(exports, personId, tooManyExports),
    countInvitation: (personId) => take(invitations, personId, tooManyInvitations),
  }
}

const tooManyFlags = (seconds: number) =>
  new Refusal('too-many', `You have written to the authors ${flagsInADay} times within a day.`, 'Keep the rest for tomorrow.', seconds)

const tooManyInvitations = (seconds: number) =>
  new Refusal(
    'too-many',
    `You have invited ${invitationsInADay} times within a day.`,
    'Import a list of people, or go on tomorrow.',
    seconds,
  )

const tooManyExports = (seconds: number) =>
  new Refusal('too-many', 'You have taken your data many times within the hour.', 'Wait a little, then take it again.', seconds)
