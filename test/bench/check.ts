import { execFile } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
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
  const run = (how: 'heed' | 'bare', content: string) => measure(how, join(folder, content), join(folder, `cache-${content}`))
  const cold = await run('heed', 'many')
  const bare = await run('bare', 'many')
  const warm = await run('heed', 'many')
  appendFileSync(join(folder, 'many', 'courses/c0/lesson-0.mdx'), '\nOne sentence more.\n')
  const edited = await run('heed', 'many')
  generate(join(folder, 'most'), most)
  const large = await run('heed', 'most')
  const again = await run('heed', 'most')
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

async function measure(how: 'heed' | 'bare', content: string, cache: string): Promise<Cost> {
  const once = join(import.meta.dirname, 'check-once.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [...(how === 'heed' ? flags : []), once, how, content, cache])
  return JSON.parse(stdout) as Cost
}
