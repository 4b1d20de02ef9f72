import { isMap, isPair, isScalar, isSeq, visit, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import type { Problem } from '../../kernel/problem.ts'
import { didYouMean, nearest } from '../../kernel/did-you-mean.ts'
import type { Place } from '../text.ts'
import { parsedWithout } from './lines.ts'

export interface Yaml<T> {
  /** Missing when something is wrong. */
  value: T | undefined
  /** What was written, as plain data, whether right or wrong. */
  raw: unknown
  problems: Problem[]
  /** Where a key, or an entry of a list, stands. */
  placeOf(path: readonly PropertyKey[]): Place
}

/**
 * YAML by a schema, each problem at its key. In the schema the `error` of a part says what is allowed: "must be …".
 *
 * @param rule first part of the problems' ids: `front-matter` gives `front-matter-key`
 * @param linesAbove lines of the file before the YAML begins
 */
export function readYaml<T>(text: string, schema: z.ZodType<T>, rule: string, linesAbove = 0): Yaml<T> {
  const { document, lines, findings } = parsedWithout(text, rule)
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line) + linesAbove, column: Math.max(1, col) }
  }
  const placeOf = (path: readonly PropertyKey[]) => at(offsetOf(document, path))
  const problems: Problem[] = findings.map(({ keys: _, ...problem }) => ({ ...problem, line: problem.line + linesAbove }))
  problems.push(...twiceProblems(document, rule, at))
  const raw = toPlain(document)
  const read = schema.safeParse(raw)
  if (read.success) return { value: problems.length > 0 ? undefined : read.data, raw, problems, placeOf }
  const { issues } = read.error
  const unread = new Set(findings.flatMap(({ keys }) => keys))
  const found = issues
    .filter((issue) => !isMisspelt(issue, issues, schema) && !followsFrom(issue, unread, findings.length > 0))
    .flatMap((issue) => issueProblems(issue, document, schema, rule, placeOf))
  return { value: undefined, raw, problems: [...problems, ...found], placeOf }
}

/** What is said of a key whose line could not be read, and of a file of which nothing is left. */
function followsFrom({ code, path }: z.core.$ZodIssue, unread: ReadonlySet<string>, isTorn: boolean): boolean {
  return path.length === 0 ? isTorn && code !== 'unrecognized_keys' : path.some((part) => typeof part === 'string' && unread.has(part))
}

/** A key that stands twice in one place: the second would silently win. */
function twiceProblems(document: Document.Parsed, rule: string, at: (offset: number) => Place): Problem[] {
  const problems: Problem[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = String(key.value)
        if (seen.has(key.value)) {
          problems.push({
            ...at(startOf(key)),
            severity: 'error',
            id: `${rule}-key`,
            message: `The key "${name}" is there twice, so one of the two does nothing.`,
            mend: 'delete one of them.',
            length: name.length,
          })
        }
        seen.add(key.value)
      }
    },
  })
  return problems
}

/** An empty document is one without keys. Aliases are refused: nobody needs them, and they can grow a file a millionfold. */
function toPlain(document: Document.Parsed): unknown {
  try {
    return (document.toJS({ maxAliasCount: 0 }) as unknown) ?? undefined
  } catch {
    return null
  }
}

function issueProblems(
  issue: z.core.$ZodIssue,
  document: Document.Parsed,
  schema: z.ZodType,
  rule: string,
  placeOf: (path: readonly PropertyKey[]) => Place,
): Problem[] {
  const problem = (path: readonly PropertyKey[], id: string, message: string): Problem => ({
    ...placeOf(path),
    severity: 'error',
    id,
    message,
  })
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path)
    return issue.keys.map((key) => ({
      ...problem([...issue.path, key], `${rule}-key`, `There is no key "${key}" here, so it does nothing.${didYouMean(key, known)}`),
      mend: `the keys are ${known.join(', ')}.`,
      length: key.length,
    }))
  }
  const name = issue.path.filter((part) => typeof part === 'string').join('.') || 'file'
  const found = document.hasIn(issue.path) || issue.path.length === 0
  if (!found)
    return [
      {
        ...problem(issue.path.slice(0, -1), `${rule}-missing`, `The ${name} is missing.`),
        mend: `write ${String(issue.path.at(-1))}: followed by ${issue.message}.`,
      },
    ]
  const key = issue.path.findLast((part) => typeof part === 'string') ?? name
  const value = document.getIn(issue.path)
  const seen = typeof value === 'string' || typeof value === 'number' ? `The key ${name} says "${value}", and` : `The ${name}`
  const mend =
    value != null
      ? (commaMissing(issue.path, value) ?? `write ${issue.message}.`)
      : issue.path.length === 0
        ? 'write at least one line of "key: value".'
        : `write it after "${key}:"; words that begin with # stand in quotes.`
  return [{ ...problem(issue.path, `${rule}-value`, `${seen} must be ${issue.message}.`), mend }]
}

/** `[refunds-basics refunds-more]` is one entry with a space in it. A hyphen in one of them says that they are ids. */
function commaMissing(path: readonly PropertyKey[], value: unknown): string | undefined {
  const words = typeof path.at(-1) === 'number' && typeof value === 'string' ? value.split(/\s+/) : []
  const areIds = words.length > 1 && words.every((word) => /^[a-z0-9-]+$/.test(word)) && words.some((word) => word.includes('-'))
  return areIds ? `put a comma between them: ${words.join(', ')}` : undefined
}

/** A key is missing because another was misspelt: that is one problem. */
function isMisspelt(missing: z.core.$ZodIssue, issues: z.core.$ZodIssue[], schema: z.ZodType): boolean {
  if (missing.code === 'unrecognized_keys') return false
  const parent = missing.path.slice(0, -1)
  return issues.some(
    (issue) =>
      issue.code === 'unrecognized_keys' &&
      issue.path.join('/') === parent.join('/') &&
      issue.keys.some((key) => nearest(key, keysAt(schema, parent)) === missing.path.at(-1)),
  )
}

/** The keys of the object at this path of the schema: what "did you mean" chooses from. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let here: z.core.$ZodType | undefined = schema
  for (const part of path) here = childOf(unwrapped(here), part)
  const object = unwrapped(here)
  return object && 'shape' in object._zod.def ? Object.keys(object._zod.def.shape as object) : []
}

function childOf(schema: z.core.$ZodType | undefined, part: PropertyKey): z.core.$ZodType | undefined {
  const def = schema?._zod.def as { element?: z.core.$ZodType; shape?: Record<PropertyKey, z.core.$ZodType> } | undefined
  return def?.element ?? def?.shape?.[part]
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const def = schema?._zod.def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType } | undefined
  const inner = def?.innerType ?? def?.in
  return inner ? unwrapped(inner) : schema
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const part of path) {
    const next: unknown = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === part)
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined
    if (next === undefined) break
    offset = startOf(isPair(next) ? next.key : next)
    node = isPair(next) ? next.value : next
  }
  return offset
}

function startOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0
}
