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

/** Packages that one file may import: leaving them is then one file. Null is for what only tests compare with. */
const soleImporters: Record<string, string | null> = {
  'ts-fsrs': 'src/scheduling/schedule.ts',
  lucia: 'src/people/session.ts',
  satteri: 'src/lessons/reader.ts',
  '@open-spaced-repetition/binding': null,
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

const importsOf = (file: string): Import[] => specifiersIn(codeOf(file)).map((specifier) => ({ from: file, to: targetOf(file, specifier) }))

const specifiersIn = (code: string): string[] => ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName)

function codeOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8')
  return file.endsWith('.astro') ? scriptsOf(text) : text
}

/** What runs of a component: its front matter on the server, its scripts in the browser. */
function scriptsOf(astro: string): string {
  const frontMatter = /^---\n([\s\S]*?)\n---/.exec(astro)?.[1] ?? ''
  const scripts = [...astro.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, script]) => script!)
  return [frontMatter, ...scripts].join('\n')
}

function targetOf(file: string, specifier: string): string {
  if (specifier.startsWith('#dialect/')) return specifier.replace('#dialect/', 'db/sqlite/')
  if (!specifier.startsWith('.')) return specifier
  return relative(root, resolve(root, dirname(file), specifier))
}

/** Whether a string of the code is a statement of SQL, however it is written. */
function speaksSql(code: string): boolean {
  const looks = (node: ts.Node): boolean => {
    if (ts.isStringLiteralLike(node)) return sql.test(node.text)
    return ts.isTemplateExpression(node) ? sql.test(node.getText()) : (ts.forEachChild(node, looks) ?? false)
  }
  return looks(ts.createSourceFile('code.tsx', code, ts.ScriptTarget.Latest, true))
}

const sql = /\b(?:select\b[\s\S]{0,200}\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from)\b/i

const layerOf = (file: string) => layers.find(({ files }) => files.some((pattern) => matchesGlob(file, pattern)))
const domainOf = (file: string) => domains.findIndex((domain) => file.startsWith(`src/${domain}/`))
const isOurs = (path: string) => /^(src|db)\//.test(path) && /\.(ts|tsx|astro)$/.test(path)

/** A sentence for each import that points the wrong way. */
function violations({ from, to }: Import): string[] {
  const layer = layerOf(from)
  if (!layer) return [`${from} belongs to no layer: give it a row in the table of test/architecture.test.ts.`]
  if (to in soleImporters && soleImporters[to] !== from) return [`${from} imports ${to}; only ${soleImporters[to] ?? 'a test'} may.`]
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

/** The Markdown files that comments of a text name; what stands after a `<placeholder>` is no name. */
function pagesNamed(text: string): string[] {
  const comments = text.match(/^\s*(?:\*|\/\*\*?|\{\/\*|<!--)\s.*$|(?:^|\s)\/\/ .*$/gm) ?? []
  return comments.flatMap((comment) => comment.match(/(?<![\w<>./-])[\w./-]+\.mdx?\b/g) ?? [])
}

/** `{a,b}.ts` as `a.ts` and `b.ts`. */
function spelledOut(pattern: string): string[] {
  const [, before, names, after] = /^(.*)\{(.*)\}(.*)$/.exec(pattern) ?? []
  return names === undefined ? [pattern] : names.split(',').map((name) => `${before}${name}${after}`)
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
    expect(violations({ from: 'src/scheduling/replay.ts', to: '@open-spaced-repetition/binding' })).toHaveLength(1)
    expect(imports.length).toBeGreaterThan(200)
  })

  test('the check reads the scripts of a component too', () => {
    const astro = `---\nimport { a } from './a.ts'\n---\n<p>Text</p>\n<script>\n  import { b } from './b.ts'\n</script>\n<script is:inline>import('./c.ts')</script>\n`
    expect(specifiersIn(scriptsOf(astro))).toEqual(['./a.ts', './b.ts', './c.ts'])
    expect(imports).toContainEqual({ from: 'src/lessons/ui/author/EditView.astro', to: 'src/lessons/ui/author/Editor.tsx' })
  })

  test('every path that the tables name is there', () => {
    const named = [
      ...layers.flatMap(({ files }) => files.flatMap(spelledOut)),
      ...Object.values(soleImporters).filter((file) => file !== null),
    ]
    expect(named.filter((pattern) => !sources.some((file) => matchesGlob(file, pattern)))).toEqual([])
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
    expect(sources.filter((file) => file.startsWith('src/') && speaksSql(codeOf(file)))).toEqual([])
  })

  test.each([
    'db.all(`SELECT * FROM answer`)',
    "db.all('select id from answer')",
    'db.all(sql`select ${columns}\n  from ${answer}`)',
    'db.run(`update "answer" set ms = ${ms}`)',
    "db.run('INSERT INTO answer VALUES (1)')",
    'db.run("delete\\n from answer")',
  ])('%s is SQL', (code) => {
    expect(speaksSql(code)).toBe(true)
  })

  test.each([
    "import { selected } from './answers.ts'",
    '// Select what is taken from the answers; update it and set it down.',
    "const words = ['Select one', 'away from here', 'Delete the lesson']",
    'const options = <select name="team">{teams.from(0)}</select>',
  ])('%s is none', (code) => {
    expect(speaksSql(code)).toBe(false)
  })

  test('src names no dialect: it says #dialect, so that another one can take its place', () => {
    const byPath = sources.filter(
      (file) => file.startsWith('src/') && specifiersIn(codeOf(file)).some((name) => name.includes('db/sqlite/')),
    )
    expect(byPath).toEqual([])
  })

  test('a comment sends nobody to a page that is not here', () => {
    const pages = ['content', 'test', '.'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: folder !== '.', encoding: 'utf8' }).filter((file) => /\.mdx?$/.test(file)),
    )
    const isHere = (name: string) => pages.some((page) => `/${page}`.endsWith(`/${name}`))
    const gone = [...sources, ...filesUnder('test')].flatMap((file) =>
      pagesNamed(readFileSync(join(root, file), 'utf8'))
        .filter((name) => !isHere(name))
        .map((name) => `${file} names ${name}`),
    )
    expect(gone).toEqual([])
  })

  test('the check sees what a comment names', () => {
    expect(
      pagesNamed('/** As in rules.md §1. */\nconst file = "a.mdx" // not README.md\n/*\n * See CHANGELOG.md, <lesson>.de.mdx.\n */'),
    ).toEqual(['rules.md', 'README.md', 'CHANGELOG.md'])
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
