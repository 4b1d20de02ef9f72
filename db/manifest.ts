import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DataProblem } from './sqlite/folder.ts'

const manifest = z.object({
  format: z.literal(1),
  /** Version of the program that made it. */
  program: z.string(),
  /** ISO 8601. */
  created: z.iso.datetime(),
  /** How many changes of the tables it has been through. */
  migrations: z.number().int(),
  /** Hash of the lessons that lay beside it. */
  content: z.string(),
  tables: z.array(z.object({ table: z.string(), rows: z.number().int(), sha256: z.string() })),
})

/** What a backup says of itself, so that a damaged one is known. */
export type Manifest = z.output<typeof manifest>

export const manifestFile = (folder: string): string => join(folder, 'manifest.json')

export const writeManifest = (folder: string, told: Manifest): void =>
  writeFileSync(manifestFile(folder), `${JSON.stringify(told, null, 2)}\n`)

/**
 * Undefined when there is none, or none that can be read.
 *
 * @throws DataProblem 78 for one of a form that only a newer program knows
 */
export function readManifest(folder: string): Manifest | undefined {
  const told = readJson(manifestFile(folder))
  const form = (told as { format?: unknown } | null | undefined)?.format
  if (typeof form === 'number' && form > 1)
    throw new DataProblem(78, `The backup ${folder} was made by a newer Heed. Nothing was changed. Restore it with that version.`)
  return manifest.safeParse(told).data
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
