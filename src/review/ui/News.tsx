import { useEffect, useState } from 'preact/hooks'
import { browser } from '../../items/ui/device.ts'
import '../../items/ui/items.css'
import { CatchUp } from './CatchUp.tsx'
import { deviceMemory } from './kept.ts'
import { useKeeping } from './keeping.ts'
import { StillHere } from './Saved.tsx'
import './session.css'

/** Where no review waits: how the answers went that this device kept. Nothing when it kept none. */
export default function News({ person }: { person: string }) {
  const keeping = useKeeping(browser, deviceMemory, person)
  const [seen, setSeen] = useState(false)
  useEffect(() => void keeping.sendWaiting(), [])
  const onDone = () => {
    keeping.seen()
    setSeen(true)
  }
  if (keeping.news.length > 0 && !seen) return <CatchUp news={keeping.news} onward="Go on" onDone={onDone} />
  return <StillHere keeping={keeping} />
}
