import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder } from '../../src/cli/cache-folder.ts'
import { keptFile } from '../../src/cli/kept-check.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { newFolder, removeFolder } from '../folder.ts'

/*
 * What `heed check` costs over many lessons: cold against a bare compile of the same texts by @mdx-js/mdx, after one edit, and in memory.
 */
const many = 1600
const most = 5000

export interface Cost {
  /** Seconds of CPU, of all threads, from the start of the process. */
  cpu: number
  /** Seconds on the wall, from the start of the process. */
  seconds: number
  /** The most that was in memory, in MiB. */
  memory: number
}

export async function benchCheck(): Promise<void> {
  const folder = newFolder()
  generate(join(folder, 'many'), many)
  const run = (how: 'heed' | 'bare', content: string) => measure(how, join(folder, content))
  const cold = await run('heed', 'many')
  const bare = await run('bare', 'many')
  const warm = await run('heed', 'many')
  appendFileSync(join(folder, 'many', 'courses/c0/lesson-0.mdx'), '\nOne sentence more.\n')
  const edited = await run('heed', 'many')
  generate(join(folder, 'most'), most)
  const large = await run('heed', 'most')
  const again = await run('heed', 'most')
  for (const content of ['many', 'most']) rmSync(keptFile(join(folder, content), cacheFolder), { force: true })
  removeFolder(folder)

  console.log(`checks           ${many} lessons of ${Math.round(sizeOf() / 1024)} kB on average`)
  console.log(`cold             ${cold.cpu.toFixed(1)} s CPU, ${cold.memory.toFixed(0)} MiB`)
  console.log(`bare reference   ${bare.cpu.toFixed(1)} s CPU (@mdx-js/mdx, each lesson compiled and nothing else)`)
  console.log(`ratio            ${(cold.cpu / bare.cpu).toFixed(2)}`)
  console.log(`again            ${warm.seconds.toFixed(2)} s`)
  console.log(`after one edit   ${edited.seconds.toFixed(2)} s`)
  console.log(
    `${most} lessons     ${large.memory.toFixed(0)} MiB cold, ${again.memory.toFixed(0)} MiB and ${again.seconds.toFixed(2)} s again`,
  )
}

const root = join(import.meta.dirname, '../..')
const usage = `--import=${join(import.meta.dirname, 'usage.mjs')}`

/** With which `npm run heed` starts Node. */
const flags = packageJson.scripts.heed.split(' ').filter((word) => word.startsWith('--'))

const samples = join(import.meta.dirname, '../../content/courses/active-listening')
const texts = () =>
  readdirSync(samples)
    .filter((name) => /^[^.]+\.mdx$/.test(name))
    .map((name) => readFileSync(join(samples, name), 'utf8'))

function sizeOf(): number {
  const sizes = texts().map((text) => text.length)
  return sizes.reduce((sum, size) => sum + size, 0) / sizes.length
}

/** Real lessons again and again, each time under ids of their own and with a sentence of their own. */
function generate(content: string, count: number): void {
  const originals = texts()
  const perCourse = 100
  for (let course = 0; course * perCourse < count; course++) {
    const ids = Array.from({ length: Math.min(perCourse, count - course * perCourse) }, (_, n) => course * perCourse + n)
    const folder = join(content, `courses/c${course}`)
    mkdirSync(folder, { recursive: true })
    for (const n of ids) writeFileSync(join(folder, `lesson-${n}.mdx`), copied(originals[n % originals.length]!, n))
    const lessons = ids.map((n) => `lesson-${n}`).join(', ')
    writeFileSync(join(folder, 'course.yml'), `title: Course ${course}\nsections: [{ title: All, lessons: [${lessons}] }]\n`)
  }
  for (const name of ['site.yml', 'glossary.yml']) writeFileSync(join(content, name), readFileSync(join(samples, '../..', name)))
}

function copied(text: string, n: number): string {
  return text
    .replace(/^id: .*$/m, `id: lesson-${n}`)
    .replace(/^requires: .*\n/m, '')
    .replace(/^(<(?!Term)[A-Z]\w+ id="[^"]*)"/gm, `$1-${n}"`)
    .replaceAll(/\/lessons\/[\w-]+/g, `/lessons/lesson-${n}`)
    .concat(`\nThis is copy ${n}.\n`)
}

/** In a process of its own: the program as `npm run heed` starts it, or the bare reference. */
async function measure(how: 'heed' | 'bare', content: string): Promise<Cost> {
  const told = join(content, '..', 'cost.json')
  const program =
    how === 'heed' ? [...flags, usage, 'dist/cli/main.js', 'check', '--format', 'unix'] : [usage, 'test/bench/bare-check.ts', content]
  const env = { ...process.env, HEED_CONTENT: content, HEED_BENCH_COST: told }
  await promisify(execFile)(process.execPath, program, { cwd: root, env })
  return JSON.parse(readFileSync(told, 'utf8')) as Cost
}
