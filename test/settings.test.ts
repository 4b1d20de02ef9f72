import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeSettings, readSettings, SettingProblem } from '../src/settings.ts'
import { newFolder, removeFolder } from './folder.ts'

let folder: string
beforeEach(() => (folder = newFolder()))
afterEach(() => removeFolder(folder))

const read = (environment: Record<string, string> = {}) => readSettings(environment, folder)
const settingsOf = (environment: Record<string, string>) => read(environment).settings
const dotEnv = (text: string) => writeFileSync(join(folder, '.env'), text)

function problemOf(environment: Record<string, string>): string {
  try {
    read(environment)
  } catch (problem) {
    expect(problem).toBeInstanceOf(SettingProblem)
    return (problem as SettingProblem).message
  }
  throw new Error('The settings were accepted')
}

test('without any, Heed serves this machine from the folders beside it', () => {
  expect(read()).toEqual({
    settings: {
      port: 4321,
      host: '127.0.0.1',
      url: 'http://localhost:4321',
      origins: ['http://localhost:4321', 'http://127.0.0.1:4321'],
      data: join(folder, 'data'),
      content: join(folder, 'content'),
      backups: join(folder, 'data/backups'),
      startNow: null,
      smtpUrl: null,
      mailFrom: null,
      trustProxy: 0,
      oidc: null,
      contentRemote: null,
      contentSecret: null,
      log: 'info',
    },
    warnings: [],
  })
})

describe('each setting', () => {
  test.each<{ given: Record<string, string>; gives: object }>([
    {
      given: { PORT: '8080' },
      gives: { port: 8080, url: 'http://localhost:8080', origins: ['http://localhost:8080', 'http://127.0.0.1:8080'] },
    },
    { given: { HEED_PORT: '8080' }, gives: { port: 8080 } },
    { given: { PORT: '1', HEED_PORT: '2' }, gives: { port: 2 } },
    { given: { HEED_HOST: '0.0.0.0' }, gives: { host: '0.0.0.0' } },
    {
      given: { HEED_URL: 'https://learn.example.com/' },
      gives: { url: 'https://learn.example.com', origins: ['https://learn.example.com'] },
    },
    { given: { HEED_URL: 'http://tea.local:81/' }, gives: { url: 'http://tea.local:81', origins: ['http://tea.local:81'] } },
    { given: { HEED_DATA: '/srv/heed' }, gives: { data: '/srv/heed' } },
    { given: { HEED_DATA: '/srv/heed' }, gives: { backups: '/srv/heed/backups' } },
    { given: { HEED_DATA: '/srv/heed', HEED_BACKUPS: '/mnt/copies' }, gives: { backups: '/mnt/copies' } },
    { given: { HEED_NOW: '2026-11-02T08:00:00Z' }, gives: { startNow: Date.UTC(2026, 10, 2, 8) } },
    { given: { HEED_NOW: '2026-11-02T08:00:00.250+01:00' }, gives: { startNow: Date.UTC(2026, 10, 2, 7, 0, 0, 250) } },
    { given: { HEED_NOW: '2026-11-02T08:00Z' }, gives: { startNow: Date.UTC(2026, 10, 2, 8) } },
    { given: { HEED_NOW: '2026-11-02T08:00:00Z', HEED_URL: 'http://tea.local' }, gives: { startNow: Date.UTC(2026, 10, 2, 8) } },
    { given: { HEED_SMTP_URL: 'smtps://u:p@mail.example.com' }, gives: { smtpUrl: 'smtps://u:p@mail.example.com' } },
    { given: { HEED_MAIL_FROM: 'heed@example.com' }, gives: { mailFrom: 'heed@example.com' } },
    { given: { HEED_MAIL_FROM: '"Moss, Adrian" <a@b.example>' }, gives: { mailFrom: '"Moss, Adrian" <a@b.example>' } },
    {
      given: { HEED_SMTP_URL: 'smtp://u:p%40w@mail.example.com:25/?pool=true' },
      gives: { smtpUrl: 'smtp://u:p%40w@mail.example.com:25/?pool=true' },
    },
    { given: { HEED_TRUST_PROXY: '2' }, gives: { trustProxy: 2 } },
    { given: { HEED_LOG: 'debug' }, gives: { log: 'debug' } },
    { given: { HEED_LOG: ' debug\n' }, gives: { log: 'debug' } },
    { given: { HEED_LOG: '' }, gives: { log: 'info' } },
  ])('$given', ({ given, gives }) => {
    expect(settingsOf(given)).toMatchObject(gives)
  })

  test('HEED_CONTENT is looked for from the folder that Heed runs in', () => {
    expect(settingsOf({ HEED_CONTENT: 'other/lessons' }).content).toBe(join(folder, 'other/lessons'))
  })
})

const address = 'a whole address of scheme, host and port alone, such as https://learn.example.com'
const mailServer =
  'an address such as smtps://user:password@mail.example.com, in which a password has %2F for /, %40 for @, %23 for #, %3F for ?'
const sender = 'one mail address, such as heed@example.com or Heed <heed@example.com>'

describe('a wrong value says variable, value and what is allowed', () => {
  test.each([
    { name: 'PORT', value: 'tea', allowed: 'a port number from 1 to 65535' },
    { name: 'HEED_PORT', value: '65536', allowed: 'a port number from 1 to 65535' },
    { name: 'HEED_PORT', value: '80.5', allowed: 'a port number from 1 to 65535' },
    { name: 'HEED_PORT', value: '-1', allowed: 'a port number from 1 to 65535' },
    { name: 'HEED_URL', value: 'learn.example.com', allowed: address },
    { name: 'PORT', value: '0', allowed: 'a port number from 1 to 65535' },
    ...['http://localhost:4601?x=1', 'https://learn.example.com#top', 'https://learn.example.com/heed'].map((value) => ({
      ...{ name: 'HEED_URL', value },
      allowed: address,
    })),
    ...['smtp://', 'smtps://mail.example.com/heed'].map((value) => ({
      ...{ name: 'HEED_SMTP_URL', value },
      allowed: mailServer,
    })),
    ...['A <a@b.c>, B <b@c.d>', 'a@b.c, b@c.d', 'Heed', 'heed@', '@'].map((value) => ({
      ...{ name: 'HEED_MAIL_FROM', value },
      allowed: sender,
    })),
    { name: 'HEED_URL', value: 'ftp://learn.example.com', allowed: address },
    { name: 'HEED_NOW', value: 'tomorrow', allowed: 'an instant in ISO 8601 with its zone, such as 2026-11-02T08:00:00Z' },
    { name: 'HEED_NOW', value: '2026-11-02', allowed: 'an instant in ISO 8601 with its zone, such as 2026-11-02T08:00:00Z' },
    { name: 'HEED_NOW', value: '2026-11-02T08:00:00', allowed: 'an instant in ISO 8601 with its zone, such as 2026-11-02T08:00:00Z' },
    { name: 'HEED_NOW', value: '2026-02-30T08:00:00Z', allowed: 'an instant in ISO 8601 with its zone, such as 2026-11-02T08:00:00Z' },
    { name: 'HEED_SMTP_URL', value: 'mail.example.com', allowed: mailServer },
    { name: 'HEED_MAIL_FROM', value: 'heed', allowed: sender },
    { name: 'HEED_TRUST_PROXY', value: 'yes', allowed: 'how many proxies stand in front, 0 to 10' },
    { name: 'HEED_TRUST_PROXY', value: '11', allowed: 'how many proxies stand in front, 0 to 10' },
    { name: 'HEED_LOG', value: 'loud', allowed: 'one of trace, debug, info, warn, error, fatal, silent' },
  ])('$name=$value', ({ name, value, allowed }) => {
    expect(problemOf({ [name]: value })).toBe(`${name}=${value} is not allowed. It must be ${allowed}.`)
  })

  test('an address with a name and a password in it is refused, and the password is not shown', () => {
    expect(problemOf({ HEED_URL: 'https://user:pw@learn.example.com' })).toBe(
      `HEED_URL=https://user:…@learn.example.com is not allowed. It must be ${address}.`,
    )
    expect(problemOf({ HEED_SMTP_URL: 'smtps://heed:p@ss/w@mail.example.com' })).toBe(
      `HEED_SMTP_URL=smtps://heed:…@mail.example.com is not allowed. It must be ${mailServer}.`,
    )
  })

  test('a pretended date and a public address exclude each other', () => {
    expect(problemOf({ HEED_NOW: '2026-11-02T08:00:00Z', HEED_URL: 'https://learn.example.com' })).toBe(
      'HEED_NOW=2026-11-02T08:00:00.000Z pretends a date, and HEED_URL=https://learn.example.com is a public address. Learners would get wrong dates: unset one of the two.',
    )
  })
})

describe('NAME_FILE', () => {
  test.each([
    { name: 'HEED_SMTP_URL', text: 'smtp://u:p@mail.example.com\n', gives: { smtpUrl: 'smtp://u:p@mail.example.com' } },
    { name: 'PORT', text: ' 8080 ', gives: { port: 8080 } },
    { name: 'HEED_URL', text: 'https://learn.example.com\r\n', gives: { url: 'https://learn.example.com' } },
  ])('$name_FILE holds the value of $name', ({ name, text, gives }) => {
    writeFileSync(join(folder, 'secret'), text)
    expect(settingsOf({ [`${name}_FILE`]: join(folder, 'secret') })).toMatchObject(gives)
    expect(read({ [`${name}_FILE`]: 'secret' })).toMatchObject({ settings: gives, warnings: [] })
  })

  test('gives way to NAME itself', () => {
    writeFileSync(join(folder, 'port'), '1')
    expect(settingsOf({ HEED_PORT: '2', HEED_PORT_FILE: 'port' }).port).toBe(2)
  })

  test('a file that cannot be read is named, with what it should hold', () => {
    expect(problemOf({ HEED_SMTP_URL_FILE: 'nothing' })).toBe(
      'HEED_SMTP_URL_FILE=nothing cannot be read. It must be a file that holds the value of HEED_SMTP_URL.',
    )
    mkdirSync(join(folder, 'folder'))
    expect(problemOf({ HEED_SMTP_URL_FILE: 'folder' })).toContain('cannot be read')
  })

  test('a wrong value in it is named like any other', () => {
    writeFileSync(join(folder, 'port'), 'tea\n')
    expect(problemOf({ PORT_FILE: 'port' })).toBe('PORT=tea is not allowed. It must be a port number from 1 to 65535.')
  })
})

describe('.env', () => {
  test('is read, with comments and quotes', () => {
    dotEnv('# ours\nHEED_PORT=8080\nHEED_MAIL_FROM="heed@example.com" # who\n\nOTHER=thing\n')
    expect(read()).toMatchObject({ settings: { port: 8080, mailFrom: 'heed@example.com' }, warnings: [] })
  })

  test('gives way to the environment', () => {
    dotEnv('HEED_PORT=1\nHEED_LOG=debug\n')
    expect(settingsOf({ HEED_PORT: '2' })).toMatchObject({ port: 2, log: 'debug' })
  })

  test('gives way to a NAME_FILE of the environment', () => {
    dotEnv('HEED_PORT=1\n')
    writeFileSync(join(folder, 'port'), '2')
    expect(settingsOf({ HEED_PORT_FILE: 'port' }).port).toBe(2)
  })

  test('may hold a NAME_FILE', () => {
    dotEnv('HEED_PORT_FILE=port\n')
    writeFileSync(join(folder, 'port'), '8080')
    expect(settingsOf({}).port).toBe(8080)
  })

  test('is held to the same rules', () => {
    dotEnv('HEED_LOG=loud\nHEED_PROT=1\n')
    expect(problemOf({})).toContain('HEED_LOG=loud')
    dotEnv('HEED_PROT=1\n')
    expect(read().warnings).toEqual(['HEED_PROT is not a setting of Heed and is ignored. Did you mean HEED_PORT?'])
  })
})

describe('an unknown setting', () => {
  test.each([
    { name: 'HEED_PROT', meant: 'HEED_PORT' },
    { name: 'HEED_LGO', meant: 'HEED_LOG' },
    { name: 'HEED_DATABASE', meant: 'HEED_DATA' },
    { name: 'HEED_ULR', meant: 'HEED_URL' },
    { name: 'HEED_SMTP_URI_FILE', meant: 'HEED_SMTP_URL' },
  ])('$name: did you mean $meant?', ({ name, meant }) => {
    expect(read({ [name]: 'x' }).warnings).toEqual([`${name} is not a setting of Heed and is ignored. Did you mean ${meant}?`])
  })

  test('is told only of those that are ours to tell', () => {
    expect(
      read({ HOME: '/root', DATABASE_URL: 'x', HEEDLESS: 'x', HEED_LOG_FILE: join(folder, 'none'), HEED_LOG: 'warn' }).warnings,
    ).toEqual([])
  })
})

describe('what is in force, for an operator', () => {
  const described = (environment: Record<string, string>, name: string) =>
    describeSettings(environment, folder).find((setting) => setting.name === name)!

  test('a default, the environment, .env and a file are told apart', () => {
    dotEnv('HEED_HOST=0.0.0.0\n')
    writeFileSync(join(folder, 'from'), 'heed@example.com\n')
    expect(described({}, 'HEED_LOG')).toMatchObject({ value: 'info', from: 'default', byFile: false, problem: null })
    expect(described({ HEED_LOG: 'warn' }, 'HEED_LOG')).toMatchObject({ value: 'warn', from: 'environment', byFile: false })
    expect(described({}, 'HEED_HOST')).toMatchObject({ value: '0.0.0.0', from: '.env', byFile: false })
    expect(described({ HEED_MAIL_FROM_FILE: 'from' }, 'HEED_MAIL_FROM')).toMatchObject({
      ...{ value: 'heed@example.com', from: 'environment', byFile: true },
    })
  })

  test.each([
    { given: 'smtps://user:p@ss:w@mail.example.com', shown: 'smtps://user:…@mail.example.com' },
    { given: 'smtp://mail.example.com', shown: 'smtp://mail.example.com' },
    { given: 'user:hunter2@mail.example.com', shown: 'user:…@mail.example.com' },
  ])('the password of $shown is nobody’s to read, in a complaint neither', ({ given, shown }) => {
    const { value, problem } = described({ HEED_SMTP_URL: given }, 'HEED_SMTP_URL')
    expect(value).toBe(shown)
    if (problem !== null) expect(problem).toContain(`HEED_SMTP_URL=${shown} is not allowed`)
  })

  test('a wrong value and a file that cannot be read are listed with their problem', () => {
    expect(described({ HEED_LOG: 'loud' }, 'HEED_LOG')).toMatchObject({ value: 'loud', problem: expect.stringContaining('HEED_LOG=loud') })
    expect(described({ HEED_LOG_FILE: 'gone' }, 'HEED_LOG').problem).toContain('HEED_LOG_FILE=gone cannot be read')
  })
})

test('what belongs to a company sign-in and stands alone is told', () => {
  expect(read({ HEED_OIDC_ROLES: 'staff=author' }).warnings).toEqual([
    'HEED_OIDC_ROLES does nothing without HEED_OIDC_ISSUER, HEED_OIDC_CLIENT_ID and HEED_OIDC_CLIENT_SECRET.',
  ])
})
