import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/*
 * `npm start` on a bare machine stands or falls with the lock file, and this folder's own node_modules never show it.
 */
interface Lock {
  packages: Record<
    string,
    { version?: string; hasInstallScript?: boolean; resolved?: string; optionalDependencies?: Record<string, string> }
  >
}

const read = <T>(file: string) => JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')) as T
const { packages } = read<Lock>('package-lock.json')

test('npm ci accepts the lock file: it holds all that it names', () => {
  const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)!))
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !locked.has(name))
      .map((name) => `${path} names ${name}: run node .ci/prune-lock.mjs`),
  )
  expect(missing).toEqual([])
})

test('every version that we name is exact', () => {
  const ours = read<Record<string, Record<string, string>>>('package.json')
  const named = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.entries(ours[kind]!))
  expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  for (const [name, version] of named) expect({ name, version: packages[`node_modules/${name}`]?.version }).toEqual({ name, version })
})

test('the lock file names no host', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved?.startsWith('http'))).toEqual([])
})
