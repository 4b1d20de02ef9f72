import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, matchesGlob, relative, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { pageAccess } from '../src/middleware.ts'

/*
 * Which way things point, as data. A file belongs to the first row whose pattern it matches; a row names the rows that
 * it may import beside itself, and the packages that it may not.
 */
const layers: { layer: string; files: string[]; may: string[]; mayNot: RegExp[]; why: string }[] = [
  {
    layer: 'page',
    files: ['src/pages/**', 'src/middleware.ts', 'src/content.config.ts'],
    may: ['view', 'core'],
    mayNot: [/^node:/, /^drizzle/, /^hono/],
    why: 'Astro bundles what a page imports: a service would exist twice. Pages hold Astro.locals.heed.',
  },
  {
    layer: 'view',
    files: ['src/*/ui/**', 'src/items/*/View.tsx', 'src/items/*/*.tsx', 'src/ui/**'],
    may: ['core'],
    mayNot: [/^node:/, /^drizzle/, /^hono/, /^better-sqlite3/],
    why: 'A view shows what it is given.',
  },
  {
    layer: 'workshop',
    files: ['src/cli/dev.ts'],
    may: ['edge', 'app', 'world', 'core'],
    mayNot: [/^preact/, /^drizzle/],
    why: 'Only npm run dev brings Astro and the services into one process.',
  },
  {
    layer: 'edge',
    files: ['src/api/**', 'src/server.ts', 'src/front.ts', 'src/door.ts', 'src/locals.ts', 'src/jobs.ts', 'src/cli/**'],
    may: ['app', 'world', 'core', 'lock', 'workshop'],
    mayNot: [/^preact/, /^astro/, /^drizzle/],
    why: 'An edge translates; what happens is in a service.',
  },
  {
    layer: 'app',
    files: ['src/app.ts', 'src/app-system.ts'],
    may: ['service', 'world', 'core'],
    mayNot: [/^preact/, /^astro/, /^drizzle/, /^hono/],
    why: 'The app binds services to a context and a viewer.',
  },
  {
    layer: 'world',
    files: [
      'src/clock.ts',
      'src/context.ts',
      'src/{setting,settings,settings-oidc}.ts',
      'src/world.ts',
      'src/backups.ts',
      'src/health.ts',
      'src/mail.ts',
    ],
    may: ['store', 'service', 'core'],
    mayNot: [/^preact/, /^astro/, /^hono/],
    why: 'Here the clock, chance, the disk and the settings come from.',
  },
  {
    layer: 'service',
    files: [
      'src/*/service.ts',
      'src/*/service/**',
      'src/people/{session,entrance,limits,password}.ts',
      'src/lessons/catalogue.ts',
      'src/lessons/catalogue/**',
      'src/lessons/{git,writing}.ts',
      'src/scheduling/optimise.ts',
    ],
    may: ['core', 'store', 'world', 'adapter'],
    mayNot: [/^preact/, /^astro/, /^hono/, /^drizzle/],
    why: 'A service is what can happen; how it looks and how it is asked for is elsewhere.',
  },
  {
    layer: 'adapter',
    files: ['src/integrations/registry.ts', 'src/integrations/*/*.ts'],
    may: ['core'],
    mayNot: [/^node:/, /^astro/, /^hono/, /^drizzle/, /^better-sqlite3/, /^nodemailer/],
    why: 'An integration is handed all that it may touch.',
  },
  { layer: 'lock', files: ['db/sqlite/lock.ts'], may: [], mayNot: [], why: 'The lock is taken before the store is opened.' },
  {
    layer: 'store',
    files: ['db/**'],
    may: ['core', 'lock'],
    mayNot: [/^preact/, /^astro/, /^hono/],
    why: 'The store knows SQL and nothing else.',
  },
  {
    layer: 'core',
    files: ['src/{kernel,people,grading,scheduling,items,lessons,assignments,review,reports,integrations}/**'],
    may: [],
    mayNot: [/^node:/, /^preact/, /^astro/, /^hono/, /^drizzle/, /^better-sqlite3/],
    why: 'The core is pure: no clock, chance, disk or network.',
  },
]

/** A domain uses only those before it. */
const domains = ['kernel', 'people', 'grading', 'scheduling', 'items', 'lessons', 'assignments', 'review', 'reports', 'integrations']

/** Packages that one file may import: leaving them is then one file. */
const soleImporters: Record<string, string> = {
  'ts-fsrs': 'src/scheduling/schedule.ts',
  lucia: 'src/people/session.ts',
  '@open-spaced-repetition/binding': 'src/scheduling/optimise.ts',
}

const root = resolve(import.meta.dirname, '..')

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.(ts|tsx|astro)$/.test(file) && !file.endsWith('.d.ts'))
    .toSorted()
}

interface Import {
  from: string
  /** Path below the root, or the package's name. */
  to: string
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const code = file.endsWith('.astro') ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') : text
  return ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => ({ from: file, to: targetOf(file, fileName) }))
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('#dialect/')) return specifier.replace('#dialect/', 'db/sqlite/')
  if (!specifier.startsWith('.')) return specifier
  return relative(root, resolve(root, dirname(file), specifier))
}

const layerOf = (file: string) => layers.find(({ files }) => files.some((pattern) => matchesGlob(file, pattern)))
const domainOf = (file: string) => domains.findIndex((domain) => file.startsWith(`src/${domain}/`))
const isOurs = (path: string) => /^(src|db)\//.test(path) && /\.(ts|tsx|astro)$/.test(path)

/** A sentence for each import that points the wrong way. */
function violations({ from, to }: Import): string[] {
  const layer = layerOf(from)
  if (!layer) return [`${from} belongs to no layer: give it a row in the table of test/architecture.test.ts.`]
  if (soleImporters[to] && soleImporters[to] !== from && !from.startsWith('test/'))
    return [`${from} imports ${to}; only ${soleImporters[to]} may.`]
  if (!isOurs(to)) return layer.mayNot.some((pattern) => pattern.test(to)) ? [`${from} (${layer.layer}) imports ${to}. ${layer.why}`] : []
  const target = layerOf(to)
  if (!target) return [`${to} belongs to no layer.`]
  if (target.layer !== layer.layer && !layer.may.includes(target.layer))
    return [`${from} (${layer.layer}) imports ${to} (${target.layer}). ${layer.why}`]
  const [own, other] = [domainOf(from), domainOf(to)]
  if (own >= 0 && other > own && layer.layer !== 'view')
    return [`${from} imports ${to}: ${domains[own]} comes before ${domains[other]} and may not know it.`]
  return []
}

const sources = [...filesUnder('src'), ...filesUnder('db')]
const imports = sources.flatMap(importsOf)

describe('the house', () => {
  test('every import points the right way', () => {
    expect(imports.flatMap(violations)).toEqual([])
  })

  test('the check sees what it should', () => {
    expect(violations({ from: 'src/kernel/hash.ts', to: 'src/review/queue.ts' })).toHaveLength(1)
    expect(violations({ from: 'src/grading/evidence.ts', to: 'node:fs' })).toHaveLength(1)
    expect(violations({ from: 'src/pages/index.astro', to: 'src/review/service.ts' })).toHaveLength(1)
    expect(violations({ from: 'src/review/queue.ts', to: 'ts-fsrs' })).toHaveLength(1)
    expect(imports.length).toBeGreaterThan(200)
  })

  test('the server never loads TSX, which Node cannot run', () => {
    const reached = new Set<string>()
    const walk = (file: string) => {
      if (reached.has(file) || !existsSync(join(root, file))) return
      reached.add(file)
      for (const { to } of importsOf(file)) if (isOurs(to)) walk(to)
    }
    walk('src/cli/main.ts')
    expect([...reached].filter((file) => file.endsWith('.tsx') || file.endsWith('.astro'))).toEqual([])
    expect(reached.size).toBeGreaterThan(60)
  })

  test('SQL is spoken in db only', () => {
    const speakers = sources.filter(
      (file) =>
        file.startsWith('src/') && /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b [a-z_]+/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(speakers).toEqual([])
  })

  test('every page says who may see it, and every row has its page', () => {
    const patterns = filesUnder('src/pages').map(
      (file) =>
        file
          .replace(/^src\/pages/, '')
          .replace(/\.(astro|ts)$/, '')
          .replace(/\/index$/, '') || '/',
    )
    expect(Object.keys(pageAccess).toSorted()).toEqual(patterns.toSorted())
  })

  test('pages are the URLs and nothing else: at most 60 lines', () => {
    const long = filesUnder('src/pages').filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 61)
    expect(long).toEqual([])
  })

  test('the top level is the owner’s', () => {
    const allowed = [
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'astro.config.mjs',
      'content',
      'src',
      'db',
      'test',
      'README.md',
      'CHANGELOG.md',
    ]
    const made = ['node_modules', 'dist', 'data']
    const extra = readdirSync(root).filter((name) => !name.startsWith('.') && ![...allowed, ...made].includes(name))
    expect(extra).toEqual([])
  })
})
