// npm test: every check by name, the cheap ones first. Ends with the runner's own closing line.
import { spawnSync } from 'node:child_process'

const steps = [
  ['Formatting', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['Lint', 'eslint', ['--config', '.ci/eslint.config.js', '--max-warnings', '0', '.']],
  ['Types', 'tsc', ['--noEmit']],
  ['Types of pages', 'astro', ['check', '--minimumFailingSeverity', 'warning', '--minimumSeverity', 'warning']],
  ['Tests', 'vitest', ['run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)]],
]

for (const [name, command, args] of steps) {
  const start = performance.now()
  console.log(`\n── ${name}`)
  const run = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    shell: process.platform === 'win32',
  })
  if (run.status !== 0) {
    console.log(`── ${name} failed. Mend what stands above, then run npm test again.`)
    process.exit(run.status ?? 1)
  }
  if (name !== 'Tests') console.log(`   fine, ${((performance.now() - start) / 1000).toFixed(1)} s`)
}
