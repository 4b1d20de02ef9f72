import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { answerRight, bodyOf, meet, send } from '../api/device.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { clientOf, goodPassword, heed, signedIn, startHeed, type Client, type Running } from '../running.ts'

const empty = newFolder()
afterAll(() => removeFolder(empty))

/** Scripts call these, so they stay. */
const promised = [
  'serve',
  'person add',
  'person list',
  'person link',
  'person role',
  'person close',
  'person open',
  'person import',
  'team list',
  'team move',
  'team rename',
  'team remove',
  'team members',
  'team add',
  'demo',
  'check',
  'memory verify',
  'memory rebuild',
  'backup',
  'restore',
  'doctor',
  'config',
  'person export',
  'person erase',
]

describe('--help', () => {
  /** The commands of a help text, each with those below it. */
  async function commandsBelow(...words: string[]): Promise<string[]> {
    const { code, stdout, stderr } = await heed([...words, '--help'], { data: join(empty, 'not-made') })
    expect({ words, code, stdout, stderr }).toEqual({ words, code: 0, stderr: '', stdout: expect.stringMatching(/^Usage: heed .+\n\n\S/) })
    const below = [...(stdout.split('Commands:\n')[1] ?? '').matchAll(/^ {2}([a-z]+)/gm)]
      .map(([, name]) => name!)
      .filter((name) => name !== 'help')
    const deeper = await Promise.all(below.map((name) => commandsBelow(...words, name)))
    return [words.join(' '), ...deeper.flat()]
  }

  test('every command explains itself, with 0, and touches nothing', async () => {
    expect(await commandsBelow()).toEqual(expect.arrayContaining(promised))
    expect(readdirSync(empty)).toEqual([])
  })
})

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  expect(await heed(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

describe('wrong use is 64, and says what would be right', () => {
  test.each([
    { name: 'no command', args: [], says: 'Usage: heed' },
    { name: 'an unknown command', args: ['brew'], says: "unknown command 'brew'" },
    { name: 'an unknown command of people', args: ['person', 'brew'], says: "unknown command 'brew'" },
    { name: 'a group without a command', args: ['memory'], says: 'Usage: heed memory' },
    { name: 'an unknown option', args: ['person', 'list', '--brew'], says: "unknown option '--brew'" },
    { name: 'nothing where an address belongs', args: ['person', 'link'], says: "missing required argument 'email'" },
    { name: 'one word too many', args: ['person', 'list', 'tea'], says: 'too many arguments' },
    { name: 'no name', args: ['person', 'add', 'ada@tea.example'], says: '--name' },
    {
      name: 'a role that is none',
      args: ['person', 'add', 'ada@tea.example', '--name', 'Ada', '--role', 'lead'],
      says: 'learner, author, admin, owner',
    },
    { name: 'a format that is none', args: ['person', 'list', '--format', 'xml'], says: 'text, json' },
    { name: 'a format that the checker has not', args: ['check', '--format', 'xml'], says: 'pretty, unix, github, json' },
    { name: 'a due day that is none', args: ['assign', 'tea', '--team', 'Blend', '--due', '30.11.2026'], says: 'written like 2026-11-30' },
    { name: 'a course for nobody', args: ['assign', 'tea'], says: 'Name either a team or a person' },
    {
      name: 'a course for a team and a person at once',
      args: ['assign', 'tea', '--team', 'Blend', '--person', 'ada@tea.example'],
      says: 'Name either a team or a person',
    },
  ])('$name', async ({ args, says }) => {
    const ended = await heed(args, { data: join(empty, 'not-made') })
    expect(ended).toEqual({ code: 64, stdout: '', stderr: expect.stringContaining(says) })
    expect(existsSync(join(empty, 'not-made'))).toBe(false)
  })
})

describe('on a folder that Heed never used', () => {
  const mistyped = join(empty, 'mistyped')
  afterEach(() => removeFolder(mistyped))

  test.each([
    ['person', 'list'],
    ['person', 'link', 'ada@tea.example'],
    ['person', 'export', 'ada@tea.example', join(empty, 'out')],
    ['team', 'list'],
    ['team', 'put', 'Blend', 'ada@tea.example'],
    ['assign', 'tea', '--team', 'Blend'],
    ['stats'],
    ['jobs', 'list'],
    ['jobs', 'run', 'outbox'],
    ['memory', 'verify'],
    ['retention'],
    ['backup', join(empty, 'out')],
  ])('%s %s says that there is no database, and makes none', async (...args) => {
    expect(await heed(args, { data: mistyped })).toEqual({
      ...{ code: 78, stdout: '' },
      stderr: `There is no database in ${mistyped}. Set HEED_DATA to the folder that Heed works in; “heed serve” makes a new one.\n`,
    })
    expect(readdirSync(empty)).toEqual([])
  })

  test('nor is one made beside what a lost one has left', async () => {
    mkdirSync(join(mistyped, 'backups'), { recursive: true })
    expect(await heed(['person', 'list'], { data: mistyped })).toMatchObject({ code: 78, stdout: '' })
    expect(readdirSync(mistyped)).toEqual(['backups'])
  })

  test('a dry run tells what would happen in a new one, and leaves none', async () => {
    const list = join(mistyped, 'people.csv')
    mkdirSync(mistyped)
    writeFileSync(list, 'email,name,role,team,lead\nada@tea.example,Ada,,,\n')
    const data = join(mistyped, 'data')
    expect(await heed(['person', 'import', list, '--dry-run'], { data })).toEqual({
      code: 0,
      stdout: 'add\tada@tea.example\tAda\tlearner\t\n',
      stderr: expect.stringContaining(`There is no database in ${data} yet, so this is what would happen in a new one.\n`),
    })
    expect(readdirSync(mistyped)).toEqual(['people.csv'])
  })

  test('a dry run says like the real one that a database was lost', async () => {
    mkdirSync(join(mistyped, 'backups'), { recursive: true })
    writeFileSync(join(mistyped, 'erased.log'), '')
    const list = join(mistyped, 'people.csv')
    writeFileSync(list, 'email,name,role,team,lead\nada@tea.example,Ada,,,\n')
    for (const dryRun of [['--dry-run'], []])
      expect(await heed(['person', 'import', list, ...dryRun], { data: mistyped })).toMatchObject({
        ...{ code: 65, stdout: '' },
        stderr: expect.stringContaining('but there was one'),
      })
  })

  test.each([
    { content: 'not there', at: join(mistyped, 'content'), says: 'is not there' },
    { content: 'a file', at: import.meta.filename, says: 'is no folder' },
  ])('neither a demo nor a server begins without lessons: $content', async ({ at, says }) => {
    for (const command of ['demo', 'serve'])
      expect(await heed([command], { data: mistyped, content: at })).toEqual({
        ...{ code: 78, stdout: '' },
        stderr: `HEED_CONTENT=${at} ${says}. It must be a folder with courses in it.\n`,
      })
    expect(readdirSync(empty)).toEqual([])
  })

  test.each([
    ['person', 'add', 'ada@tea.example', '--name', 'Ada'],
    ['team', 'add', 'Blend'],
  ])('%s %s sets a new one up, and says so', async (...args) => {
    const { code, stderr } = await heed(args, { data: mistyped })
    expect([code, stderr]).toEqual([0, expect.stringContaining(`There was no database in ${mistyped}, so a new one was made there.\n`)])
    expect((await heed(args, { data: mistyped })).stderr).not.toContain('no database')
  })
})

/*
 * Commands beside a running server, in the order in which somebody would give them.
 */
describe('beside a running server', () => {
  let server: Running
  let ada: Client
  const run = (args: string[], more: { input?: string; env?: Record<string, string> } = {}) => heed(args, { data: server.data, ...more })
  beforeAll(async () => {
    server = await startHeed()
    ada = await signedIn(server, 'Ada')
  })
  afterAll(async () => {
    await server.stop()
    removeFolder(server.data)
  })

  test('a person added can sign in at once, by password or by link', async () => {
    const bo = await run(['person', 'add', 'bo@tea.example', '--name', 'Bo', '--password-stdin'], { input: `${goodPassword}\nnot this\n` })
    expect(bo).toEqual({ code: 0, stdout: '', stderr: 'Bo (learner) can sign in with the password.\n' })
    expect((await clientOf(server.url).post('/api/sign-in', { email: 'bo@tea.example', password: goodPassword })).status).toBe(204)

    const cleo = await run(['person', 'add', 'cleo@tea.example', '--name', 'Cleo', '--role', 'author'], { env: { HEED_URL: server.url } })
    expect(cleo).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/in\/[A-Za-z0-9_-]{43}\n$/) })
    const used = await fetch(cleo.stdout.trim(), { method: 'POST', headers: { origin: server.url }, redirect: 'manual' })
    const client = clientOf(server.url, used.headers.getSetCookie()[0]!.split(';')[0])
    expect(await bodyOf(client.get('/api/me'))).toMatchObject({ name: 'Cleo', role: 'author' })
  })

  test.each([
    {
      name: 'an address that is taken',
      args: ['person', 'add', 'ADA@tea.example', '--name', 'Ada'],
      says: 'has the address ADA@tea.example already',
    },
    {
      name: 'a team that is not there',
      args: ['person', 'add', 'dee@tea.example', '--name', 'Dee', '--team', 'Kitchen'],
      says: 'heed team add "Kitchen"',
    },
    {
      name: 'a weak password',
      args: ['person', 'add', 'dee@tea.example', '--name', 'Dee', '--password-stdin'],
      input: 'short\n',
      says: 'at least 15',
    },
    { name: 'a link for nobody', args: ['person', 'link', 'nobody@tea.example'], says: 'Nobody here has the address' },
  ])('$name is refused with 1 and a sentence', async ({ args, input, says }) => {
    expect(await run(args, { input })).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`^[^\\n]*${says}[^\\n]*\\n$`)),
    })
  })

  test.each([
    {
      args: ['person', 'list'],
      gives: expect.arrayContaining([expect.objectContaining({ email: 'ada@tea.example', role: 'learner', teams: [] })]),
    },
    {
      args: ['person', 'add', 'eve@tea.example', '--name', 'Eve'],
      gives: {
        id: expect.any(String),
        email: 'eve@tea.example',
        name: 'Eve',
        role: 'learner',
        link: { url: expect.any(String), expiresAt: expect.any(Number) },
      },
    },
    { args: ['person', 'link', 'ada@tea.example'], gives: { url: expect.stringContaining('/in/'), expiresAt: expect.any(Number) } },
    { args: ['team', 'add', 'Counter'], gives: { id: expect.any(String), name: 'Counter' } },
    { args: ['memory', 'verify'], gives: { pairs: expect.any(Number), different: 0 } },
    { args: ['memory', 'rebuild'], gives: { pairs: expect.any(Number) } },
  ])('--format json of $args.0 $args.1 is one line of JSON, and talk stays on standard error', async ({ args, gives }) => {
    const { code, stdout } = await run([...args, '--format', 'json'], { env: { HEED_TEA: 'oolong' } })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^[^\n]+\n$/)
    expect(JSON.parse(stdout)).toEqual(gives)
  })

  test('an unknown setting is told on standard error only', async () => {
    const { code, stderr } = await run(['person', 'list'], { env: { HEED_PROT: '1' } })
    expect([code, stderr]).toEqual([0, 'HEED_PROT is not a setting of Heed and is ignored. Did you mean HEED_PORT?\n'])
  })

  test('a wrong setting is 78', async () => {
    expect(await run(['person', 'list'], { env: { HEED_TRUST_PROXY: 'yes' } })).toEqual({
      code: 78,
      stdout: '',
      stderr: 'HEED_TRUST_PROXY=yes is not allowed. It must be how many proxies stand in front, 0 to 10.\n',
    })
  })

  test('memory verify counts what was answered, and rebuild changes nothing that anybody sees', async () => {
    const asked = await meet(ada, 'brewing')
    await send(ada, ...['green-water', 'green-time', 'pot-name'].map((item) => answerRight(asked(item))))
    const seen = async () =>
      Promise.all(['/api/items/pot-name/history', '/api/courses', '/api/today?zone=UTC'].map((path) => bodyOf(ada.get(path))))
    const before = await seen()
    expect((await run(['memory', 'rebuild'])).stdout).toBe('{"pairs":3}\n')
    expect((await run(['memory', 'verify'])).stdout).toBe('{"pairs":3,"different":0}\n')
    expect(await seen()).toEqual(before)
  })

  test('memory verify and rebuild print JSON unasked, and a sentence for people', async () => {
    expect((await run(['memory', 'verify', '--format', 'text'])).stdout).toBe('All memories (3) are what the answers say.\n')
    expect((await run(['memory', 'rebuild', '--format', 'text'])).stdout).toBe('Memories made anew from the answers: 3.\n')
  })

  test('stats is the job of the night, and is noted like it', async () => {
    expect(await run(['stats'])).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('as of now') })
    const listed = JSON.parse((await run(['jobs', 'list', '--format', 'json'])).stdout) as { name: string; lastRun: unknown }[]
    expect(listed.find(({ name }) => name === 'statistics')!.lastRun).toMatchObject({ problem: null })
  })
})

describe('on an empty folder', () => {
  test.each([
    { args: ['person', 'list', '--format', 'json'], stdout: '[]\n' },
    { args: ['memory', 'verify'], stdout: '{"pairs":0,"different":0}\n' },
  ])('$args.0 $args.1 needs no owner', async ({ args, stdout }) => {
    const data = newFolder()
    expect(await heed(args, { data })).toMatchObject({ code: 0, stdout, stderr: expect.stringContaining('a new one was made') })
    removeFolder(data)
  })
})
