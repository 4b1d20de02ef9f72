import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { exit } from '../src/cli/exit.ts'
import { program } from '../src/cli/program.ts'
import { itemTypes } from '../src/items/registry.ts'
import { jobs } from '../src/jobs.ts'
import { compile } from '../src/lessons/compile.ts'
import { pageAccess } from '../src/middleware.ts'
import { describeSettings, readSettings } from '../src/settings.ts'
import { handbookPages } from './handbook-pages.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'content/handbook')

const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.mdx'))
  .map((file) => ({ id: relative('.', file).replace(/\.mdx$/, ''), source: readFileSync(join(folder, file), 'utf8') }))

describe('every page of the handbook', () => {
  test.each(pages)('$id has a title, a summary and a place', ({ source }) => {
    const [, frontMatter] = /^---\n(.*?)\n---\n/s.exec(source) ?? []
    expect(parse(frontMatter ?? '')).toEqual({ title: expect.any(String), summary: expect.any(String), order: expect.any(Number) })
  })

  test.each(pages)('$id links only to pages that are there', ({ source }) => {
    const links = [...source.matchAll(/\]\((\/[^)#]*)[^)]*\)/g)].map(([, path]) => path!)
    expect(links.filter((path) => !leadsSomewhere(path))).toEqual([])
  })
})

test.each(Object.entries(handbookPages))('%s says what the program does; npm run handbook writes it anew', (file, page) => {
  expect(readFileSync(join(folder, file), 'utf8')).toBe(page())
})

test('no two pages of a folder claim the same place', () => {
  const places = pages.map(({ id, source }) => `${id.split('/')[0]} ${/^order: (\d+)$/m.exec(source)?.[1]}`)
  expect(new Set(places).size).toBe(places.length)
})

test('every package has its reason, and every reason its package', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const packages = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  expect(firstColumn('reference/dependencies').toSorted()).toEqual(packages.toSorted())
})

test('every setting is documented, and nothing else is', () => {
  const settings = describeSettings({}, root).map(({ name }) => name)
  expect(firstColumn('operators/settings').toSorted()).toEqual(settings.toSorted())
})

test('every command is documented, and nothing else is', () => {
  const commands = commandsBelow(program({ settings: () => readSettings({}, root).settings, end: () => undefined }))
  expect(commandsNamed('operators/commands').toSorted()).toEqual(commands.toSorted())
})

test('every exit code is documented, and nothing else is', () => {
  const { source } = pages.find(({ id }) => id === 'operators/commands')!
  expect([...source.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))).toEqual(Object.values(exit))
})

test('every job is documented, and nothing else is', () => {
  expect(firstColumn('operators/mail')).toEqual(jobs.map(({ name }) => name))
})

describe('what authors are told to write', () => {
  const lessons = pages.flatMap(({ id, source }) =>
    fences(source).map((text) => ({ name: `${id}: ${text.split('\n', 1)[0]}`, lesson: asLesson(text) })),
  )
  const compiled = lessons.map(({ name, lesson }) => ({ name, ...compile(lesson, { locale: 'en', course: 'refunds' }) }))

  test.each(compiled)('$name has no mistake in it', ({ problems }) => {
    expect(problems).toEqual([])
  })

  test('shows every type of item', () => {
    const shown = new Set(compiled.flatMap(({ lesson }) => lesson!.items.map(({ type }) => type)))
    expect([...shown].toSorted()).toEqual(itemTypes.map(({ name }) => name).toSorted())
  })
})

/** The pieces of MDX in a page. */
function fences(source: string): string[] {
  return [...source.matchAll(/^```mdx\n(.*?)\n```$/gms)].map(([, text]) => text!)
}

/** A single item becomes a lesson around it. */
function asLesson(text: string): string {
  return text.startsWith('---') ? text : `---\nid: example\ntitle: Example\nskills: [refunds]\nstatus: live\n---\n\n${text}\n`
}

function leadsSomewhere(path: string): boolean {
  return path.startsWith('/help/') ? pages.some(({ id }) => path === `/help/${id}`) : path in pageAccess
}

/** The names in backticks that begin the rows of a page's tables. */
function firstColumn(id: string): string[] {
  const { source } = pages.find((page) => page.id === id)!
  return [...source.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name!)
}

/** Those that do something: a group only holds them. */
function commandsBelow({ commands }: Command, ...words: string[]): string[] {
  return commands.flatMap((command) => {
    const named = [...words, command.name()]
    return command.commands.length > 0 ? commandsBelow(command, ...named) : [named.join(' ')]
  })
}

/** The commands in the first column of a page's tables, some of which share a row, without what is written in capitals or after them. */
function commandsNamed(id: string): string[] {
  const { source } = pages.find((page) => page.id === id)!
  const cells = [...source.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, cell]) => cell!)
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z]+(?: [a-z]+)*)[^`]*`/g)].map(([, words]) => words!))
}
