import { createApp, type App } from '../app.ts'
import { typeOf } from '../items/registry.ts'
import { uuidv7 } from '../kernel/id.ts'
import { studyDay } from '../kernel/study-day.ts'
import { dayMs, hourMs, minuteMs } from '../kernel/time.ts'
import { itemFor } from '../lessons/live.ts'
import type { Role, Viewer } from '../people/role.ts'
import type { Settings } from '../settings.ts'
import { openWorld } from '../world.ts'
import { contentMissing, hasContent } from './content-paths.ts'
import { exit, type Exit } from './exit.ts'
import { print, talk } from './out.ts'

const days = 30
const zone = 'Europe/Berlin'

interface Cast {
  name: string
  role: Role
  team: string
  lead?: boolean
  /** Chance of coming to learn on a working day, and of knowing an answer. */
  keen: number
  sharp: number
}

/** A lead sees what is held from five people on, so somebody leads both rooms. */
const teams: { name: string; parent?: string }[] = [
  { name: 'Office' },
  { name: 'Customer service' },
  { name: 'Phone and chat', parent: 'Customer service' },
  { name: 'Shop', parent: 'Customer service' },
]
const dueInDays = 21

/** A small company of bakers with a shop, a phone line and a chat. */
const cast: Cast[] = [
  { name: 'Olga Brandt', role: 'owner', team: 'Office', keen: 0.3, sharp: 0.9 },
  { name: 'Adrian Moss', role: 'admin', team: 'Office', keen: 0.5, sharp: 0.8 },
  { name: 'Leila Anders', role: 'author', team: 'Office', keen: 0.6, sharp: 0.95 },
  { name: 'Teun Visser', role: 'learner', team: 'Customer service', lead: true, keen: 0.8, sharp: 0.85 },
  { name: 'Nina Okoye', role: 'learner', team: 'Phone and chat', keen: 0.95, sharp: 0.8 },
  { name: 'Pavel Novak', role: 'learner', team: 'Phone and chat', keen: 0.7, sharp: 0.7 },
  { name: 'Rosa Lindgren', role: 'learner', team: 'Phone and chat', keen: 0.85, sharp: 0.9 },
  { name: 'Samir Haddad', role: 'learner', team: 'Shop', keen: 0.6, sharp: 0.75 },
  { name: 'Wanda Kowal', role: 'learner', team: 'Shop', keen: 0.9, sharp: 0.65 },
]

interface Made extends Cast {
  email: string
  password: string
  viewer: Viewer
}

/**
 * Fills an empty data folder with a company and a month of answers, all of it through the services, dated back from now.
 *
 * @returns the exit code: 1 when the folder has people or the address is public, 78 when there are no lessons
 */
export async function demo(settings: Settings, options: { format: string }): Promise<Exit> {
  if (!['localhost', '127.0.0.1', '[::1]'].includes(new URL(settings.url).hostname)) {
    talk(`HEED_URL=${settings.url} is a public address, and the demo's people are not real. Run it without HEED_URL.\n`)
    return exit.problems
  }
  if (!hasContent(settings)) {
    talk(`${contentMissing(settings)}\n`)
    return exit.wrongSetting
  }
  const { context, close } = await openWorld({ ...settings, log: 'warn' }, { catalogue: true, watch: false })
  const end = context.now()
  const clock = { now: end - days * dayMs }
  const app = createApp({ ...context, now: () => clock.now })
  try {
    if ((await app.system.people.listPeople()).length > 0) {
      talk(`There are people in ${settings.data} already. The demo needs an empty folder: set HEED_DATA to a new one.\n`)
      return exit.problems
    }
    const people = await hire(app, context.random)
    const [course] = app.live().courses
    const due = studyDay(end + dueInDays * dayMs, 'UTC')
    if (course) await app.system.assignments.assign({ course: course.id, team: 'Customer service', due })
    for (let n = 0; n < days; n++) {
      const morning = Math.floor(end / dayMs - (days - n)) * dayMs + 7 * hourMs
      if (isWeekend(morning)) {
        // As the nightly job would have: so that a lead sees how it went week by week.
        clock.now = morning
        await app.system.reports.rollUpTeams()
        await app.system.reports.playAssignments()
        continue
      }
      for (const person of people) await liveADay(app, person, clock, morning, chanceFrom(context.random))
    }
    clock.now = end
    await app.system.reports.rollUpTeams()
    await app.system.reports.playAssignments()
    tell(people, options.format, settings.url)
    return exit.fine
  } finally {
    await close()
  }
}

async function hire(app: App, random: (bytes: number) => Uint8Array): Promise<Made[]> {
  for (const team of teams) await app.system.people.addTeam(team)
  const people: Made[] = []
  for (const each of cast) {
    const email = `${each.name.split(' ')[0]!.toLowerCase()}@demo.example`
    const password = Buffer.from(random(15)).toString('base64url')
    const { id } = await app.system.people.addPerson({
      email,
      name: each.name,
      role: each.role,
      team: each.team,
      lead: each.lead ?? false,
      password,
    })
    people.push({ ...each, email, password, viewer: await app.system.people.asPerson(id) })
  }
  return people
}

type Chance = () => number

/** Milliseconds UTC; moves as the month does. */
interface Clock {
  now: number
}

const chanceFrom = (random: (bytes: number) => Uint8Array): Chance => {
  return () => new DataView(random(4).buffer).getUint32(0) / 2 ** 32
}

const anyOf = <T>(list: readonly T[], chance: Chance): T => list[Math.floor(chance() * list.length)]!

const isWeekend = (at: number) => [0, 6].includes(new Date(at).getUTCDay())

/** A review first, then the next lesson, as somebody keen would. */
async function liveADay(app: App, person: Made, clock: Clock, morning: number, chance: Chance): Promise<void> {
  if (chance() > person.keen) return
  const heed = app.as(person.viewer)
  clock.now = morning + Math.floor(chance() * 6 * 60) * minuteMs
  const session = await heed.review.start({ minutes: 5, zone })
  for (const { item, version } of session.items) await answer(app, person, clock, chance, { item, version, session: session.id })
  const [next] = (await heed.review.today({ zone })).nextLessons
  if (!next || chance() > 0.6) return
  await heed.lessons.open(next.id, { zone })
  const { segments } = await heed.lessons.lesson(next.id, {})
  for (const segment of segments)
    if ('item' in segment) await answer(app, person, clock, chance, { item: segment.item, version: segment.version })
}

async function answer(
  app: App,
  person: Made,
  clock: Clock,
  chance: Chance,
  asked: { item: string; version: string; session?: string },
): Promise<void> {
  const { type, spec } = itemFor(app.live(), asked.item, null)!
  const { sample, tries, defaultMs } = typeOf(type)
  const ms = Math.round(defaultMs(spec) * (0.6 + chance()))
  clock.now += ms
  const at = new Date(clock.now).toISOString()
  const response: unknown = chance() < person.sharp ? sample(spec).right : anyOf(tries?.(spec) ?? [sample(spec).wrong], chance)
  const id = uuidv7(clock.now, (bytes) => Uint8Array.from({ length: bytes }, () => Math.floor(chance() * 256)))
  const sent = { id, ...asked, at, zone, device: 'demo', seq: 0, ms, response }
  const { results } = await app.as(person.viewer).review.answer({ now: at, answers: [sent] })
  if (results[0]!.status !== 'stored') throw new Error(`the demo's answer to ${asked.item} was refused: ${results[0]!.code}`)
}

function tell(people: Made[], format: string, url: string): void {
  const signIns = people.map(({ name, role, lead, email, password }) => ({ name, role, lead: lead ?? false, email, password }))
  if (format === 'json') return print(`${JSON.stringify({ url, people: signIns })}\n`)
  const width = Math.max(...signIns.map(({ email }) => email.length))
  const lines = signIns.map(
    ({ name, role, lead, email, password }) => `${email.padEnd(width)}  ${password}  ${name}, ${lead ? 'team lead' : role}`,
  )
  print(`${lines.join('\n')}\n`)
  talk(`Sign in at ${url}/sign-in (start Heed with npm start).\n`)
}
