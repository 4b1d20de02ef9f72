import { readdirSync, readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { cacheFolder } from '../../src/cli/cache-folder.ts'

/* What a check is measured against: each lesson compiled by @mdx-js/mdx and nothing else. */
// As the command line does.
enableCompileCache(join(cacheFolder, 'code'))
/** Asked for by name: it is no part of the program, and only this bench wants it. */
const bare: string = '@mdx-js/mdx'
const { compile } = (await import(bare)) as { compile: (text: string) => Promise<unknown> }
const content = process.argv[2]!
for (const name of readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mdx')))
  await compile(readFileSync(join(content, name), 'utf8'))
