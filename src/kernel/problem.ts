/** A mistake in somebody's text. Problems are collected, never thrown, so that an author sees all of them at once. */
export interface Problem {
  /** 1-based; a problem without a place stands at 1:1. */
  line: number
  column: number
  severity: 'error' | 'warning'
  /** The stable name of the rule, such as `drill-best`. */
  id: string
  /** What was seen and what it means for the learner, in plain words. */
  message: string
  /** What to type. */
  mend?: string
  /** How many characters to underline; 1 when unknown. */
  length?: number
}
