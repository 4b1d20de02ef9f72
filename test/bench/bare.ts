import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import Database from 'better-sqlite3'

/*
 * The least that could take an answer: node:http, JSON.parse, a sign-in looked up by its hash, one prepared insert and
 * one prepared upsert in a transaction at synchronous=FULL. It checks nothing, grades nothing and schedules nothing.
 *   node test/bench/bare.ts FILE PORT
 */
const [file = '', port = '0'] = process.argv.slice(2)
const db = new Database(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec(`
  CREATE TABLE IF NOT EXISTS login (hash TEXT PRIMARY KEY, person TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS answer (arrival INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, person TEXT NOT NULL, item TEXT NOT NULL, at INTEGER NOT NULL, response TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS memory (person TEXT, item TEXT, s REAL NOT NULL, due TEXT NOT NULL, PRIMARY KEY (person, item)) STRICT, WITHOUT ROWID;
`)
const login = db.prepare('SELECT person FROM login WHERE hash = ?')
const insert = db.prepare('INSERT INTO answer (id, person, item, at, response) VALUES (?, ?, ?, ?, ?)')
const upsert = db.prepare(
  'INSERT INTO memory (person, item, s, due) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET s = excluded.s, due = excluded.due',
)
const addLogin = db.prepare('INSERT INTO login (hash, person) VALUES (?, ?)')

interface Sent {
  id: string
  item: string
  response: unknown
}

const store = db.transaction((person: string, { id, item, response }: Sent) => {
  insert.run(id, person, item, 0, JSON.stringify(response))
  upsert.run(person, item, 1, '2026-01-01')
})

for (let learner = 0; learner < 20; learner++) addLogin.run(hashOf(`token-${learner}`), `person-${learner}`)

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

createServer((req, res) => {
  const chunks: Buffer[] = []
  req.on('data', (chunk: Buffer) => chunks.push(chunk))
  req.on('end', () => {
    const { person } = login.get(hashOf((req.headers.cookie ?? '').slice('heed='.length))) as { person: string }
    const { answers } = JSON.parse(Buffer.concat(chunks).toString()) as { answers: Sent[] }
    for (const answer of answers) store(person, answer)
    res.writeHead(200, { 'content-type': 'application/json' })
    res.end(JSON.stringify({ results: answers.map(({ id }) => ({ id, status: 'stored' })) }))
  })
}).listen(Number(port), '127.0.0.1', () => process.stdout.write('Heed serves nothing but this\n'))
