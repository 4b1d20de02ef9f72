// Runs on whatever Node is there (20 or newer), before anything is installed: so it imports nothing but Node.
//   node .ci/bootstrap.mjs [--program] [--build] [--browser]
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)

const say = (text) => process.stderr.write(`${text}\n`)
const readOr = (file, other) => (existsSync(file) ? readFileSync(file, 'utf8') : other)
const hashOf = (parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

install()
checkNode()
if (process.argv.includes('--build')) build()
if (process.argv.includes('--build') || process.argv.includes('--program')) bundle()
if (process.argv.includes('--browser')) findBrowser()

/** `npm ci` when the lock file is not the one that node_modules was made from. No package's install script runs. */
function install() {
  const stamp = 'node_modules/.heed-lock'
  const wanted = hashOf([readFileSync('package-lock.json'), process.platform, process.arch])
  if (readOr(stamp, '') === wanted) return
  say('Setting up: installing packages (about a minute, once) …')
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath
  const [command, args] = npm ? [process.execPath, [npm, ...options]] : ['npm', options]
  const run = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
  if (run.status !== 0)
    fail('The packages could not be installed; npm says why above. Check the network and the disk, then run the command again.')
  writeFileSync(stamp, wanted)
}

/** Node 24 comes with the packages; where it does not, the machine's own must run TypeScript. */
function nodeProgram() {
  const bundled = join('node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  return existsSync(bundled) ? bundled : process.execPath
}

function checkNode() {
  if (nodeProgram() !== process.execPath) return
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 18)) return
  fail(
    `Heed needs Node 22.18 or newer on this kind of machine (${process.platform} ${process.arch}); this is Node ${process.versions.node}. Install a newer one from nodejs.org.`,
  )
}

/** The pages, when anything that they are made of has changed. */
function build() {
  const files = ['astro.config.mjs', 'package-lock.json', 'tsconfig.json', ...filesUnder('src'), ...filesUnder('content/handbook')]
  make('dist', files, 'the pages', ['node_modules/astro/bin/astro.mjs', 'build', '--silent'])
}

/** What `npm start` and `npm run heed` run; after the pages, which begin with an empty dist. */
function bundle() {
  const sources = [...filesUnder('src'), ...filesUnder('db')].filter((file) => /\.(ts|json)$/.test(file))
  make('dist/cli', ['.ci/bundle.mjs', 'package.json', 'package-lock.json', ...sources], 'the program', ['.ci/bundle.mjs'])
}

/** Runs what makes a folder, unless it was made of the same files. */
function make(folder, files, what, command) {
  const wanted = hashOf(files.flatMap((file) => [file, readFileSync(file)]))
  const stamp = join(folder, '.heed-build')
  if (readOr(stamp, '') === wanted) return
  say(`Setting up: building ${what} …`)
  const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  const run = spawnSync(nodeProgram(), command, { stdio: ['ignore', 2, 2], env })
  if (run.status !== 0) fail(`Heed could not build ${what}; the reason stands above.`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(stamp, wanted)
}

function filesUnder(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .sort()
}

/** The journeys want a real Chromium: the system's, else Debian's package, else a sentence. */
function findBrowser() {
  const known = [process.env.HEED_TEST_BROWSER, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  if (known.some((path) => path && existsSync(path))) return
  const isRoot = process.getuid?.() === 0
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    say('Setting up: installing Chromium for the tests …')
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 2, 2], env })
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: ['ignore', 2, 2], env })
    return
  }
  fail(
    'The tests open pages in Chromium and found none. Install it (Debian: apt-get install chromium) or set HEED_TEST_BROWSER to the path of one.',
  )
}

function fail(text) {
  say(text)
  process.exit(1)
}
