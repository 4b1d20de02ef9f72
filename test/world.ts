import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { databaseFile, openStore } from '#dialect/open.ts'
import { memoryOf, type MemoryRow } from '../db/answers.ts'
import { createApp, type App, type Heed } from '../src/app.ts'
import type { Context } from '../src/context.ts'
import { typeOf } from '../src/items/registry.ts'
import { newBell } from '../src/kernel/bell.ts'
import { addDays } from '../src/kernel/day.ts'
import { newId } from '../src/kernel/id.ts'
import { instantOf, studyDay } from '../src/kernel/study-day.ts'
import { openCatalogue } from '../src/lessons/catalogue.ts'
import { isError } from '../src/lessons/compile.ts'
import type { Catalogue, Live, LiveItem } from '../src/lessons/lesson.ts'
import { emptyCatalogue, itemFor, lessonFor } from '../src/lessons/live.ts'
import { openPost } from '../src/mail.ts'
import { withEntrance, type PeopleContext } from '../src/people/entrance.ts'
import { systemViewer, type Viewer } from '../src/people/role.ts'
import * as people from '../src/people/service.ts'
import { keysChanged } from '../src/review/service/key-change.ts'
import type { StartedSession } from '../src/review/learner-pages.ts'
import type { AnswerResult } from '../src/review/service.ts'
import type { Settings } from '../src/settings.ts'
import { newFolder, removeFolder } from './folder.ts'
import { rowsOf } from './sql.ts'

/** Long enough, and nobody's pattern. */
export const goodPassword = 'mossy kettle argues with tuesday'

/** A time that only moves when a test says so. It starts on Monday, 2 March 2026, 08:00 UTC. */
export interface Clock {
  now(): number
  forward(time: { days?: number; hours?: number; minutes?: number; seconds?: number }): void
}

/** Somebody in a test: who they are, and the Cookie header of their browser. */
export interface Person {
  viewer: Viewer
  cookie: string
}

/** A Heed of its own: a real database in a folder that ends with it, a clock, a chance that repeats itself. */
export interface World {
  context: PeopleContext
  clock: Clock
  /** Where the database lies. */
  file: string
  /** Adds somebody, signed in, by way of the services: `person('Ada', { role: 'admin' })` is ada@example.com. */
  person(name: string, who?: { role?: Viewer['role']; team?: string; lead?: boolean; password?: string }): Promise<Person>
  team(name: string, parent?: string): Promise<void>
  close(): void
}

export function openWorld(changes: Partial<Settings> = {}, catalogue: Catalogue = emptyCatalogue): World {
  const data = newFolder()
  const clock = startClock()
  const store = openStore({ data }, clock.now, () => performance.now())
  const here = { ...settings, data, backups: join(data, 'backups'), ...changes }
  const post = openPost(here, clock.now)
  const context = withEntrance({
    settings: here,
    read: store.read,
    transaction: store.transaction,
    now: clock.now,
    random: repeatableChance(),
    http: fetch,
    news: newBell(),
    mail: post?.send ?? null,
    log: pino({ level: 'silent' }),
    catalogue,
  } satisfies Context)

  return {
    context,
    clock,
    file: databaseFile(data),
    async person(name, who = {}) {
      const { id } = await people.addPerson(context, systemViewer, { name, email: emailOf(name), ...who })
      const { cookie } = await context.transaction((tx) => context.sessions.start(tx, id, `the phone of ${name}`))
      const header = cookieHeader(cookie)
      return { viewer: (await context.sessions.read(header))!.viewer, cookie: header }
    },
    async team(name, parent) {
      await people.addTeam(context, systemViewer, { name, parent })
    },
    close() {
      post?.close()
      store.close()
      removeFolder(data)
    },
  }
}

/** How somebody answers: as the item's type samples it. */
export type How = 'right' | 'wrong'

/** Of an answer what a test is about; the rest is as usual. */
export interface Given {
  id?: string
  version?: string
  /** The language of the item that is answered; English. */
  locale?: string
  session?: string
  /** When it was given, by the device's clock, milliseconds. */
  at?: number
  zone?: string
  ms?: number
  focusLostMs?: number
  hint?: boolean
  device?: string
  response?: unknown
}

export type Sent = ReturnType<School['sent']>

/** A world with lessons: a copy of a content folder, which a test may edit. */
export interface School extends World {
  app: App
  live(): Live
  /** A file of the content folder as it is now. */
  text(file: string): string
  /** Changes a file of the content folder. To leave it as it was is a mistake of the test. */
  writes(file: string, change: (text: string) => string): void
  /** The same, and publishes the folder, which must be without errors. */
  edits(file: string, change: (text: string) => string): Promise<Live>
  as(person: Person): Heed
  /** Somebody new: the clock of a world that tests share has moved on, and nobody's memory of it is in the way. */
  learner(): Promise<Person>
  /** Forward to 08:00 UTC of the next study day, or of the one given. */
  nextMorning(): void
  morningOf(day: string): void
  opens(person: Person, lesson: string, zone?: string): Promise<void>
  /** Opens a lesson and answers its items in written order. */
  reads(person: Person, lesson: string, how?: How): Promise<AnswerResult[]>
  /** One answer, as a device would send it. */
  sent(person: Person, item: string, how: How, given?: Given): Record<string, unknown> & { id: string; version: string }
  /** Sends it at once. */
  answers(person: Person, item: string, how: How, given?: Given): Promise<AnswerResult>
  /** @param now the device's clock; the right time unless it is said otherwise */
  sends(person: Person, answers: unknown[], now?: number): Promise<AnswerResult[]>
  starts(person: Person, minutes?: number, zone?: string): Promise<StartedSession>
  /** Starts a review and answers everything in it. */
  reviews(person: Person, how?: How): Promise<{ session: StartedSession; results: AnswerResult[] }>
  memory(person: Person, item: string): Promise<MemoryRow | undefined>
  /** Looks into the tables, as an auditor would. */
  sql<Row>(query: string): Row[]
}

export const teaContent = join(import.meta.dirname, 'content')
const usualZone = 'UTC'

/** @param content the folder that it begins with */
export async function openSchool(content = teaContent, changes: Partial<Settings> = {}): Promise<School> {
  const folder = newFolder()
  cpSync(content, folder, { recursive: true })
  const world = openWorld(
    { content: folder, ...changes },
    {
      live: () => catalogue.live(),
      content: () => catalogue.content(),
      reload: () => catalogue.reload(),
      close: () => catalogue.close(),
    },
  )
  const { context, clock } = world
  const catalogue = await openCatalogue({ content: folder, watch: false, ...context, keysChanged: keysChanged(context) })
  const app = createApp(context)
  let seq = 0
  let learners = 0

  const school: School = {
    ...world,
    app,
    live: () => catalogue.live(),
    text: (file) => readFileSync(join(folder, file), 'utf8'),
    writes(file, change) {
      const text = school.text(file)
      if (change(text) === text) throw new Error(`${file} is as it was`)
      writeFileSync(join(folder, file), change(text))
    },
    async edits(file, change) {
      school.writes(file, change)
      return faultless(await catalogue.reload())
    },
    as: ({ viewer }) => app.as(viewer),
    learner: () => world.person(`Learner ${++learners}`),
    nextMorning: () => school.morningOf(addDays(studyDay(clock.now(), usualZone), 1)),
    morningOf: (day) => clock.forward({ seconds: (instantOf(day, usualZone) + 4 * 3_600_000 - clock.now()) / 1000 }),
    async opens(person, lesson, zone = usualZone) {
      await school.as(person).lessons.open(lesson, { zone })
    },
    async reads(person, lesson, how = 'right') {
      await school.opens(person, lesson)
      const results: AnswerResult[] = []
      for (const item of lessonFor(catalogue.live(), lesson, [])!.itemIds) results.push(await school.answers(person, item, how))
      return results
    },
    sent(person, itemId, how, { locale = 'en', at = clock.now(), ...given } = {}) {
      const { id: item, version, type, spec } = liveItem(catalogue.live(), itemId, locale)
      const usual = {
        version,
        zone: usualZone,
        device: `the phone of ${person.viewer.name}`,
        ms: 9_000,
        response: typeOf(type).sample(spec)[how],
      }
      return { id: newId(context), item, seq: seq++, at: new Date(at).toISOString(), ...usual, ...given }
    },
    async answers(person, item, how, given) {
      return (await school.sends(person, [school.sent(person, item, how, given)]))[0]!
    },
    async sends(person, answers, now = clock.now()) {
      return (await school.as(person).review.answer({ now: new Date(now).toISOString(), answers })).results
    },
    starts: (person, minutes = 30, zone = usualZone) => school.as(person).review.start({ minutes, zone }),
    async reviews(person, how = 'right') {
      const session = await school.starts(person)
      const results: AnswerResult[] = []
      for (const { item } of session.items) results.push(await school.answers(person, item, how, { session: session.id }))
      return { session, results }
    },
    memory: ({ viewer }, item) => memoryOf(context.read, viewer, item, liveItem(catalogue.live(), item, 'en').rev),
    sql: (query) => rowsOf(context.settings.data, query),
    close() {
      world.close()
      removeFolder(folder)
    },
  }
  return school
}

function faultless(live: Live): Live {
  const errors = live.problems.filter(isError)
  if (errors.length > 0) throw new Error(`The content has errors: ${JSON.stringify(errors)}`)
  return live
}

function liveItem(live: Live, id: string, locale: string): LiveItem {
  const item = itemFor(live, id, locale)
  if (!item) throw new Error(`No item ${id} is live`)
  return item
}

export const emailOf = (name: string): string => `${name.toLowerCase().replaceAll(' ', '.')}@example.com`

/** What a browser sends back for a Set-Cookie value. */
export const cookieHeader = (setCookie: string): string => setCookie.split(';', 1)[0]!

function startClock(): Clock {
  let now = Date.parse('2026-03-02T08:00:00Z')
  return {
    now: () => now,
    forward({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
    },
  }
}

function repeatableChance(): Context['random'] {
  const generator = xoroshiro128plus(20_260_302)
  return (bytes) => Uint8Array.from({ length: bytes }, () => uniformInt(generator, 0, 255))
}

const settings: Settings = {
  port: 4321,
  host: '127.0.0.1',
  url: 'http://localhost:4321',
  origins: ['http://localhost:4321'],
  data: '',
  content: '',
  backups: '',
  startNow: null,
  smtpUrl: null,
  mailFrom: null,
  trustProxy: 0,
  oidc: null,
  contentRemote: null,
  contentSecret: null,
  log: 'silent',
}
