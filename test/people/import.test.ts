import fc from 'fast-check'
import { stringify } from 'csv-stringify/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { outbox } from '#dialect/schema.ts'
import { readPeople } from '../../src/people/people-csv.ts'
import { closeAccount, importPeople, listPeople, useLink } from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { linksFile } from '../../src/people/ui/import-form.ts'
import { withoutUnseen } from '../../src/people/unseen.ts'
import { openWorld, type Person, type World } from '../world.ts'

describe('reading a list', () => {
  const problems = (csv: string) => readPeople(csv).problems.map(({ line, column, message }) => `${line}:${column} ${message}`)
  const head = 'email,name,role,team,lead'

  test('takes columns in any order, empty lines, quotes over two lines, a byte order mark and Windows ends of line', () => {
    const { rows } = readPeople('\uFEFFName,Email,Lead,Team\r\nAda,ada@x.test,yes,Sales\r\n\r\n"Ben, the second",ben@x.test,,\r\n')
    expect(rows).toMatchObject([
      { line: 2, email: 'ada@x.test', name: 'Ada', role: null, team: 'Sales', lead: true },
      { line: 4, email: 'ben@x.test', name: 'Ben, the second', role: null, team: null, lead: false },
    ])
    expect(problems('name,email\n"Ada\nLovelace",ada@x.test\nben,ben')).toEqual([
      '2:1 name: A name stands on one line.',
      '4:2 email: This is not an email address. Write it like name@example.com.',
    ])
  })

  test.each([
    { name: 'semicolons', csv: 'email;name;team\nada@x.test;"Ada; Lovelace";Sales, North' },
    { name: 'tabs', csv: 'email\tname\tteam\nada@x.test\tAda; Lovelace\tSales, North' },
  ])('takes $name between the cells', ({ csv }) => {
    expect(readPeople(csv)).toMatchObject({ rows: [{ name: 'Ada; Lovelace', team: 'Sales, North' }], problems: [] })
  })

  test.each([
    { name: 'nothing', csv: '', says: ['1:0 The file is empty. Its first line names the columns: email,name,role,team,lead.'] },
    {
      name: 'a column that is none',
      csv: 'email,name,tam\n',
      says: ['1:3 “tam” is no column. There are email, name, role, team, lead.'],
    },
    { name: 'a column twice', csv: 'email,name,email\n', says: ['1:3 The column “email” is there twice.'] },
    { name: 'no names', csv: 'email\nada@x.test', says: ['1:0 The column “name” is missing. The first line names the columns.'] },
    {
      name: 'every mistake of a row at once',
      csv: `${head}\nada,,boss,,maybe`,
      says: [
        '2:1 email: This is not an email address. Write it like name@example.com.',
        '2:2 name: A name is needed.',
        '2:3 role: A role is one of learner, author, admin, owner.',
        '2:5 lead: Write yes or no.',
      ],
    },
    { name: 'a lead of nothing', csv: `${head}\nada@x.test,Ada,,,yes`, says: ['2:5 lead: Name the team that this person leads.'] },
    {
      name: 'a comma without quotes',
      csv: 'email,name\nada@x.test,Lovelace, Ada',
      says: ['2:3 The line has 3 cells, the first line 2. Put quotes around a cell with a comma in it.'],
    },
    {
      name: 'a quotation mark that stays open',
      csv: 'email,name\n"ada@x.test,Ada\n',
      says: ['2:0 A quotation mark is opened and not closed, or stands inside a cell without quotes.'],
    },
    {
      name: 'one person with two names',
      csv: 'email,name,team\nada@x.test,Ada,Sales\nADA@x.test,Eda,North',
      says: ['3:1 ADA@x.test stands in line 2 with another name or role.'],
    },
    {
      name: 'a sign that nobody sees',
      csv: 'email,name\nada@x.test,A\u202Eda',
      says: [
        '2:2 name: There is a sign in this name that nobody sees, so it could be taken for another name. Type it anew instead of pasting it.',
      ],
    },
    { name: 'another encoding', csv: 'email,name\nada@x.test,\uFFFD', says: ['1:0 The file is not in UTF-8. Save it as “CSV UTF-8”.'] },
    { name: 'too much', csv: 'x'.repeat(1_000_001), says: ['1:0 The file has more than 1,000,000 characters. Split it.'] },
    {
      name: 'too many',
      csv: `email,name\n${'a@x.test,A\n'.repeat(2_001)}`,
      says: ['1:0 The file has 2001 people. Split it: 2000 fit in one go.'],
    },
  ])('finds $name', ({ csv, says }) => {
    expect(problems(csv)).toEqual(says)
  })

  test('what was written comes back, whatever stands in it', { timeout: 30_000 }, () => {
    const word = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .map((text) => text.replaceAll(/[\p{Cc}\uFFFD]/gu, '').slice(0, 100))
      .map((text) => withoutUnseen(text).trim())
      .filter((text) => text !== '')
    const person = fc.record({ n: fc.nat(1_000), name: word, team: word })
    fc.assert(
      fc.property(fc.uniqueArray(person, { selector: ({ n }) => n, maxLength: 20 }), (people) => {
        const rows = people.map(({ n, name, team }) => ({ email: `p${n}@x.test`, name, team }))
        const read = readPeople(stringify(rows, { header: true, columns: ['email', 'name', 'team'] }))
        expect(read.problems).toEqual([])
        expect(read.rows.map(({ email, name, team }) => ({ email, name, team }))).toEqual(
          rows.map(({ email, name, team }) => ({ email, name, team })),
        )
      }),
    )
  })

  test('no text whatever is more than a mistake', { timeout: 30_000 }, () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => void readPeople(`email,name\n${text}`)))
  })
})

describe('an import', () => {
  let world: World
  let alma: Person
  beforeEach(async () => {
    world = openWorld()
    await world.team('Sales')
    await world.team('North')
    alma = await world.person('Alma', { role: 'admin' })
    await world.person('Ben', { team: 'Sales', role: 'author' })
  })
  afterEach(() => {
    world.close()
  })

  const csv = [
    'email,name,role,team,lead',
    'ada@example.com,Ada,,Sales,yes',
    'ada@example.com,Ada,,North,',
    'BEN@example.com,Benjamin,learner,sales,',
    'ben@example.com,Benjamin,learner,North,yes',
    'cleo@example.com,Cleo,author,,',
  ].join('\n')
  const run = (dryRun: boolean, text = csv, viewer = alma.viewer) =>
    importPeople(world.context, viewer, { csv: text, file: 'C:\\lists\\people.csv', dryRun })
  const everybody = async () =>
    (await listPeople(world.context, systemViewer)).map(({ name, role, teams }) => [
      name,
      role,
      ...teams.map((team) => `${team.name}${team.lead ? '*' : ''}`),
    ])

  test('tells of everything that is wrong in one run: with a row that is wrong in itself, what is not here too', async () => {
    const cleo = await world.person('Cleo')
    await closeAccount(world.context, systemViewer, { person: cleo.viewer.id })
    const wrong = 'email,name,role,team,lead\nada,Ada,owner,Nowhere,\ncleo@example.com,,,Elsewhere,perhaps\n'
    expect((await run(true, wrong)).problems.map(({ line, column, message }) => `${line}:${column} ${message.split(/[.:] /)[0]}`)).toEqual([
      '2:1 email',
      '2:3 role',
      '2:4 team',
      '3:1 email',
      '3:2 name',
      '3:4 team',
      '3:5 lead',
    ])
  })

  test('as a dry run says what would happen and writes nothing', async () => {
    const before = await everybody()
    const { file, rows, problems, done } = await run(true)
    expect([file, rows.map(({ line, does }) => [line, does]), problems, done]).toEqual([
      'people.csv',
      [
        [2, 'add'],
        [3, 'place'],
        [4, 'nothing'],
        [5, 'place'],
        [6, 'add'],
      ],
      [],
      null,
    ])
    expect(await everybody()).toEqual(before)
  })

  test('says what somebody who is here keeps although the list says otherwise', async () => {
    const { rows } = await run(true)
    expect(rows.map(({ line, keeps }) => [line, keeps])).toEqual([
      [2, {}],
      [3, {}],
      [4, { name: 'Ben', role: 'author' }],
      [5, { name: 'Ben', role: 'author' }],
      [6, {}],
    ])
    await run(false)
    const again = 'email,name,role,team,lead\nben@example.com,Ben,author,North,no\nben@example.com,Ben,author,Sales,no'
    expect((await run(true, again)).rows.map(({ keeps }) => keeps)).toEqual([{ lead: true }, {}])
    expect((await run(true, 'email,name\nben@example.com,Ben')).rows).toMatchObject([{ does: 'nothing', keeps: {} }])
  })

  test('adds people and places; whoever is here keeps name and role', async () => {
    const { done } = await run(false)
    expect(done).toMatchObject({ added: 2, placed: 2, mailed: false, links: [{ email: 'ada@example.com' }, { email: 'cleo@example.com' }] })
    expect(await everybody()).toEqual([
      ['Ada', 'learner', 'North', 'Sales*'],
      ['Alma', 'admin'],
      ['Ben', 'author', 'North*', 'Sales'],
      ['Cleo', 'author'],
    ])
    world.clock.forward({ days: 6 })
    await useLink(world.context, null, { token: done!.links[0]!.url.split('/in/')[1]! })
  })

  test('its links are a table to take away, in which no name is a formula', () => {
    const [type, table] = linksFile([{ email: 'ada@example.com', name: '=Ada, B', url: 'https://x/in/1' }]).split(',')
    expect(type).toBe('data:text/csv;charset=utf-8')
    expect(decodeURIComponent(table!)).toBe('\uFEFFemail,name,link\r\nada@example.com,"\'=Ada, B",https://x/in/1\r\n')
  })

  test('twice does nothing the second time', async () => {
    await run(false)
    const { done, rows } = await run(false)
    expect(done).toMatchObject({ added: 0, placed: 0 })
    expect(rows.every(({ does }) => does === 'nothing')).toBe(true)
  })

  test('is all of it or nothing', async () => {
    const before = await everybody()
    const { problems, done } = await run(false, `${csv}\ndan@example.com,Dan,owner,South,`)
    expect(done).toBeNull()
    expect(problems).toEqual([
      { line: 7, column: 3, message: 'role: You cannot make somebody owner: that is more than you are.' },
      { line: 7, column: 4, message: 'team: There is no team “South”. Make it first.' },
    ])
    expect(await everybody()).toEqual(before)
  })

  test('does not open a closed account by the way', async () => {
    await closeAccount(world.context, systemViewer, { person: 'ben@example.com' })
    expect((await run(true)).problems).toMatchObject([
      { line: 4, column: 1 },
      { line: 5, column: 1 },
    ])
  })

  test('of more than learners needs a fresh sign-in, and only an admin imports', async () => {
    world.clock.forward({ minutes: 11 })
    await expect(run(false)).rejects.toMatchObject({ code: 'step-up' })
    await run(false, 'email,name\nada@example.com,Ada')
    await expect(run(true, csv, (await world.person('Leo', { team: 'Sales', lead: true })).viewer)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('with mail leaves an invitation for everybody who is new', async () => {
    const mailing = openWorld({ smtpUrl: 'smtp://127.0.0.1:1' })
    const { done } = await importPeople(mailing.context, systemViewer, { csv: 'email,name\nada@example.com,Ada', dryRun: false })
    expect(done).toMatchObject({ mailed: true })
    const [row] = await mailing.context.read.select().from(outbox)
    expect(JSON.parse(row!.payload)).toMatchObject({ to: 'ada@example.com', name: 'Ada', madeBy: null })
    mailing.close()
  })

  test('takes two thousand in a few seconds', { timeout: 30_000 }, async () => {
    const many = Array.from({ length: 2_000 }, (_, n) => `p${n}@example.com,Person ${n},,Sales,`)
    expect((await run(false, ['email,name,role,team,lead', ...many].join('\n'))).done).toMatchObject({ added: 2_000 })
  })
})
