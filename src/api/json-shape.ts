import type { Context, Next } from 'hono'
import { Refusal } from '../kernel/refusal.ts'

const deepest = 16
const longest = 500

/** Refuses JSON that is nested or long beyond anything Heed asks for, before a schema walks through it. */
export async function checkShape(c: Context, next: Next): Promise<void> {
  const isJson = c.req.header('content-type')?.toLowerCase().includes('json')
  // Many clients name the type also where they send nothing; who needs a body will miss it.
  const isEmpty = Number(c.req.header('content-length') ?? 0) === 0
  if (isJson && !isEmpty && c.req.method !== 'GET' && c.req.method !== 'HEAD') checkDepth(await readJson(c), 1)
  await next()
}

async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json()
  } catch (problem) {
    if (!(problem instanceof SyntaxError)) throw problem
    throw new Refusal('malformed', 'The request is not JSON.', 'See /api/openapi.json for what it expects.')
  }
}

function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > deepest) throw new Refusal('malformed', `The request is nested deeper than ${deepest} levels.`)
  const children = Array.isArray(value) ? value : Object.values(value)
  if (children.length > longest) throw new Refusal('malformed', `A list in the request is longer than ${longest}.`)
  for (const child of children) checkDepth(child, depth + 1)
}
