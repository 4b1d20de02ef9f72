import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, openDB, type StoreNames } from 'idb'
import type { Answer } from '../../items/ui/send.ts'
import type { Exercise } from './run.ts'

/** An answer that waits on this device, with the question that it answers, so that it can be shown with its feedback. */
export interface KeptAnswer {
  person: string
  id: string
  answer: Answer
  exercise: Exercise
  /** The server has listed it by its id: it only waits to be shown. */
  listed: boolean
}

/** The open review: prompts, and no keys. */
export interface KeptSession {
  person: string
  session: { id: string; predictedSeconds: number; items: Exercise[] }
  total: number
  keysOn: boolean
  strengths: Record<string, number>
  /** Items answered since it was kept. */
  answered: string[]
  /** What the page's root says of the person's taste: theme and the like. */
  look: Record<string, string>
}

/** What stands on the device, each record under the person whose it is. Every promise rejects where the browser keeps nothing. */
export interface Kept {
  /** Resolves once it is on the disk: only then may anybody say "saved". @throws DOMException when there is no room */
  keepAnswer(answer: KeptAnswer): Promise<void>
  answersOf(person: string): Promise<KeptAnswer[]>
  /** How many the server has not listed, of one person or of all. */
  waiting(person?: string): Promise<number>
  list(person: string, ids: string[]): Promise<void>
  /** Forgets those that the server has listed, and no others. */
  drop(person: string, ids: string[]): Promise<void>
  keepSession(session: KeptSession): Promise<void>
  markAnswered(person: string, item: string): Promise<void>
  session(): Promise<KeptSession | undefined>
  /** Who is signed in; empty for nobody. Open reviews of anybody else go; answers stay. */
  here(person: string): Promise<void>
  /** Without the network somebody signed out: nothing is shown any more, and the rest follows when it is back. */
  leave(person: string): Promise<void>
  leaving(): Promise<string | undefined>
  left(): Promise<void>
}

interface Schema extends DBSchema {
  /** Ids are UUIDv7, so a person's answers lie in the order in which they were given. */
  answers: { key: [person: string, id: string]; value: KeptAnswer }
  sessions: { key: string; value: KeptSession }
  leaving: { key: string; value: { person: string } }
}

type Db = IDBPDatabase<Schema>

/** Opened for each deed: a connection that stays would hold up the next version of the database in another tab. */
async function withDb<T>(use: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDB<Schema>('heed', 1, {
    upgrade(fresh) {
      fresh.createObjectStore('answers', { keyPath: ['person', 'id'] })
      fresh.createObjectStore('sessions', { keyPath: 'person' })
      fresh.createObjectStore('leaving', { keyPath: 'person' })
    },
  })
  try {
    return await use(db)
  } finally {
    db.close()
  }
}

/** Strict: Chromium by itself calls a transaction complete before the disk has it. */
function writing<Name extends StoreNames<Schema>>(db: Db, stores: Name[]) {
  return db.transaction(stores, 'readwrite', { durability: 'strict' })
}

const everythingOf = (person: string) => IDBKeyRange.bound([person], [person, []])

export const deviceMemory: Kept = {
  keepAnswer: (answer) =>
    withDb(async (db) => {
      const tx = writing(db, ['answers', 'sessions'])
      const asked = markIn(tx.objectStore('sessions'), answer.person, answer.exercise.item)
      await Promise.all([tx.objectStore('answers').put(answer), asked, tx.done])
    }),
  answersOf: (person) => withDb((db) => db.getAll('answers', everythingOf(person))),
  waiting: (person) =>
    withDb(async (db) => {
      const all = await db.getAll('answers', person === undefined ? undefined : everythingOf(person))
      return all.filter(({ listed }) => !listed).length
    }),
  list: (person, ids) => change(person, ids, (store, answer) => store.put({ ...answer, listed: true })),
  drop: (person, ids) => change(person, ids, async (store, { listed, id }) => (listed ? store.delete([person, id]) : undefined)),
  keepSession: (session) =>
    withDb(async (db) => {
      const tx = db.transaction('sessions', 'readwrite')
      await Promise.all([tx.store.clear(), tx.store.put(session), tx.done])
    }),
  markAnswered: (person, item) =>
    withDb(async (db) => {
      const tx = db.transaction('sessions', 'readwrite')
      await Promise.all([markIn(tx.store, person, item), tx.done])
    }),
  session: () => withDb(async (db) => (await db.getAll('sessions'))[0]),
  here: (person) =>
    withDb(async (db) => {
      const others = (await db.getAllKeys('sessions')).filter((key) => key !== person)
      await Promise.all(others.map((key) => db.delete('sessions', key)))
    }),
  leave: (person) =>
    withDb(async (db) => {
      const tx = writing(db, ['sessions', 'leaving'])
      await Promise.all([tx.objectStore('sessions').clear(), tx.objectStore('leaving').put({ person }), tx.done])
    }),
  leaving: () => withDb(async (db) => (await db.getAll('leaving'))[0]?.person),
  left: () => withDb((db) => db.clear('leaving')),
}

type Store<Name extends StoreNames<Schema>> = Pick<IDBPObjectStore<Schema, [Name], Name, 'readwrite'>, 'get' | 'put' | 'delete'>

function change(person: string, ids: string[], deed: (store: Store<'answers'>, answer: KeptAnswer) => Promise<unknown>): Promise<void> {
  return withDb(async (db) => {
    const tx = writing(db, ['answers'])
    const store = tx.objectStore('answers')
    const each = ids.map(async (id) => {
      const answer = await store.get([person, id])
      if (answer) await deed(store, answer)
    })
    await Promise.all([...each, tx.done])
  })
}

async function markIn(store: Store<'sessions'>, person: string, item: string): Promise<void> {
  const kept = await store.get(person)
  if (kept) await store.put({ ...kept, answered: [...kept.answered, item] })
}
