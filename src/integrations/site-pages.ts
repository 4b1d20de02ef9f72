/** Something that did not leave the house, for an admin; what it says is for whom it was meant. */
export interface GivenUp {
  id: string
  kind: string
  /** Address, or id of a person; null when it cannot be read. */
  to: string | null
  /** Milliseconds UTC. */
  madeAt: number
  tries: number
  /** What went wrong last, in words. */
  problem: string
}

/** The last run of something that runs by the clock. */
export interface JobResult {
  job: string
  /** Milliseconds UTC. */
  at: number
  ms: number
  /** Null when all went well. */
  problem: string | null
}
