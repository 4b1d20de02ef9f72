import { Readable } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { personAdd, personLink, personList, readLine, type People } from '../../src/cli/person.ts'
import { teamAdd } from '../../src/cli/team.ts'
import { systemViewer } from '../../src/people/role.ts'
import * as deeds from '../../src/people/service.ts'
import { cookieHeader, goodPassword, openWorld, type World } from '../world.ts'

let world: World
let people: People & Parameters<typeof teamAdd>[0]
let printed: string
let said: string
beforeEach(() => {
  world = openWorld()
  people = {
    addPerson: (input) => deeds.addPerson(world.context, systemViewer, input),
    listPeople: () => deeds.listPeople(world.context, systemViewer),
    makeSignInLink: (input) => deeds.makeSignInLink(world.context, systemViewer, input),
    addTeam: (input) => deeds.addTeam(world.context, systemViewer, input),
  }
  printed = said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((printed += String(text))))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((said += String(text))))
})
afterEach(() => {
  vi.restoreAllMocks()
  world.close()
})

/** What the link on standard output signs in. */
const whoComesIn = async (url: string) => {
  const { cookie } = await deeds.useLink(world.context, null, { token: url.trim().split('/in/')[1]! })
  return (await world.context.sessions.read(cookieHeader(cookie)))?.viewer.name
}

test('person add prints a sign-in link and nothing else', async () => {
  expect(await personAdd(people, 'ada@example.com', { name: 'Ada' })).toBe(0)
  expect(said).toBe('Ada (learner) can sign in once with this link until 2026-03-03 08:00 UTC.\n')
  expect(await whoComesIn(printed)).toBe('Ada')
})

test('person add with a team and a lead', async () => {
  await teamAdd(people, 'Front desk', {})
  await personAdd(people, 'ada@example.com', { name: 'Ada', role: 'author', team: 'Front desk', lead: true, format: 'json' })
  expect(JSON.parse(printed)).toMatchObject({ email: 'ada@example.com', role: 'author', link: { url: expect.stringContaining('/in/') } })
  printed = ''
  await personList(people, {})
  expect(printed).toBe('ada@example.com\tAda\tauthor\tFront desk (lead)\n')
})

test('person add --password-stdin takes the line and prints no link', async () => {
  vi.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([`${goodPassword}\r\n`, 'another line\n']) as never)
  expect(await personAdd(people, 'ada@example.com', { name: 'Ada', passwordStdin: true })).toBe(0)
  expect(printed).toBe('')
  expect(said).toBe('Ada (learner) can sign in with the password.\n')
  await deeds.signIn(world.context, null, { email: 'ada@example.com', password: goodPassword, address: '' })
})

test('person link prints a new link', async () => {
  await personAdd(people, 'ada@example.com', { name: 'Ada' })
  printed = ''
  expect(await personLink(people, 'ada@example.com', {})).toBe(0)
  expect(await whoComesIn(printed)).toBe('Ada')
})

test('person link for nobody is refused', async () => {
  await expect(personLink(people, 'who@example.com', {})).rejects.toMatchObject({ name: 'Refusal', code: 'not-found' })
})

test('person list of an empty folder says what to do, and its JSON is an empty list', async () => {
  await personList(people, {})
  expect([printed, said]).toEqual(['', 'Nobody is here yet. Add somebody with “heed person add”.\n'])
  await personList(people, { format: 'json' })
  expect(JSON.parse(printed)).toEqual([])
})

test('person list --format json', async () => {
  await personAdd(people, 'ada@example.com', { name: 'Ada', role: 'admin' })
  printed = ''
  await personList(people, { format: 'json' })
  expect(JSON.parse(printed)).toEqual([
    {
      id: expect.any(String),
      email: 'ada@example.com',
      name: 'Ada',
      role: 'admin',
      zone: 'UTC',
      enrolledAt: world.clock.now(),
      closedAt: null,
      teams: [],
    },
  ])
})

test('team add puts a team below another', async () => {
  await teamAdd(people, 'Sales', {})
  expect(await teamAdd(people, 'Sales North', { in: 'Sales', format: 'json' })).toBe(0)
  expect(JSON.parse(printed)).toEqual({ id: expect.any(String), name: 'Sales North' })
})

test.each([
  { name: 'one line', chunks: ['secret\n'], line: 'secret' },
  { name: 'no end of line', chunks: ['secret'], line: 'secret' },
  { name: 'more lines', chunks: ['secret\nmore\n'], line: 'secret' },
  { name: 'spaces belong to it', chunks: ['  a ', 'b \r\n'], line: '  a b ' },
])('a line from a stream: $name', async ({ chunks, line }) => {
  expect(await readLine(Readable.from(chunks))).toBe(line)
})

test('an empty stream is refused', async () => {
  await expect(readLine(Readable.from([]))).rejects.toMatchObject({ code: 'invalid', message: 'Standard input held no password.' })
})
