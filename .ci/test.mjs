// npm test: every check by name. The static ones run side by side, the tests last: their closing line ends the run.
import { spawn } from 'node:child_process'

const checks = [
  [['Lint', 'eslint', '--config', '.ci/eslint.config.js', '--max-warnings', '0', '.']],
  [
    ['Formatting', 'prettier', '--check', '--log-level', 'warn', '.'],
    // Of every TypeScript file, not of pages alone.
    ['Types', 'astro', 'check', '--minimumFailingSeverity', 'warning', '--minimumSeverity', 'warning'],
  ],
]
const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' }
const options = { env, shell: process.platform === 'win32' }

/** Runs one check and tells of it when it is over, so that two that run at once do not talk into each other. */
function run([name, command, ...args]) {
  const start = performance.now()
  return new Promise((done) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = []
    child.stdout.on('data', (chunk) => said.push(chunk))
    child.stderr.on('data', (chunk) => said.push(chunk))
    child.on('close', (code) => {
      console.log(`── ${name}: ${code === 0 ? 'fine' : 'failed'}, ${((performance.now() - start) / 1000).toFixed(1)} s`)
      if (code !== 0) process.stdout.write(Buffer.concat(said))
      done(code === 0)
    })
  })
}

async function inTurn(lane) {
  let fine = true
  for (const check of lane) fine = (await run(check)) && fine
  return fine
}

const fine = await Promise.all(checks.map(inTurn))
if (fine.includes(false)) {
  console.log('── Mend what stands above, then run npm test again.')
  process.exit(1)
}
console.log('── Tests')
const tests = spawn('vitest', ['run', '--config', 'test/vitest.config.ts', ...process.argv.slice(2)], { ...options, stdio: 'inherit' })
tests.on('close', (code) => process.exit(code ?? 1))
