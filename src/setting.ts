import type { z } from 'zod'

/** An environment variable with its reader and, in words, what is allowed. */
export interface Variable {
  read: z.ZodType
  allowed: string
  /** In words, for `heed config`. */
  meaning: string
  default: string
  /** Never shown. */
  secret?: true
}

/** A setting that cannot be right: exit 78 at every command. */
export class SettingProblem extends Error {
  override readonly name = 'SettingProblem'
}
