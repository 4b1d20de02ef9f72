import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { distance } from 'fastest-levenshtein'
import { z } from 'zod'

/** A setting that cannot be right: exit 78 at every command. */
export class SettingProblem extends Error {
  override readonly name = 'SettingProblem'
}

export interface Settings {
  port: number
  host: string
  /** The public address without a trailing slash. */
  url: string
  /** Origins that a form or a script of ours may come from. */
  origins: string[]
  data: string
  content: string
  /** The instant at which the pretended clock starts, milliseconds UTC; null for the real time. */
  startNow: number | null
  smtpUrl: string | null
  mailFrom: string | null
  trustProxy: number
  log: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
}

const port = z.coerce.number().int().min(0).max(65535)

/** Each variable with its reader and, in words, what is allowed. */
const variables = {
  PORT: { read: port, allowed: 'a port number from 0 to 65535' },
  HEED_PORT: { read: port, allowed: 'a port number from 0 to 65535' },
  HEED_HOST: { read: z.string().min(1), allowed: 'an address to listen on, such as 127.0.0.1 or 0.0.0.0' },
  HEED_URL: { read: z.url({ protocol: /^https?$/ }), allowed: 'a whole address, such as https://learn.example.com' },
  HEED_DATA: { read: z.string().min(1), allowed: 'a folder' },
  HEED_CONTENT: { read: z.string().min(1), allowed: 'a folder' },
  HEED_NOW: {
    read: z
      .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })])
      .transform((text) => Date.parse(text)),
    allowed: 'an instant in ISO 8601 with its zone, such as 2026-11-02T08:00:00Z',
  },
  HEED_SMTP_URL: { read: z.url({ protocol: /^smtps?$/ }), allowed: 'an address such as smtps://user:password@mail.example.com' },
  HEED_MAIL_FROM: { read: z.string().includes('@'), allowed: 'a mail address' },
  HEED_TRUST_PROXY: { read: z.coerce.number().int().min(0).max(10), allowed: 'how many proxies stand in front, 0 to 10' },
  HEED_LOG: {
    read: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    allowed: 'one of trace, debug, info, warn, error, fatal, silent',
  },
} as const

type Name = keyof typeof variables

/**
 * Reads the environment, `NAME_FILE` and `.env` (the environment wins).
 *
 * @returns the settings and the warnings to print
 * @throws SettingProblem with variable, value and what is allowed
 */
export function readSettings(environment: NodeJS.ProcessEnv, folder: string): { settings: Settings; warnings: string[] } {
  const sources = [environment, readDotEnv(folder)]
  const value = <K extends Name>(name: K) => readVariable(name, sources, folder) as z.output<(typeof variables)[K]['read']> | undefined

  const listenPort = value('HEED_PORT') ?? value('PORT') ?? 4321
  const url = value('HEED_URL')?.replace(/\/+$/, '')
  const startNow = value('HEED_NOW') ?? null
  if (startNow !== null && url?.startsWith('https:')) {
    throw new SettingProblem(
      `HEED_NOW=${new Date(startNow).toISOString()} pretends a date, and HEED_URL=${url} is a public address. Learners would get wrong dates: unset one of the two.`,
    )
  }
  const settings: Settings = {
    port: listenPort,
    host: value('HEED_HOST') ?? '127.0.0.1',
    url: url ?? `http://localhost:${listenPort}`,
    origins: url ? [new URL(url).origin] : [`http://localhost:${listenPort}`, `http://127.0.0.1:${listenPort}`],
    data: resolve(folder, value('HEED_DATA') ?? 'data'),
    content: resolve(folder, value('HEED_CONTENT') ?? 'content'),
    startNow,
    smtpUrl: value('HEED_SMTP_URL') ?? null,
    mailFrom: value('HEED_MAIL_FROM') ?? null,
    trustProxy: value('HEED_TRUST_PROXY') ?? 0,
    log: value('HEED_LOG') ?? 'info',
  }
  const names = new Set(sources.flatMap((source) => Object.keys(source)))
  return { settings, warnings: [...names].flatMap(unknownSetting) }
}

function readDotEnv(folder: string): NodeJS.Dict<string> {
  const file = resolve(folder, '.env')
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
}

function readVariable(name: Name, sources: NodeJS.Dict<string>[], folder: string): unknown {
  const text = textOf(name, sources, folder)?.trim()
  if (!text) return undefined
  const read = variables[name].read.safeParse(text)
  if (!read.success) throw new SettingProblem(`${name}=${text} is not allowed. It must be ${variables[name].allowed}.`)
  return read.data
}

/** The first source that says anything decides, be it by NAME or by NAME_FILE. */
function textOf(name: Name, sources: NodeJS.Dict<string>[], folder: string): string | undefined {
  for (const source of sources) {
    const text = source[name] ?? readSecretFile(name, source, folder)
    if (text !== undefined) return text
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

function unknownSetting(name: string): string[] {
  if (!name.startsWith('HEED_') || name.replace(/_FILE$/, '') in variables) return []
  const nearest = Object.keys(variables).toSorted((a, b) => distance(a, name) - distance(b, name))[0]!
  return [`${name} is not a setting of Heed and is ignored. Did you mean ${nearest}?`]
}
