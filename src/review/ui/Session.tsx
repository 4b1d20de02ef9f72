import { useEffect, useRef, useState } from 'preact/hooks'
import { browser, type Device } from '../../items/ui/device.ts'
import '../../items/ui/items.css'
import { Progress } from './Progress.tsx'
import { Result } from './Result.tsx'
import { Turn } from './Turn.tsx'
import { afterTurn, type Asked, begin, type Exercise } from './run.ts'
import './session.css'

export interface SessionProps {
  /** Its items are those still to be answered, and `predictedSeconds` the time that they take. */
  session: { id: string; predictedSeconds: number; items: Exercise[] }
  /** Of the whole session; `done` of them were answered before this page was opened. */
  total: number
  done: number
  /** Digits and letters as keys. */
  keysOn?: boolean
  /** Strength of the skills by id, 0 to 1: the length of the marker above the question. */
  strengths?: Record<string, number>
  device?: Device
}

/** The review: one question at a time, misses once more at the end, then what changed. */
export default function Session({ session, total, done, keysOn = true, strengths = {}, device = browser }: SessionProps) {
  const [run, setRun] = useState(() => begin(session.items))
  const opened = useRef(0)
  useEffect(() => {
    opened.current = device.now()
  }, [])
  const next = (asked: Asked) => setRun((before) => afterTurn(before, asked))
  const exercise = run.queue[run.place]
  if (!exercise) return <Result asked={run.asked} minutes={Math.max(1, Math.round((device.now() - opened.current) / 60_000))} />
  const shownTotal = total + run.queue.length - session.items.length
  const left = ((run.queue.length - run.place) * session.predictedSeconds) / Math.max(1, session.items.length)
  return (
    <Turn
      key={run.place}
      exercise={exercise}
      sessionId={session.id}
      keysOn={keysOn}
      strength={strengths[exercise.prompt.skill]}
      onDone={next}
      device={device}
      progress={<Progress place={done + run.place} total={shownTotal} secondsLeft={left} again={exercise.again} />}
    />
  )
}
