import type { Finding } from '../../kernel/finding.ts'
import type { Settings } from '../../settings.ts'
import type { Examined } from '../../world.ts'

export { age, fine, problem, size, type Finding } from '../../kernel/finding.ts'

/** What the looks share. */
export interface Patient {
  settings: Settings
  /** Milliseconds UTC, by the clock that Heed goes by. */
  now: number
  /** Whether a server holds the data folder just now. */
  isServed: boolean
  /** Undefined when there is no database, or none that can be read. */
  database: Examined | undefined
}

export type Look = (patient: Patient) => Promise<Finding[]> | Finding[]
