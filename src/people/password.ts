import { hash, verify } from '@node-rs/argon2'
import { Refusal } from '../kernel/refusal.ts'
import { easyToGuess } from './blocklist.ts'
import { longestPassword, shortestPassword } from './fields.ts'

/** OWASP's argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Nobody's hash, at the same cost: an address that is unknown takes as long as one that is known. */
export const nobody = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Each takes about 20 ms of a core and 19 MiB, so a crowd at the door waits in a line that ends. */
const atOnce = 2
const longestQueue = 32

export interface Passwords {
  /** @throws Refusal('busy') when 32 wait already */
  hash(password: string): Promise<string>
  /** False for every wrong one; without a stored hash it costs the same. @throws Refusal('busy') */
  verify(stored: string | null, password: string): Promise<boolean>
}

/** @param random for the salts */
export function openPasswords(random: (bytes: number) => Uint8Array): Passwords {
  const inTurn = turnstile(atOnce, longestQueue)
  return {
    hash: (password) => inTurn(() => hash(normal(password), { ...cost, salt: random(16) })),
    verify: async (stored, password) => (await inTurn(() => verify(stored ?? nobody, normal(password)))) && stored !== null,
  }
}

/** The same word typed on two keyboards is the same password. */
const normal = (password: string): string => password.normalize('NFKC')

/** @throws Refusal('invalid') in words that say why and what to do */
export function checkPassword(password: string, own: { name: string; email: string }): void {
  const length = [...normal(password)].length
  if (length < shortestPassword)
    throw weak(`That password has ${length} characters. It needs at least ${shortestPassword}, because length is what stops guessing.`)
  if (length > longestPassword) throw weak(`That password has ${length} characters. It may have at most ${longestPassword}.`)
  if (easyToGuess(normal(password), own)) {
    throw weak('That password is long but easy to guess: common words, your own name or address, repeats and rows of keys are tried first.')
  }
}

const weak = (message: string): Refusal =>
  new Refusal('invalid', message, 'Four or five words that have nothing to do with each other, or with you, are long and easy to remember.')

function turnstile(places: number, longestLine: number): <T>(work: () => Promise<T>) => Promise<T> {
  const line: (() => void)[] = []
  let inside = 0

  async function enter(): Promise<void> {
    if (inside < places) {
      inside++
      return
    }
    if (line.length >= longestLine)
      throw new Refusal('busy', 'Too many people are signing in at this moment.', 'Try again in a few seconds.', 5)
    await new Promise<void>((enterNow) => line.push(enterNow))
  }

  /** The place goes straight to the next in line, so nobody can slip in between. */
  function leave(): void {
    const next = line.shift()
    if (next) next()
    else inside--
  }

  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
