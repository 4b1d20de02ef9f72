import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { openReader, openWriter, type Connection } from '#dialect/client.ts'
import { heartbeat } from '#dialect/schema.ts'
import { transactionDoor, type Transaction } from '../../db/transaction.ts'
import { isRefusal } from '../../src/kernel/refusal.ts'
import { newFolder, removeFolder } from '../folder.ts'

let folder: string
let writer: Connection
let reader: Connection
let clock: number
let transaction: Transaction
let broken: unknown[]

beforeEach(() => {
  folder = newFolder()
  writer = openWriter(`${folder}/door.sqlite`)
  writer.handle.exec('CREATE TABLE note (text TEXT NOT NULL UNIQUE) STRICT')
  reader = openReader(`${folder}/door.sqlite`)
  clock = 0
  broken = []
  transaction = transactionDoor(
    writer,
    () => clock,
    (problem) => broken.push(problem),
  )
})

afterEach(() => {
  reader.handle.close()
  writer.handle.close()
  removeFolder(folder)
})

const notes = (from: Connection) =>
  (from.handle.prepare('SELECT text FROM note ORDER BY rowid').all() as { text: string }[]).map(({ text }) => text)
const write = (text: string) => transaction(async (tx) => void (await tx.run(sql`insert into note (text) values (${text})`)))
const commits = () => Number(reader.handle.pragma('data_version', { simple: true }))

describe('the transaction door', () => {
  test('resolves when the change is there for everybody', async () => {
    await write('a')
    expect(notes(reader)).toEqual(['a'])
  })

  test('what comes in one turn shares one commit', async () => {
    const before = commits()
    const seen = new Set<number>()
    await Promise.all(Array.from({ length: 100 }, (_, n) => write(`note ${n}`).then(() => seen.add(commits()))))
    expect(notes(reader)).toHaveLength(100)
    expect([...seen]).toHaveLength(1)
    expect([...seen][0]).not.toBe(before)
  })

  test('a change that fails is undone and takes nobody with it', async () => {
    const results = await Promise.allSettled([
      write('before'),
      transaction(async (tx) => {
        await tx.run(sql`insert into note (text) values ('half done')`)
        throw new Error('no')
      }),
      write('after'),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(notes(reader)).toEqual(['before', 'after'])
  })

  test('a change that the database refuses is told to its own caller only', async () => {
    const [first, second] = await Promise.allSettled([write('twin'), write('twin')])
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
    expect(notes(reader)).toEqual(['twin'])
  })

  test('changes run one after the other, however long each takes', async () => {
    const order: string[] = []
    const slow = transaction(async (tx) => {
      order.push('slow begins')
      for (let n = 0; n < 50; n++) await tx.run(sql`insert into note (text) values (${`slow ${n}`})`)
      order.push('slow ends')
    })
    const fast = transaction(async () => void order.push('fast'))
    await Promise.all([slow, fast])
    expect(order).toEqual(['slow begins', 'slow ends', 'fast'])
  })

  test('a reader sees nothing of what is not committed', async () => {
    await transaction(async (tx) => {
      await tx.run(sql`insert into note (text) values ('early')`)
      expect(notes(reader)).toEqual([])
    })
    expect(notes(reader)).toEqual(['early'])
  })

  test('a queue that does not move turns people away, with the time to wait', async () => {
    const waiting = write('first')
    clock = 1001
    const refusal: unknown = await write('late').catch((problem: unknown) => problem)
    expect(isRefusal(refusal) && refusal.code).toBe('busy')
    expect(isRefusal(refusal) && refusal.retryAfter).toBeGreaterThan(0)
    await waiting
    expect(notes(reader)).toEqual(['first'])
  })

  test('a full disk is told as such, saves nothing, and works again when there is room', async () => {
    const pages = Number(writer.handle.pragma('page_count', { simple: true }))
    writer.handle.pragma(`max_page_count = ${pages}`)
    const refusal: unknown = await write('x'.repeat(100_000)).catch((problem: unknown) => problem)
    expect(isRefusal(refusal) && refusal.code).toBe('disk-full')
    expect(notes(reader)).toEqual([])
    expect(broken).toEqual([])
    writer.handle.pragma('max_page_count = 1000000')
    await write('small')
    expect(notes(reader)).toEqual(['small'])
  })

  test('a database that another program holds is told as such, and works again when it is let go', async () => {
    const other = openWriter(`${folder}/door.sqlite`)
    other.handle.exec('BEGIN IMMEDIATE')
    writer.handle.pragma('busy_timeout = 0')
    const refusal: unknown = await write('meanwhile').catch((problem: unknown) => problem)
    expect(isRefusal(refusal) && refusal.code).toBe('busy')
    expect(isRefusal(refusal) && refusal.retryAfter).toBeGreaterThan(0)
    other.handle.exec('ROLLBACK')
    other.handle.close()
    await write('later')
    expect([notes(reader), broken]).toEqual([['later'], []])
  })

  test('a file that is no longer a database is told once to whoever serves', async () => {
    await write('good')
    writer.handle.pragma('wal_checkpoint(TRUNCATE)')
    writeFileSync(`${folder}/door.sqlite`, Buffer.alloc(64 * 1024, 'not a database '))
    writer.handle.pragma('shrink_memory')
    const refusal: unknown = await write('lost').catch((problem: unknown) => problem)
    expect(isRefusal(refusal) && refusal.code).toBe('busy')
    expect(broken).toHaveLength(1)
  })

  test('more than two thousand waiting is too many', async () => {
    const all = await Promise.allSettled(Array.from({ length: 2005 }, (_, n) => write(`note ${n}`)))
    expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(5)
    expect(notes(reader)).toHaveLength(2000)
  })
})

test('the schema and the connection agree that a write is a write', () => {
  expect(heartbeat).toBeDefined()
  expect(writer.handle.pragma('synchronous', { simple: true })).toBe(2)
})
