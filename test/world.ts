import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { databaseFile, openStore } from '#dialect/open.ts'
import type { Context } from '../src/context.ts'
import type { Live } from '../src/lessons/lesson.ts'
import { withEntrance, type PeopleContext } from '../src/people/entrance.ts'
import { systemViewer, type Viewer } from '../src/people/role.ts'
import * as people from '../src/people/service.ts'
import type { Settings } from '../src/settings.ts'

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

export function openWorld(changes: Partial<Settings> = {}): World {
  const data = mkdtempSync(join(tmpdir(), 'heed-'))
  const clock = startClock()
  const store = openStore(data, clock.now, () => performance.now())
  const context = withEntrance({
    settings: { ...settings, data, ...changes },
    read: store.read,
    transaction: store.transaction,
    now: clock.now,
    random: repeatableChance(),
    log: pino({ level: 'silent' }),
    catalogue: { live: () => nothingLive, close: () => Promise.resolve() },
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
      store.close()
      rmSync(data, { recursive: true })
    },
  }
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
  startNow: null,
  smtpUrl: null,
  mailFrom: null,
  trustProxy: 0,
  log: 'silent',
}

const nothingLive: Live = {
  site: { title: 'Heed', defaultLocale: 'en', locales: ['en'], skills: {} },
  courses: [],
  lessons: new Map(),
  items: new Map(),
  aliases: new Map(),
  problems: [],
}
