import type { Db, Handle } from '#dialect/client.ts'
import { Refusal } from '../src/kernel/refusal.ts'

/** The one door through which every change passes. Nothing but the database may be awaited inside `change`. */
export type Transaction = <T>(change: (tx: Db) => Promise<T>) => Promise<T>

interface Waiting {
  change: (tx: Db) => Promise<unknown>
  since: number
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

const atOnce = 256
const longestQueue = 2000
const longestWaitMs = 1000

/**
 * Group commit: what waits runs as savepoints of one BEGIN IMMEDIATE … COMMIT, and each caller is told after COMMIT.
 * So twenty answers cost one fsync, one that fails takes nobody with it, and "saved" is said only of what is on the disk.
 *
 * @param monotonic milliseconds of a clock that only runs forward
 * @param onBroken is told of a disk or a file that can no longer be trusted; whoever serves ends the process with 70
 * @throws Refusal('busy') when over 2,000 wait, the first waits over a second, or another program holds the database; Refusal('disk-full')
 */
export function transactionDoor(
  { db, handle }: { db: Db; handle: Handle },
  monotonic: () => number,
  onBroken: (problem: unknown) => void,
): Transaction {
  const writer = { db, handle, onBroken, statements: statementsOf(handle) }
  const queue: Waiting[] = []
  let running = false

  async function drain(): Promise<void> {
    while (queue.length > 0) await commitTogether(writer, queue.splice(0, atOnce))
    running = false
  }

  return (change) =>
    new Promise((resolve, reject) => {
      const head = queue[0]
      if (queue.length >= longestQueue || (head && monotonic() - head.since > longestWaitMs)) {
        reject(new Refusal('busy', 'Heed has more to write than it can keep up with.', 'Nothing was lost. Try again in a moment.', 2))
        return
      }
      queue.push({ change, since: monotonic(), resolve: resolve as Waiting['resolve'], reject })
      if (running) return
      running = true
      // Answers that arrive in one turn of the event loop share a commit.
      setImmediate(() => void drain())
    })
}

/** Prepared once: parsing them again would be a good part of what an answer costs. */
function statementsOf(handle: Handle) {
  const run = (text: string) => {
    const statement = handle.prepare(text)
    return () => void statement.run()
  }
  return {
    begin: run('BEGIN IMMEDIATE'),
    commit: run('COMMIT'),
    save: run('SAVEPOINT change'),
    release: run('RELEASE change'),
    undo: run('ROLLBACK TO change'),
  }
}

interface Writer {
  db: Db
  handle: Handle
  statements: ReturnType<typeof statementsOf>
  onBroken: (problem: unknown) => void
}

async function commitTogether(writer: Writer, group: Waiting[]): Promise<void> {
  const tell: (() => void)[] = []
  try {
    writer.statements.begin()
    for (const waiting of group) tell.push(await runAsSavepoint(writer, waiting))
    writer.statements.commit()
  } catch (problem) {
    if (writer.handle.inTransaction) writer.handle.exec('ROLLBACK')
    for (const waiting of group) waiting.reject(asRefusal(problem, writer.onBroken))
    return
  }
  for (const say of tell) say()
}

async function runAsSavepoint({ db, handle, statements, onBroken }: Writer, waiting: Waiting): Promise<() => void> {
  statements.save()
  try {
    const value = await waiting.change(db)
    statements.release()
    return () => {
      waiting.resolve(value)
    }
  } catch (problem) {
    // A full disk rolls the whole transaction back by itself; then the group fails together.
    if (!handle.inTransaction) throw problem
    statements.undo()
    statements.release()
    return () => {
      waiting.reject(asRefusal(problem, onBroken))
    }
  }
}

/** A full disk is somebody's to mend, and the device keeps its answers meanwhile. A broken one is the end of this process. */
function asRefusal(problem: unknown, onBroken: (problem: unknown) => void): unknown {
  const code = codeOf(problem)
  if (code === 'SQLITE_FULL')
    return new Refusal(
      'disk-full',
      'The disk of the server is full, so nothing was saved.',
      'Your device keeps your answers. Tell whoever runs Heed.',
    )
  if (/^SQLITE_BUSY/.test(code))
    return new Refusal('busy', 'Something else holds the database, so nothing was saved.', 'Nothing was lost. Try again in a moment.', 5)
  if (!/^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(code)) return problem
  onBroken(problem)
  return new Refusal(
    'busy',
    'The disk of the server does not work, so nothing was saved.',
    'Tell whoever runs Heed. Your device keeps your answers.',
    60,
  )
}

/** Drizzle wraps what SQLite says. */
function codeOf(problem: unknown): string {
  const { code, cause } = (problem ?? {}) as { code?: string; cause?: unknown }
  return code ?? (cause === undefined ? '' : codeOf(cause))
}
