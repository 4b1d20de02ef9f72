import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'

const size = 1_000
let world: School
let lea: Person

beforeAll(async () => {
  world = await openSchool()
  await world.team('Service')
  lea = await world.person('Lea', { team: 'Service', lead: true })
  await world.as(lea).assignments.assign({ course: 'tea', team: 'Service', due: '2026-03-20' })
  const handle = new Database(world.file)
  const { id } = handle.prepare("select id from team where name = 'Service'").get() as { id: string }
  const person = handle.prepare("insert into person (id, email, name, role, enrolled_at) values (?, ?, ?, 'learner', 0)")
  const member = handle.prepare('insert into team_member (team_id, person_id, lead) values (?, ?, 0)')
  const visit = handle.prepare(
    "insert into lesson_visit (person_id, lesson_id, opened_at, done_at, version_n) values (?, 'brewing', 0, 1, 1)",
  )
  handle.transaction(() => {
    for (let n = 0; n < size; n++) {
      const who = `person-${String(n).padStart(4, '0')}`
      person.run(who, `${who}@example.com`, `Person ${n}`)
      member.run(id, who)
      if (n % 2 === 0) visit.run(who)
    }
  })()
  // Nobody can read what is not there.
  handle.exec('alter table answer rename to hidden_log')
  handle.close()
})
afterAll(() => world.close())

test('the page of a thousand people never looks at the log of answers', async () => {
  const { people, counts } = await world.as(lea).reports.team({ zone: 'UTC' })
  expect(people).toHaveLength(size + 1)
  expect(counts).toMatchObject({ 'on-track': size / 2, 'not-started': size / 2 + 1 })
})

test('nor does its table', async () => {
  const text = new TextDecoder().decode((await world.as(lea).reports.teamCsv({ zone: 'UTC' })).body)
  expect(text.trim().split('\r\n')).toHaveLength(size + 2)
})
