import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { distance } from 'fastest-levenshtein'
import addressesIn from 'nodemailer/lib/addressparser'
import { z } from 'zod'
import { remoteIn, type ContentRemote } from './lessons/remote.ts'
import { SettingProblem, type ValueOf, type Variable } from './setting.ts'
import { idleOidc, oidcFrom, oidcVariables, type OidcSettings } from './settings-oidc.ts'

export { SettingProblem, type OidcSettings }

export interface Settings {
  port: number
  host: string
  /** The public address without a trailing slash. */
  url: string
  /** Origins that a form or a script of ours may come from. */
  origins: string[]
  data: string
  content: string
  /** The repository that the content folder is kept in step with; null where it is just a folder. */
  contentRemote: ContentRemote | null
  contentSecret: string | null
  /** The folder that every night's backup goes to. */
  backups: string
  /** The instant at which the pretended clock starts, milliseconds UTC; null for the real time. */
  startNow: number | null
  smtpUrl: string | null
  mailFrom: string | null
  trustProxy: number
  /** The organisation's own sign-in; null without one. */
  oidc: OidcSettings | null
  log: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
}

// Any free port, which 0 asks for, would be none that links could name.
const port = z.coerce.number().int().min(1).max(65535)

/** Scheme, host and port, and nothing beside them. */
const isBare = (text: string): boolean => {
  const url = URL.parse(text)
  return url?.href === `${url?.origin}/`
}

/** An @, / or # within a password ends the host early: what is left names another machine. */
const isMailServer = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && url.hostname !== '' && /^\/?$/.test(url.pathname)
}

/** A sender is one address, with a name if you like. */
function isOneAddress(text: string): boolean {
  const [only, ...others] = addressesIn(text)
  return only !== undefined && /^[^\s@]+@[^\s@]+$/.test(only.address ?? '') && others.length === 0
}

/** Each variable with its reader and, in words, what is allowed. */
const variables = {
  PORT: { read: port, allowed: 'a port number from 1 to 65535', meaning: 'The same as HEED_PORT, which goes before it', default: '4321' },
  HEED_PORT: { read: port, allowed: 'a port number from 1 to 65535', meaning: 'The port to listen on', default: '4321' },
  HEED_HOST: {
    read: z.string().min(1),
    allowed: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0',
    meaning: 'The address to listen on',
    default: '127.0.0.1',
  },
  HEED_URL: {
    read: z
      .url({ protocol: /^https?$/ })
      .transform((url) => url.replace(/\/+$/, ''))
      .refine(isBare),
    allowed: 'a whole address of scheme, host and port alone, such as https://learn.example.com',
    meaning: 'The public address: for cookies, links and the origin check',
    without: 'http://localhost:PORT',
  },
  HEED_DATA: {
    read: z.string().min(1),
    allowed: 'a folder',
    meaning: 'The folder with everything that must be backed up',
    default: './data',
  },
  HEED_CONTENT: {
    read: z.string().min(1),
    allowed: 'a folder, or the address of a Git repository',
    meaning: 'The folder with the courses, or a Git repository that is fetched every minute',
    default: './content',
  },
  HEED_CONTENT_SECRET: {
    read: z.string().min(16),
    allowed: 'a secret of at least 16 characters',
    meaning: "What the repository's webhook signs with, for fetching at once; without it there is no webhook",
    without: 'none',
    secret: true,
  },
  HEED_BACKUPS: {
    read: z.string().min(1),
    allowed: 'a folder',
    meaning: "The folder for every night's backup, of which the newest 14 stay",
    without: 'HEED_DATA/backups',
  },
  HEED_NOW: {
    read: z
      .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })])
      .transform((text) => Date.parse(text)),
    allowed: 'an instant in ISO 8601 with its zone, such as 2026-11-02T08:00:00Z',
    meaning: 'Starts the clock at another instant',
    without: 'the real time',
  },
  HEED_SMTP_URL: {
    read: z.url({ protocol: /^smtps?$/ }).refine(isMailServer),
    allowed:
      'an address such as smtps://user:password@mail.example.com, in which a password has %2F for /, %40 for @, %23 for #, %3F for ?',
    meaning: 'The mail server; without one, links are shown to the person who made them',
    without: 'none',
  },
  HEED_MAIL_FROM: {
    read: z.string().refine(isOneAddress),
    allowed: 'one mail address, such as heed@example.com or Heed <heed@example.com>',
    meaning: 'The sender of mails',
    without: 'heed@ and the host of HEED_URL',
  },
  HEED_TRUST_PROXY: {
    read: z.coerce.number().int().min(0).max(10),
    allowed: 'how many proxies stand in front, 0 to 10',
    meaning: 'How many proxies stand in front, counted from the right of X-Forwarded-For',
    default: '0',
  },
  ...oidcVariables,
  HEED_LOG: {
    read: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    allowed: 'one of trace, debug, info, warn, error, fatal, silent',
    meaning: 'How much is logged',
    default: 'info',
  },
} as const satisfies Record<string, Variable>

type Name = keyof typeof variables

/**
 * Reads the environment, `NAME_FILE` and `.env` (the environment wins).
 *
 * @returns the settings and the warnings to print
 * @throws SettingProblem with variable, value and what is allowed
 */
export function readSettings(environment: NodeJS.ProcessEnv, folder: string): { settings: Settings; warnings: string[] } {
  const sources = [environment, readDotEnv(folder)]
  const value = <K extends Name>(name: K) => (readGiven(name, sources, folder) ?? defaultOf(name)) as ValueOf<(typeof variables)[K]>

  const listenPort = (readGiven('HEED_PORT', sources, folder) as number | undefined) ?? value('PORT')
  const url = value('HEED_URL')
  const startNow = value('HEED_NOW') ?? null
  if (startNow !== null && url?.startsWith('https:')) {
    throw new SettingProblem(
      `HEED_NOW=${new Date(startNow).toISOString()} pretends a date, and HEED_URL=${url} is a public address. Learners would get wrong dates: unset one of the two.`,
    )
  }
  const data = resolve(folder, value('HEED_DATA'))
  const remote = remoteIn(value('HEED_CONTENT'))
  const oidc = oidcFrom(value)
  const settings: Settings = {
    port: listenPort,
    host: value('HEED_HOST'),
    url: url ?? `http://localhost:${listenPort}`,
    origins: url ? [new URL(url).origin] : [`http://localhost:${listenPort}`, `http://127.0.0.1:${listenPort}`],
    data,
    content: remote ? join(data, 'content') : resolve(folder, value('HEED_CONTENT')),
    contentRemote: remote,
    contentSecret: value('HEED_CONTENT_SECRET') ?? null,
    backups: resolve(folder, value('HEED_BACKUPS') ?? join(data, 'backups')),
    startNow,
    smtpUrl: value('HEED_SMTP_URL') ?? null,
    mailFrom: value('HEED_MAIL_FROM') ?? null,
    trustProxy: value('HEED_TRUST_PROXY'),
    oidc,
    log: value('HEED_LOG'),
  }
  return {
    settings,
    warnings: [
      ...unknownSettings(environment, folder),
      ...(oidc ? [] : idleOidc((name) => readGiven(name, sources, folder) !== undefined)),
    ],
  }
}

function readDotEnv(folder: string): NodeJS.Dict<string> {
  const file = resolve(folder, '.env')
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
}

function readGiven(name: Name, sources: NodeJS.Dict<string>[], folder: string): unknown {
  const text = textOf(name, sources, folder)?.text.trim()
  if (!text) return undefined
  const read = variables[name].read.safeParse(text)
  if (!read.success) throw new SettingProblem(`${name}=${shown(name, text)} is not allowed. It must be ${variables[name].allowed}.`)
  return read.data
}

/** Undefined where none is written down. */
function defaultOf(name: Name): unknown {
  const { read, default: usual }: Variable = variables[name]
  return usual === undefined ? undefined : read.parse(usual)
}

/** The first source that says anything decides, be it by NAME or by NAME_FILE. */
function textOf(name: Name, sources: NodeJS.Dict<string>[], folder: string): { text: string; source: number; byFile: boolean } | undefined {
  for (const [source, values] of sources.entries()) {
    const text = values[name] ?? readSecretFile(name, values, folder)
    if (text !== undefined) return { text, source, byFile: values[name] === undefined }
  }
  return undefined
}

function readSecretFile(name: Name, source: NodeJS.Dict<string>, folder: string): string | undefined {
  const file = source[`${name}_FILE`]
  if (!file) return undefined
  try {
    return readFileSync(resolve(folder, file), 'utf8')
  } catch {
    throw new SettingProblem(`${name}_FILE=${file} cannot be read. It must be a file that holds the value of ${name}.`)
  }
}

export interface DescribedSetting {
  name: string
  /** As it was given, a password in it hidden; the default where it was not given. */
  value: string
  from: 'default' | 'environment' | '.env'
  /** Given as NAME_FILE. */
  byFile: boolean
  /** The variable that gives it: another one where two say the same; null for the default. */
  by: string | null
  meaning: string
  /** Why it cannot be right; null when it can. */
  problem: string | null
}

/** Every setting, where its value comes from and what it means; wrong ones too, each with its problem. */
export function describeSettings(environment: NodeJS.ProcessEnv, folder: string): DescribedSetting[] {
  const sources = [environment, readDotEnv(folder)]
  return (Object.keys(variables) as Name[]).map((name) => {
    const { meaning, default: usual, without }: Variable = variables[name]
    const common = { name, meaning }
    const giver = giverOf(name, sources)
    try {
      const found = textOf(giver, sources, folder)
      if (!found?.text.trim()) return { ...common, value: usual ?? without ?? '', from: 'default', byFile: false, by: null, problem: null }
      const { text, source, byFile } = found
      const given = { from: source === 0 ? ('environment' as const) : ('.env' as const), byFile, by: byFile ? `${giver}_FILE` : giver }
      return { ...common, value: shown(name, text.trim()), ...given, problem: problemOf(giver, sources, folder) }
    } catch (problem) {
      return { ...common, value: '', from: 'environment', byFile: true, by: `${giver}_FILE`, problem: (problem as Error).message }
    }
  })
}

/** Two say the same: the first of them that is given holds. */
const portNames: readonly Name[] = ['HEED_PORT', 'PORT']

function giverOf(name: Name, sources: NodeJS.Dict<string>[]): Name {
  const isGiven = (each: Name) => sources.some((values) => values[each] || values[`${each}_FILE`])
  return (portNames.includes(name) && portNames.find(isGiven)) || name
}

function problemOf(name: Name, sources: NodeJS.Dict<string>[], folder: string): string | null {
  try {
    readGiven(name, sources, folder)
    return null
  } catch (problem) {
    return (problem as Error).message
  }
}

const shown = (name: Name, text: string): string => ((variables[name] as Variable).secret ? '…' : withoutPassword(text))

/** What stands between the user and the last @ of an address is nobody's to read. */
const withoutPassword = (text: string): string => text.replace(/(:\/\/[^:/@]*:|^[^:/@\s]+:(?!\/\/)).*@/, '$1…@')

/** A sentence for each variable that begins like a setting of ours and is none. */
export function unknownSettings(environment: NodeJS.ProcessEnv, folder: string): string[] {
  const names = new Set([environment, readDotEnv(folder)].flatMap((source) => Object.keys(source)))
  return [...names].flatMap(unknownSetting)
}

function unknownSetting(name: string): string[] {
  if (!name.startsWith('HEED_') || name.replace(/_FILE$/, '') in variables) return []
  const nearest = Object.keys(variables).toSorted((a, b) => distance(a, name) - distance(b, name))[0]!
  return [`${name} is not a setting of Heed and is ignored. Did you mean ${nearest}?`]
}
