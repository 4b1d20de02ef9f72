import { writeFileSync } from 'node:fs'

/*
 * Loaded before a program: writes what the whole process has cost when it ends, a `Cost` of check.ts. In JavaScript, since Node would
 * take a tenth of a second to load what reads TypeScript, which the program itself does not need.
 */
process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  const memory = process.resourceUsage().maxRSS / 1024
  writeFileSync(process.env.HEED_BENCH_COST, JSON.stringify({ cpu: (user + system) / 1e6, seconds: performance.now() / 1000, memory }))
})
