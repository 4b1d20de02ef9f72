import { writeFileSync } from 'node:fs'
import type { Cost } from './check.ts'

/* Loaded before a program: writes what the whole process has cost when it ends. */
process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  const memory = process.resourceUsage().maxRSS / 1024
  const cost: Cost = { cpu: (user + system) / 1e6, seconds: performance.now() / 1000, memory }
  writeFileSync(process.env.HEED_BENCH_COST!, JSON.stringify(cost))
})
