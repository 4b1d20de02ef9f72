import type { z } from 'zod'

/** An environment variable with its reader and, in words, what is allowed. */
export interface Variable {
  read: z.ZodType
  allowed: string
  /** In words, for `heed config`. */
  meaning: string
  /** Holds where nothing is given, and is read like what is. */
  default?: string
  /** In words, what holds where nothing is given and that is not always the same. */
  without?: string
  /** Never shown. */
  secret?: true
}

/** What is read; undefined where nothing is given and nothing holds then. */
export type ValueOf<V extends Variable> = z.output<V['read']> | (V extends { default: string } ? never : undefined)

/** A setting that cannot be right: exit 78 at every command. */
export class SettingProblem extends Error {
  override readonly name = 'SettingProblem'
}
