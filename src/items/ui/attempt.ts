import { type RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { browser, type Device } from './device.ts'
import { type Answer, newAnswer, type Outcome, type Result, reveal, sendAnswer, type Trouble, voidAnswer } from './send.ts'
import { type Stopwatch, stopwatch } from './stopwatch.ts'

/** asking → sending → told, or → saved on the device, or → failed and sent again. */
type Phase = 'asking' | 'sending' | 'failed' | 'saved' | 'told'

export interface Told extends Omit<Result, 'id'> {
  response: unknown
}

interface Start {
  item: string
  version: string
  session?: string | undefined
  told?: Told | null | undefined
  response?: unknown
  back?: string | undefined
  hint?: boolean | undefined
  device?: Device
  /** Whose answers this device keeps until they have arrived; without it, they last as long as the page. */
  person?: string | undefined
  /** How an answer leaves this page; without it, by the network only. */
  send?: (device: Device, answer: Answer) => Promise<Outcome<Result> | Saved>
}

/** Kept on the device, to be sent later. */
export interface Saved {
  saved: true
}

export interface Attempt {
  phase: Phase
  response: unknown
  told: Told | undefined
  trouble: Trouble | undefined
  /** Checked without an answer. */
  missing: boolean
  hint: boolean
  back: string | undefined
  watch: RefObject<Stopwatch>
  /** What stands there was answered before the page was opened, and has not arrived. */
  resumed: boolean
  /** Of the committed answer. */
  answerId: string | undefined
  onAnswer(response: unknown): void
  onReveal(): void
  takeHint(): void
  /** Commits the answer, or sends the committed one again. */
  commit(): Promise<Told | undefined>
  /** Takes back a self-graded card. */
  undo: (() => void) | undefined
}

/** One try at one item, from the question to what is told of the answer. A second try is another attempt, with a key of its own. */
export function useAttempt({
  item,
  version,
  session,
  told: before,
  response: draft,
  back: shown,
  hint: taken = false,
  device = browser,
  person,
  send = sendAnswer,
}: Start): Attempt {
  // Beside the state, because a card's button answers and submits within one event.
  const response = useRef<unknown>(before?.response ?? draft)
  const committed = useRef<Answer>()
  const watch = useRef<Stopwatch>(null)
  const [, redraw] = useState(0)
  const [phase, setPhase] = useState<Phase>(before ? 'told' : 'asking')
  const [told, setTold] = useState<Told | undefined>(before ?? undefined)
  const [trouble, setTrouble] = useState<Trouble>()
  const [missing, setMissing] = useState(false)
  const [hint, setHint] = useState(taken)
  const [back, setBack] = useState(shown)
  const [resumed, setResumed] = useState(false)

  // Kept under its id, so that a page opened again sends the same answer, which counts once.
  const unsent = person && `heed.unsent.${person}.${item}`

  useEffect(() => {
    watch.current = stopwatch(device)
    if (!before && unsent) resume(device.recall(unsent))
    return () => watch.current?.stop()
  }, [])

  const troubled = <T>(outcome: Outcome<T>): outcome is { trouble: Trouble } => {
    setTrouble('trouble' in outcome ? outcome.trouble : undefined)
    return 'trouble' in outcome
  }

  /** What did not arrive before the page was left stands there again, to be sent. */
  const resume = (kept: string | null) => {
    const answer = JSON.parse(kept ?? 'null') as Answer | null
    // The question may have changed since.
    if (answer?.version !== version) return
    committed.current = answer
    response.current = answer.response
    setHint(answer.hint ?? false)
    setTrouble({ message: 'Not sent yet.' })
    setPhase('failed')
    setResumed(true)
  }
  const turnOver = async () => {
    const outcome = await reveal(device, item)
    if (!troubled(outcome)) setBack(outcome.got.back)
  }
  const takeBack = async () => {
    if (troubled(await voidAnswer(device, committed.current!.id))) return
    committed.current = undefined
    response.current = undefined
    setTold(undefined)
    setPhase('asking')
  }

  return {
    phase,
    response: response.current,
    told,
    trouble,
    missing,
    hint,
    back,
    watch,
    resumed,
    answerId: committed.current?.id,
    onAnswer(next) {
      if (phase !== 'asking') return
      response.current = next
      setMissing(false)
      redraw((n) => n + 1)
    },
    onReveal: () => void turnOver(),
    takeHint: () => setHint(true),
    async commit() {
      if (phase !== 'asking' && phase !== 'failed') return undefined
      if (response.current === undefined) return void setMissing(true)
      committed.current ??= newAnswer(device, { item, version, session, hint, response: response.current, ...watch.current!.read() })
      setPhase('sending')
      setTrouble(undefined)
      const outcome = await send(device, committed.current)
      if ('saved' in outcome) return void setPhase('saved')
      if (troubled(outcome)) {
        // What was read and refused would be refused again.
        if (unsent && outcome.trouble.status !== undefined) device.keep(unsent, JSON.stringify(committed.current))
        return void setPhase('failed')
      }
      if (unsent) device.forget(unsent)
      const result = { ...outcome.got, response: response.current }
      setTold(result)
      setPhase('told')
      return result
    },
    undo: committed.current && told?.feedback.back ? () => void takeBack() : undefined,
  }
}
