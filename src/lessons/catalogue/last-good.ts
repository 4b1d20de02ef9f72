import type { Db } from '#dialect/client.ts'
import { saveSetting, settingNamed } from '../../../db/settings.ts'
import type { Content } from '../content.ts'

/** What is kept of a file beside the lessons: enough to go on with when the file is broken. */
type Kept<File extends { file: string; value: unknown }> = Pick<File, 'file'> & Partial<Pick<File, 'value'>>

/** The last good values of the files beside the lessons. */
export interface LastGood {
  site: Kept<Content['site']>
  glossary: Kept<Content['glossary']>
  retired: Kept<Content['retired']>
  courses: Kept<Content['courses'][number]>[]
  cards: Kept<Content['cards'][number]>[]
}

const key = 'content.last-good'

/** As an earlier run left them; undefined before the first. A course that is broken when Heed starts must not lose what it was. */
export async function readLastGood(db: Db): Promise<LastGood | undefined> {
  return (await settingNamed(db, key)) as LastGood | undefined
}

export async function keepLastGood(tx: Db, { site, glossary, retired, courses, cards }: LastGood, at: number): Promise<void> {
  const kept = ({ file, value }: { file: string; value?: unknown }) => ({ file, value })
  const value = { site: kept(site), glossary: kept(glossary), retired: kept(retired), courses: courses.map(kept), cards: cards.map(kept) }
  if (JSON.stringify(value) === JSON.stringify(await settingNamed(tx, key))) return
  await saveSetting(tx, { key, value, changedBy: 'system', at })
}
