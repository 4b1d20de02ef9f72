import { useEffect, useState } from 'preact/hooks'
import { counted } from '../../ui/words.ts'
import { deviceMemory, type KeptSession } from './kept.ts'
import Session from './Session.tsx'

interface Found {
  review: KeptSession | undefined
  waiting: number
}

/** What the worker shows when the network is missing: the review that this device keeps, or the way to it. */
export default function Offline() {
  const [found, setFound] = useState<Found>()
  useEffect(() => void lookUp().then(setFound), [])
  if (found?.review && location.pathname === '/review') return <Reopened review={found.review} />
  return (
    <div class="session done">
      <div class="stage">
        <h2>You are offline.</h2>
        <p class="sum">{found ? wordsFor(found) : ''}</p>
        <div class="next">
          {found?.review && (
            <a class="button" href="/review">
              Go on with the review
            </a>
          )}
          <a class="button quiet" href="">
            Try again
          </a>
        </div>
      </div>
    </div>
  )
}

async function lookUp(): Promise<Found> {
  const nothing = { review: undefined, waiting: 0 }
  try {
    const review = await deviceMemory.session()
    for (const [name, value] of Object.entries(review?.look ?? {})) document.documentElement.dataset[name] = value
    return review ? { review, waiting: await deviceMemory.waiting(review.person) } : nothing
  } catch {
    return nothing
  }
}

function wordsFor({ review, waiting }: Found): string {
  if (waiting > 0) return `Saved here: ${counted(waiting, 'answer')}. They are sent when you are online.`
  return review ? 'Your review is on this device, so you can go on with it.' : 'This page needs the network.'
}

function Reopened({ review: { person, session, total, keysOn, strengths, answered } }: { review: KeptSession }) {
  const items = session.items.filter(({ item }) => !answered.includes(item))
  const share = items.length / Math.max(1, session.items.length)
  const left = { ...session, items, predictedSeconds: session.predictedSeconds * share }
  return <Session person={person} session={left} total={total} keysOn={keysOn} strengths={strengths} reopened />
}
