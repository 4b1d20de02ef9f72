import { useEffect, useRef, useState } from 'preact/hooks'
import type { Saved } from '../../items/ui/attempt.ts'
import type { Device } from '../../items/ui/device.ts'
import { type Answer, type Outcome, type Result, sendAnswer, type Trouble } from '../../items/ui/send.ts'
import { deliver, type Delivered, mayPass } from './deliver.ts'
import type { Kept } from './kept.ts'
import type { Exercise } from './run.ts'

/** With somewhere to keep an answer, nobody need watch a bad network for long; one that failed just now even less. Milliseconds. */
const patience = { online: 8_000, offline: 2_500 }

/** A browser says "online" before the network carries anything, or not at all: what waits is sent again so soon, then half as often each time. Milliseconds. */
const pauses = { first: 2_000, longest: 60_000 }

export interface Keeping {
  /** Answers on this device that the server has not listed. */
  waiting: number
  /** What the server said of kept answers, until the person has seen it. */
  news: Delivered[]
  /** Why they wait. */
  trouble: Trouble | undefined
  offline: boolean
  /** Sends an answer, or keeps it here when it cannot be sent now. */
  send(exercise: Exercise): (device: Device, answer: Answer) => Promise<Outcome<Result> | Saved>
  /** Sends what waits; resolves with what is news. */
  sendWaiting(): Promise<Delivered[]>
  /** The person has seen the news. */
  seen(): void
}

/**
 * The answers of one person that this device keeps: sent when the network is back, when the page is opened or looked at again.
 *
 * @param cutOff the page itself came without the network, whatever the browser says
 */
export function useKeeping(device: Device, kept: Kept, person: string, cutOff = false): Keeping {
  const [waiting, setWaiting] = useState(0)
  const [news, setNews] = useState<Delivered[]>([])
  const [trouble, setTrouble] = useState<Trouble>()
  const [offline, setOffline] = useState(false)
  const known = useRef(new Set<string>())
  const running = useRef<Promise<Delivered[]>>()
  const pause = useRef(pauses.first)

  const sendAll = async () => {
    const delivery = await deliver(device, kept, person, ({ id }) => !known.current.has(id))
    for (const one of delivery.delivered) known.current.add(one.kept.id)
    setNews((before) => [...before, ...delivery.delivered])
    setWaiting(await kept.waiting(person))
    setTrouble(delivery.trouble)
    setOffline(delivery.trouble ? !delivery.trouble.signIn : !navigator.onLine)
    if (!delivery.trouble) pause.current = pauses.first
    return delivery.delivered
  }
  const sendWaiting = () => {
    running.current ??= sendAll()
      .catch(() => [])
      .finally(() => (running.current = undefined))
    return running.current
  }

  useEffect(() => {
    setOffline(cutOff || !navigator.onLine)
    void kept.waiting(person).then(setWaiting, () => undefined)
    const { signal, abort } = listening()
    addEventListener('online', () => void sendWaiting(), { signal })
    addEventListener('offline', () => setOffline(true), { signal })
    document.addEventListener('visibilitychange', () => void (document.hidden || sendWaiting()), { signal })
    return abort
  }, [])

  useEffect(() => {
    if (!trouble || trouble.signIn) return
    // Without the network it is the "online" above that goes on.
    const timer = setTimeout(() => void (navigator.onLine && sendWaiting()), pause.current)
    pause.current = Math.min(2 * pause.current, pauses.longest)
    return () => clearTimeout(timer)
  }, [trouble])

  const keep = async (answer: Answer, exercise: Exercise, why: Trouble): Promise<Outcome<Result> | Saved> => {
    try {
      await kept.keepAnswer({ person, id: answer.id, answer, exercise, listed: false })
    } catch (problem) {
      return { trouble: notKept(problem) }
    }
    setWaiting((count) => count + 1)
    setTrouble(why)
    setOffline(!why.signIn)
    askForSync()
    return { saved: true }
  }

  return {
    waiting,
    news,
    trouble,
    offline,
    sendWaiting,
    send: (exercise) => async (_, answer) => {
      const outcome = await sendAnswer(impatient(device, offline ? patience.offline : patience.online), answer)
      if ('trouble' in outcome) return mayPass(outcome.trouble) ? keep(answer, exercise, outcome.trouble) : outcome
      void kept.markAnswered(person, exercise.item).catch(() => undefined)
      if (waiting > 0) void sendWaiting()
      else setOffline(false)
      return outcome
    },
    seen() {
      void kept.drop(person, [...known.current]).catch(() => undefined)
      setNews([])
    },
  }
}

function listening(): { signal: AbortSignal; abort: () => void } {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

function impatient(device: Device, ms: number): Device {
  return { ...device, fetch: (path, init) => device.fetch(path, { ...init, signal: AbortSignal.timeout(ms) }) }
}

function notKept(problem: unknown): Trouble {
  const full = problem instanceof DOMException && problem.name === 'QuotaExceededError'
  return {
    message: full ? 'Not saved: this device has no room left.' : 'Not sent, and this browser keeps nothing.',
    hint: 'Your answer stands here as long as this page is open. Try again when you are online.',
  }
}

/** Where the browser knows how, the worker sends what waits even when no page of Heed is open. */
function askForSync(): void {
  void navigator.serviceWorker?.ready
    .then((worker) => (worker as typeof worker & { sync?: { register(tag: string): Promise<void> } }).sync?.register('answers'))
    .catch(() => undefined)
}
