import { browser, type Device } from '../../items/ui/device.ts'
import '../../items/ui/items.css'
import { counted } from '../../ui/words.ts'
import { CatchUp } from './CatchUp.tsx'
import { deviceMemory, type Kept } from './kept.ts'
import { Progress } from './Progress.tsx'
import { Result } from './Result.tsx'
import { Turn } from './Turn.tsx'
import { type OpenReview, unanswered, useRun } from './use-run.ts'
import './session.css'

interface SessionProps extends OpenReview {
  device?: Device
  kept?: Kept
}

/** The review: one question at a time, misses once more at the end, then what changed. */
export default function Session({ device = browser, kept = deviceMemory, ...review }: SessionProps) {
  const { session, total, keysOn, strengths } = review
  const { run, size, stage, note, keeping, openedAt, onDone, onLater, onDrop, goOn } = useRun(review, device, kept)
  const exercise = stage === 'cards' ? undefined : run.queue[run.place]
  const left = run.queue.length - run.place
  if (stage === 'sending') return <Sending count={keeping.waiting} />
  if (stage === 'news') return <CatchUp news={keeping.news} onward={exercise ? 'Go on with the review' : 'Go on'} onDone={goOn} />
  if (!exercise)
    return (
      <Result asked={run.asked} earlier={total - size} openedAt={openedAt} cards={left} onCards={goOn} keeping={keeping} device={device} />
    )
  return (
    <Turn
      key={`${run.place} ${exercise.item}`}
      exercise={exercise}
      sessionId={session.id}
      keysOn={keysOn}
      strength={strengths[exercise.prompt.skill]}
      busy={stage === 'opening'}
      note={note}
      keeping={keeping}
      onDone={onDone}
      onLater={onLater}
      onDrop={onDrop}
      device={device}
      progress={
        <Progress
          place={total - size + run.place}
          total={total + run.queue.length - size}
          secondsLeft={(left * session.predictedSeconds) / Math.max(1, unanswered(session.items))}
          again={exercise.again}
        />
      }
    />
  )
}

function Sending({ count }: { count: number }) {
  return (
    <div class="session done">
      <p class="stage waiting" role="status">
        {count > 0 ? `Sending ${counted(count, 'answer')} …` : 'Sending your answers …'}
      </p>
    </div>
  )
}
