import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { missed } from './marks.ts'
import { picture } from './picture.ts'
import { play } from './play.ts'
import { classTable, guessTable, orderFigures, ordersTable } from './tables.ts'

/*
 * npm run simulate: whether the order of a review matters, on 64 simulated years for each order. Writes the tables and the
 * picture of the handbook page "Does the order matter?", and ends with 1 when a pass mark of marks.ts is missed.
 */
const seeds = 64
const root = join(import.meta.dirname, '../..')
const page = join(root, 'content/handbook/learners/order.mdx')
/** Public, because only so a page that is rendered by the server has it as it is. */
const image = join(root, 'src/ui/public/pictures/order.svg')

const start = performance.now()
const results = await play(seeds)
const tables = { one: ordersTable(results, 1), two: ordersTable(results, 2), guessing: guessTable(results), classes: classTable() }
let text = readFileSync(page, 'utf8')
for (const [name, table] of Object.entries(tables)) {
  console.log(`${table}\n`)
  text = between(text, name, table)
}
writeFileSync(page, text)
mkdirSync(dirname(image), { recursive: true })
writeFileSync(image, picture(orderFigures(results, 1), orderFigures(results, 2)))

const problems = missed(results)
for (const problem of problems) console.log(`Missed: ${problem}`)
console.log(`${seeds} seeds, ${((performance.now() - start) / 1000).toFixed(0)} s. The handbook page and its picture are written.`)
process.exitCode = problems.length > 0 ? 1 : 0

/** The page with what stands between the markers of that name replaced. */
function between(source: string, name: string, table: string): string {
  const marked = new RegExp(`(\\{/\\* simulate: ${name} \\*/\\}\n)[^]*?(\\{/\\* end \\*/\\})`)
  if (!marked.test(source)) throw new Error(`${page} has no place for the table "${name}": {/* simulate: ${name} */} … {/* end */}`)
  return source.replace(marked, (_, before: string, after: string) => `${before}\n${framed(table)}\n\n${after}`)
}

/** On a phone the table scrolls by itself, also by key. */
function framed(text: string): string {
  const [table, ...below] = text.split('\n\n')
  const name = /^\| ([^|]+) \|/.exec(text)![1]
  return [`<div class="figures" role="group" aria-label="${name}" tabindex="0">`, table, '</div>', ...below].join('\n\n')
}
