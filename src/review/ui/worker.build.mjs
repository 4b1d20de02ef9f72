import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { build } from 'vite'

const page = 'offline/index.html'

/**
 * Astro integration: when the pages are built, /sw.js is made of `worker.ts` and of what the shell's page loads. It stands
 * at the root, because a worker rules over its own folder only.
 */
export function worker() {
  return {
    name: 'heed-worker',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        await leaveToHeader(new URL(page, dir))
        const shell = await filesOf(dir)
        const [source] = await build({
          configFile: false,
          logLevel: 'error',
          define: { SHELL: JSON.stringify([...shell.keys()].slice(1)), BUILD: JSON.stringify(hashOf(shell)) },
          build: { write: false, rolldownOptions: { input: new URL('worker.ts', import.meta.url).pathname, output: { format: 'iife' } } },
        }).then((made) => [made].flat())
        await writeFile(new URL('sw.js', dir), source.output[0].code)
      },
    },
  }
}

/** A policy in the page itself may not say who frames it; the server's header does (door.ts). */
async function leaveToHeader(file) {
  const html = await readFile(file, 'utf8')
  await writeFile(file, html.replace(/ ?frame-ancestors 'none';?/, ''))
}

/** The shell's page and every file that it names, those that these name too. */
async function filesOf(dir) {
  const files = new Map()
  const wanted = [page]
  while (wanted.length > 0) {
    const path = wanted.pop()
    if (files.has(path)) continue
    const bytes = await readFile(new URL(path.replace(/^\//, ''), dir))
    files.set(path, bytes)
    if (!/\.(html|css|js)$/.test(path)) continue
    const text = bytes.toString()
    wanted.push(...[...text.matchAll(/\/_astro\/[\w.-]+\.(?:js|css|woff2)/g)].map(([name]) => name))
    wanted.push(...[...text.matchAll(/["'`]\.\/([\w.-]+\.js)["'`]/g)].map(([, name]) => `/_astro/${name}`))
  }
  return files
}

/** Another shell is another cache. */
function hashOf(files) {
  const hash = createHash('sha256')
  for (const [name, bytes] of files) hash.update(name).update(bytes)
  return hash.digest('hex').slice(0, 16)
}
