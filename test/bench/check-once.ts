import { readdirSync, readFileSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { cacheFolder } from '../../src/cli/cache-folder.ts'
import type { Cost } from './check.ts'

/* One check, or one bare compile of every lesson, in a process of its own. Prints what it cost. */
/** Asked for by name: it is no part of the program, and only this bench wants it. */
const bare: string = '@mdx-js/mdx'
const [how, content, cache] = process.argv.slice(2) as [string, string, string]

// As the command line does.
enableCompileCache(join(cacheFolder, 'code'))
if (how === 'heed') {
  const { check } = await import('../../src/cli/check.ts')
  const code = await check(
    [],
    { format: 'unix' },
    { content, cache, out: (text) => void process.stderr.write(text), talk: () => undefined },
  )
  if (code !== 0) throw new Error('the lessons of the bench have errors')
} else await compileBare()

const { user, system } = process.cpuUsage()
const memory = process.resourceUsage().maxRSS / 1024
const cost: Cost = { cpu: (user + system) / 1e6, seconds: performance.now() / 1000, memory }
process.stdout.write(JSON.stringify(cost))

async function compileBare(): Promise<void> {
  const { compile } = (await import(bare)) as { compile: (text: string) => Promise<unknown> }
  for (const name of readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.mdx')))
    await compile(readFileSync(join(content, name), 'utf8'))
}
