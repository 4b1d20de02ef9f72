import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

/*
 * What is exported is there for another file: a value that no other file names can change, or go, without looking elsewhere.
 * Tests count, because some things are better asked of a small function than of the whole.
 */
const root = resolve(import.meta.dirname, '..')

/** Called by what we do not see: Astro by these names, Drizzle by looking through the tables. */
const calledFromOutside = ['src/pages/', 'src/middleware.ts', 'src/content.config.ts', 'db/sqlite/schema.ts']

const filesUnder = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => /\.(ts|tsx|astro|mdx)$/.test(file) && existsSync(join(root, file)))

const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

/** Values by name, `file name`: types may name what a function takes, whoever else needs them. */
function exportsOf(file: string): string[] {
  const { statements } = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest)
  const exported = statements.filter((each) => ts.canHaveModifiers(each) && ts.getModifiers(each)?.some(isExport))
  return exported.flatMap((each) => {
    if (ts.isVariableStatement(each)) return each.declarationList.declarations.map(({ name }) => (ts.isIdentifier(name) ? name.text : ''))
    return ts.isFunctionDeclaration(each) && each.name ? [each.name.text] : []
  })
}

const isExport = ({ kind }: ts.Modifier) => kind === ts.SyntaxKind.ExportKeyword

/** The text of every file by the files that it imports, so that a name is looked for only where its file is known. */
function importersOf(files: readonly string[]): Map<string, string[]> {
  const importers = new Map<string, string[]>()
  for (const file of files) {
    const text = textOf(file)
    for (const [, specifier] of text.matchAll(/\b(?:from|import)\s*\(?\s*'([^']+)'/g)) {
      const target = specifier!.startsWith('#dialect/')
        ? specifier!.replace('#dialect/', 'db/sqlite/')
        : relative(root, resolve(root, dirname(file), specifier!))
      importers.set(target, [...(importers.get(target) ?? []), text])
    }
  }
  return importers
}

test('no value is exported that no other file names', () => {
  const sources = [...filesUnder('src'), ...filesUnder('db')]
  const importers = importersOf([...sources, ...filesUnder('test'), ...filesUnder('content')])
  const alone = sources
    .filter((file) => /\.tsx?$/.test(file) && !calledFromOutside.some((each) => file.startsWith(each)))
    .flatMap((file) => exportsOf(file).map((name) => ({ file, name })))
    .filter(({ file, name }) => !importers.get(file)?.some((text) => new RegExp(`\\b${name}\\b`).test(text)))
  expect(alone.map(({ file, name }) => `${file} exports ${name} to nobody`)).toEqual([])
})
