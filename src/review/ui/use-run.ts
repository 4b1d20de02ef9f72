import { useEffect, useRef, useState } from 'preact/hooks'
import type { Device } from '../../items/ui/device.ts'
import type { Kept, KeptAnswer, KeptSession } from './kept.ts'
import { type Keeping, useKeeping } from './keeping.ts'
import { afterNews, afterTurn, type Asked, begin, cardsLast, type Exercise, isCard, type Run, without } from './run.ts'

/** An open review, as the server or the device gives it. */
export interface OpenReview {
  /** Whose it is: what this device keeps is kept under this id. */
  person: string
  /** Its items are those still to be answered, and `predictedSeconds` the time that they take. */
  session: { id: string; predictedSeconds: number; items: Exercise[] }
  /** Items of the whole session, those answered before this page was opened too. */
  total: number
  keysOn: boolean
  strengths: Record<string, number>
  /** From what the device keeps, not from the server. */
  reopened: boolean
}

/** opening: what the device keeps is not read yet. sending → news: first what was kept goes out, and how it went is told. `cards`: only they are left, and the network is missing. */
type Stage = 'opening' | 'asking' | 'sending' | 'news' | 'cards'

interface Running {
  run: Run
  /** Items still to be answered when this page was opened, without second looks. */
  size: number
  stage: Stage
  /** A sentence above the question. */
  note: string
  keeping: Keeping
  openedAt: number
  onDone(asked: Asked): void
  /** Puts a card off that could not be turned. */
  onLater(): void
  /** Goes on without the present item. */
  onDrop(): void
  goOn(): void
}

const offlineNote = 'You are offline. Answers are saved here and sent when you are online.'
const cardsNote = 'Cards wait for the network: they come at the end.'

/** A review from the moment it is opened, with and without the network. */
export function useRun(review: OpenReview, device: Device, kept: Kept): Running {
  const { person, session } = review
  const keeping = useKeeping(device, kept, person, review.reopened)
  const [run, setRun] = useState(() => begin(session.items))
  const [size, setSize] = useState(() => unanswered(session.items))
  const [stage, setStage] = useState<Stage>('opening')
  const [note, setNote] = useState('')
  const openedAt = useRef(0)

  const show = (next: Run, at: Stage = 'asking', words = '') => {
    setRun(next)
    setStage(at)
    setNote(words)
  }
  const showOffline = (next: Run, words: string) => {
    const moved = cardsLast(next)
    const ahead = moved.queue[moved.place]
    show(moved, ahead && isCard(ahead) ? 'cards' : 'asking', ahead === next.queue[next.place] ? words : cardsNote)
  }

  const open = async () => {
    openedAt.current = device.now()
    const answers = await kept.answersOf(person)
    const left = session.items.filter(({ item }) => !answers.some((one) => one.exercise.item === item && one.answer.session === session.id))
    if (!review.reopened) await kept.keepSession(keepable(review, answers))
    setSize(unanswered(left))
    if (review.reopened || !navigator.onLine) return showOffline(begin(left), offlineNote)
    if (answers.length === 0) return setStage('asking')
    setRun(begin(left))
    setStage('sending')
    const news = await keeping.sendWaiting()
    setStage(news.length > 0 ? 'news' : 'asking')
  }
  useEffect(() => {
    // Where the browser keeps nothing the review works all the same, only not without the network.
    void open().catch(() => setStage('asking'))
  }, [])
  useEffect(() => {
    for (const { kept: answer, outcome } of keeping.news)
      if ('got' in outcome) setRun((before) => afterNews(before, answer.id, { ...outcome.got, response: answer.answer.response }))
  }, [keeping.news])

  return {
    run,
    size,
    stage,
    note,
    keeping,
    openedAt: openedAt.current,
    onDone(asked) {
      const next = afterTurn(run, asked)
      if (keeping.offline) showOffline(next, '')
      else show(next)
    },
    onLater: () => showOffline(run, ''),
    onDrop: () => show(without(run)),
    goOn() {
      if (stage === 'news') keeping.seen()
      setStage('asking')
    },
  }
}

export const unanswered = (items: Exercise[]) => items.filter(({ again }) => !again).length

/** What the device needs to ask the rest of it without the network. */
function keepable({ person, session, total, keysOn, strengths }: OpenReview, answers: KeptAnswer[]): KeptSession {
  const answered = answers.map(({ exercise }) => exercise.item)
  return { person, session, total, keysOn, strengths, answered, look: { ...document.documentElement.dataset } as Record<string, string> }
}
