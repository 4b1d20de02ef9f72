// The command line and the server as a few files in dist/cli: loading each of their thirteen hundred modules by itself takes Node
// two seconds of processor time at every start, these take half of one.
import { dirname, relative, resolve } from 'node:path'
import { build } from 'rolldown'

const out = resolve('dist/cli')
const own = ['src', 'db'].map((folder) => `${resolve(folder)}/`)

/** Our files find others from where they stand; a bundle of them looks from there too. */
const fromItsPlace = {
  name: 'from-its-place',
  transform(code, id) {
    if (!own.some((folder) => id.startsWith(folder)) || !code.includes('import.meta')) return null
    const at = (path) => `new URL(${JSON.stringify(relative(out, path))}, import.meta.url)`
    return {
      code: code.replaceAll('import.meta.url', `${at(id)}.href`).replaceAll('import.meta.dirname', `${at(dirname(id))}.pathname`),
      map: null,
    }
  },
}

await build({
  input: 'src/cli/main.ts',
  platform: 'node',
  // What is native code, starts threads from its own files, or serves development only.
  external: [/^node:/, 'better-sqlite3', 'pino', /^@node-rs\//, /^astro/, /^@astrojs\//, 'vite', 'rolldown'],
  plugins: [fromItsPlace],
  logLevel: 'warn',
  output: { dir: out, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', cleanDir: true },
})
