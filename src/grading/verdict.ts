/** What an answer was worth, before anybody asks what the learner remembers. */
export interface Grade {
  /** 0 to 1; 1 is full credit. What earns how much is said where each type grades. */
  credit: number
  /** The chance, 0 to 1, of full credit by guessing. */
  guess: number
  feedback: Feedback
}

export type Verdict = 'right' | 'nearly' | 'not-yet'

/** What the learner is told after the answer is committed, and never before. Every `html` is sanitised. */
export interface Feedback {
  takeaway?: string
  options?: OptionFeedback[]
  /** `meant`: the accepted answer of which a slip in spelling was typed. */
  gaps?: { ok: boolean; accepted: string[]; meant?: string }[]
  accepted?: string[]
  /** The answer was right but for one letter. */
  spelling?: true
  /** The answer was right, and a hint made it count half. */
  hinted?: true
  /** The author's notes on the known wrong answer that was typed. */
  notes?: string[]
  /** The keys of an Order in their right order. */
  order?: string[]
  /** Left key to right key. */
  pairs?: Record<string, string>
  /** The back of a card. */
  back?: string
  turns?: TurnFeedback[]
}

export interface OptionFeedback {
  key: string
  mark: 'right' | 'wrong' | 'best' | 'ok' | 'poor'
  why?: string
  feels?: string
}

export interface TurnFeedback {
  scene: string
  chosen: string
  best: string
  mark: 'best' | 'ok' | 'poor'
  why: string
  feels: string
}

/** A hint makes full credit half: the learner did not retrieve it alone. */
export function creditAfterHint(credit: number, hint: boolean): number {
  return hint && credit === 1 ? 0.5 : credit
}

/** @param credit 0 to 1, the hint already taken into account */
export function verdictOf(credit: number): Verdict {
  if (credit === 1) return 'right'
  return credit >= 0.5 ? 'nearly' : 'not-yet'
}
