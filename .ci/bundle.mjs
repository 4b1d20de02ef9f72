// The command line and the server as a few files in dist/cli: loading each of their thirteen hundred modules by itself takes Node
// two seconds of processor time at every start, these take half of one.
import { join, relative, resolve, sep } from 'node:path'
import { build } from 'rolldown'

const out = resolve('dist/cli')
const own = ['src', 'db'].map((folder) => resolve(folder) + sep)

/** Our files find others from where they stand; a bundle of them looks from there too. */
const fromItsPlace = {
  name: 'from-its-place',
  transform(code, id) {
    if (!own.some((folder) => id.startsWith(folder)) || !code.includes('import.meta')) return null
    const to = (path) => relative(out, path).replaceAll('\\', '/')
    const dirname = code.replaceAll('import.meta.dirname', `(import.meta.dirname + '/${to(join(id, '..'))}')`)
    return { code: dirname.replaceAll('import.meta.url', `new URL('${to(id)}', import.meta.url).href`), map: null }
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
