import { useEffect, useRef, useState } from 'preact/hooks'
import type { Device } from '../../items/ui/device.ts'
import { Toned } from '../../items/ui/Mark.tsx'
import { call } from '../../items/ui/send.ts'
import { returns, verdictWords } from '../../items/ui/words.ts'
import { capitalised, counted, inWords, strokeClass } from '../../ui/words.ts'
import { percent } from '../../ui/percent.ts'
import { HowItWent, Looked, shapes } from './HowItWent.tsx'
import type { Keeping } from './keeping.ts'
import { StillHere } from './Saved.tsx'
import { type Asked, isMiss, outcomes } from './run.ts'
import { weekOf } from './strength.ts'
import { minutesOf } from '../../kernel/time.ts'

interface ResultProps {
  asked: Asked[]
  /** Items of the session that were answered before this page was opened. */
  earlier: number
  /** Milliseconds UTC of the device. */
  openedAt: number
  /** Cards that wait for the network. */
  cards: number
  onCards(): void
  keeping: Keeping
  device: Device
}

/** What changed, not a score: each item with how it went, how it holds and when it returns. */
export function Result({ asked, earlier, openedAt, cards, onCards, keeping, device }: ResultProps) {
  const [missesShown, showMisses] = useState(false)
  const [minutes] = useState(() => minutesOf(device.now() - openedAt))
  const title = useRef<HTMLHeadingElement>(null)
  const next = useNextSession(device, keeping)
  useEffect(() => title.current?.focus(), [])
  useEffect(() => {
    // The way out is a link: what was read here need not be shown again.
    addEventListener('pagehide', keeping.seen)
    return () => removeEventListener('pagehide', keeping.seen)
  }, [keeping.news])
  const all = outcomes(asked)
  const told = all.filter(({ last }) => last.told)
  const isNews = ({ id }: Asked) => keeping.news.some(({ kept }) => kept.id === id)
  const missed = all.map(({ first }) => first).filter((one) => isMiss(one) && !isNews(one))
  const tomorrow = told.filter(({ last }) => last.told!.intervalDays === 1).length
  return (
    <div class="session done">
      <div class="stage">
        <h2 ref={title} tabIndex={-1}>
          {titleFor(all.length, cards, keeping.waiting)}
        </h2>
        {all.length > 0 && (
          <p class="sum">
            {capitalised(counted(all.length, 'question'))} in {counted(minutes, 'minute')}
            {earlier > 0 && `, and ${inWords(earlier)} before`}. {tomorrowWords(tomorrow)}
          </p>
        )}
        <StillHere keeping={keeping} />
        {cards > 0 && <CardsLeft count={cards} offline={keeping.offline} onCards={onCards} />}
        <ol class="outcomes" role="list">
          {all.map(({ first, last }) => (
            <Outcome key={first.id} first={first} last={last} />
          ))}
        </ol>
        {next && next.items > 0 && (
          <p class="more">
            {capitalised(inWords(next.items))} more {next.items === 1 ? 'waits' : 'wait'}, about{' '}
            {counted(Math.max(1, next.minutes), 'minute')}.
          </p>
        )}
        <div class="next">
          <a class="button" href="/">
            Done
          </a>
          {next && next.items > 0 && (
            <a class="button quiet" href="/review">
              Another session
            </a>
          )}
          {missed.length > 0 && !missesShown && (
            <button class="button quiet" type="button" onClick={() => showMisses(true)}>
              {missed.length === 1 ? 'See the one I missed' : `See the ${inWords(missed.length)} I missed`}
            </button>
          )}
        </div>
        {missesShown &&
          missed.map((one, n) => <Looked key={one.id} id={one.id} exercise={one.exercise} told={one.told!} focused={n === 0} />)}
        {keeping.news.length > 0 && (
          <section aria-labelledby="news">
            <h3 id="news">This is how it went</h3>
            <HowItWent news={keeping.news} />
          </section>
        )}
      </div>
    </div>
  )
}

function titleFor(answered: number, cards: number, waiting: number): string {
  if (cards > 0) return 'That is all for now.'
  if (answered > 0) return 'Done for today.'
  return waiting > 0 ? 'All answered.' : 'Nothing more for now.'
}

interface NextSession {
  items: number
  minutes: number
}

/** What else waits today; asked anew when kept answers have arrived. */
function useNextSession(device: Device, { news }: Keeping): NextSession | undefined {
  const [next, setNext] = useState<NextSession>()
  useEffect(() => {
    void call<NextSession>(device, `/api/today?zone=${encodeURIComponent(device.zone())}`, undefined, 'GET').then((outcome) => {
      setNext('got' in outcome ? outcome.got : undefined)
    })
  }, [news])
  return next
}

function tomorrowWords(count: number): string {
  if (count === 0) return ''
  return count === 1 ? 'One comes back tomorrow.' : `${capitalised(inWords(count))} come back tomorrow.`
}

function CardsLeft({ count, offline, onCards }: { count: number; offline: boolean; onCards(): void }) {
  return (
    <p class="still-here">
      {capitalised(counted(count, 'card'))} {count === 1 ? 'waits' : 'wait'} for the network.{' '}
      {!offline && (
        <button class="plain" type="button" onClick={onCards}>
          Go on
        </button>
      )}
    </p>
  )
}

function Outcome({ first, last }: { first: Asked; last: Asked }) {
  return (
    <li>
      <span class="asked">{firstWords(first.exercise.prompt.html)}</span>
      {first.told && last.told ? <Worth first={first.told} last={last.told} /> : <span class="when">Saved here</span>}
    </li>
  )
}

type Told = NonNullable<Asked['told']>

function Worth({ first, last }: { first: Told; last: Told }) {
  const [shape, tone] = shapes[first.verdict]
  const week = last.strength && weekOf(last.strength, first.strength)
  return (
    <>
      <Toned tone={tone} shape={shape} words={verdictWords(first.verdict, first.feedback)} />
      <span class="when">{last.intervalDays !== null && `Back ${returns(last.intervalDays)}`}</span>
      {week && week.before !== null && (
        <span class="week">
          In a week <Stroke strength={week.before} /> → <Stroke strength={week.after} />
        </span>
      )}
    </>
  )
}

function Stroke({ strength }: { strength: number }) {
  return (
    <>
      <i class={`stroke ${strokeClass(strength)}`} aria-hidden="true" /> {percent(strength)}
    </>
  )
}

/** The question as one line of plain text: without who speaks, a gap as an ellipsis, paragraphs told from each other. */
function firstWords(html: string): string {
  const flat = html
    .replace(/<p class="speaker">.*?<\/p>/g, '')
    .replace(/<span data-gap="\d+"><\/span>/g, '…')
    .replace(/<\/(p|li)>(?=.*\S)/gs, ' · $&')
  const words = new DOMParser()
    .parseFromString(flat, 'text/html')
    .body.textContent.replace(/\s+/g, ' ')
    .replace(/[ ·]+$/, '')
    .trim()
  return words.length > 72 ? `${words.slice(0, words.lastIndexOf(' ', 72))} …` : words
}
