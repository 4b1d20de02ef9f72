import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { erasedIn, ledgerFile, noteErased } from '../../db/ledger.ts'
import { applyRetention, erasePerson, finishErasures, previewErasure } from '../../src/people/service.ts'
import { systemViewer } from '../../src/people/role.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let owner: Person
beforeEach(async () => {
  world = await openSchool()
  owner = await world.person('Olga', { role: 'owner' })
})
afterEach(() => {
  world.close()
})

const data = () => world.context.settings.data
const erase = (person: string, viewer = systemViewer) => erasePerson(world.context, viewer, { person })
const count = (table: string, where = 'true') => world.sql<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${where}`)[0]!.n

/** Which of these words somebody with a disk editor finds, in the database or in a file beside it. */
function found(words: string[]): string[] {
  const files = readdirSync(data()).filter((name) => name.startsWith('heed.sqlite'))
  return words.filter((word) => files.some((name) => readFileSync(join(data(), name)).includes(word)))
}

/** Somebody with a life here: answers, a flag with a name on it, one without, settings, an invitation to her address. */
async function zebedee(): Promise<Person> {
  const person = await world.person('Zebedee Quagga', { password: 'mossy kettle argues with tuesday' })
  await world.reads(person, 'brewing')
  await world.answers(person, 'pot-name', 'wrong', { response: { text: 'a wobbly yellow samowombat' } })
  await world.as(person).people.addAbsence({ from: '2026-07-20', to: '2026-08-07' })
  await world.as(person).review.suspend('green-time', { reason: 'I set the timer.' })
  await world.as(person).review.flag('pot-name', { text: 'The lid is missing.', named: true })
  world.nextMorning()
  await world.reviews(person)
  return person
}

describe('an erasure', () => {
  test('leaves no name, no address and no answer in any byte of the database', async () => {
    const person = await zebedee()
    const traces = ['Quagga', 'quagga@example.com', 'samowombat', 'the phone of']
    expect(found(traces)).toEqual(traces)
    await erase(person.viewer.email)
    expect(found(['Quagga', 'quagga@example.com', 'samowombat', 'the phone of Zebedee'])).toEqual([])
    expect(count('answer')).toBe(0)
    expect(await world.app.system.memory.verify()).toEqual({ pairs: 0, different: 0 })
    expect(await world.context.sessions.read(person.cookie)).toBeNull()
  })

  test('takes nothing of anybody else', async () => {
    const person = await zebedee()
    const mia = await world.person('Mia')
    await world.reads(mia, 'brewing')
    const of = (id: string) => [
      count('answer', `person_id = '${id}'`),
      count('memory', `person_id = '${id}'`),
      count('login', `person_id = '${id}'`),
    ]
    const before = of(mia.viewer.id)
    await erase(person.viewer.id)
    expect(of(mia.viewer.id)).toEqual(before)
    expect(await world.app.system.memory.verify()).toMatchObject({ different: 0 })
  })

  test('keeps that it was done, by whom and to which id; the flag keeps its words', async () => {
    const person = await zebedee()
    await erase(person.viewer.email)
    expect(
      world.sql(`SELECT actor_id, object, detail FROM audit WHERE verb = 'person.erased' AND person_id = '${person.viewer.id}'`),
    ).toEqual([{ actor_id: 'system', object: 'learner', detail: '{}' }])
    expect(world.sql('SELECT text, person_id FROM flag ORDER BY text DESC')).toEqual([
      { text: 'The lid is missing.', person_id: null },
      { text: "Don't ask me this: I set the timer.", person_id: null },
    ])
    expect(erasedIn(data())).toEqual([{ id: person.viewer.id, day: '2026-03-03' }])
    expect(count('erasing')).toBe(0)
  })

  test('clears what names them in the particulars of others’ deeds, and messages that wait', async () => {
    const person = await world.person('Ann')
    const handle = new Database(world.file)
    const audit = handle.prepare("INSERT INTO audit (id, at, actor_id, verb, object, detail) VALUES (?, 0, 'someone', 'invited', ?, ?)")
    audit.run('about', 'ANN@example.com', '{"email":"ann@example.com"}')
    audit.run('other', 'joann@example.com', '{"email":"joann@example.com"}')
    const message = handle.prepare("INSERT INTO outbox (id, kind, payload, made_at) VALUES (?, 'mail.reminder', ?, 0)")
    message.run('hers', '{"to":"Ann <ann@example.com>"}')
    message.run('by id', JSON.stringify({ person: person.viewer.id }))
    message.run('joann', '{"to":"joann@example.com"}')
    handle.close()
    await erase('ann@example.com')
    expect(world.sql("SELECT id, object, detail FROM audit WHERE verb = 'invited' ORDER BY id")).toEqual([
      { id: 'about', object: '', detail: '{}' },
      { id: 'other', object: 'joann@example.com', detail: '{"email":"joann@example.com"}' },
    ])
    expect(world.sql('SELECT id FROM outbox')).toEqual([{ id: 'joann' }])
  })

  test('says before what there is and what becomes of it, and changes nothing by saying so', async () => {
    const person = await zebedee()
    const before = count('answer')
    const { held, name } = await previewErasure(world.context, systemViewer, { person: person.viewer.email })
    expect(name).toBe('Zebedee Quagga')
    expect(held).toContainEqual({ holds: 'answers', erasure: 'deleted', rows: before })
    expect(held).toContainEqual({ holds: 'notes to the authors', erasure: 'unnamed', rows: 1 })
    expect(held.map(({ rows }) => rows)).not.toContain(0)
    expect(count('answer')).toBe(before)
  })

  test('says too how many live lessons name the person as their owner, which it leaves as they are', async () => {
    const person = await zebedee()
    const owned = async (line: string) => {
      await world.edits('courses/tea/brewing.mdx', (text) => text.replace(/^(?:owner: .*\n)?status:/m, `owner: ${line}\nstatus:`))
      return (await previewErasure(world.context, systemViewer, { person: person.viewer.email })).ownedLessons
    }
    const { email } = person.viewer
    expect(await owned('lnd@tea.example')).toBe(0)
    expect(await owned(`x${email}`)).toBe(0)
    for (const line of [email.toUpperCase(), 'Zebedee Quagga', `Zebedee <${email}>`]) expect(await owned(line)).toBe(1)
    await erase(person.viewer.id)
    expect(world.text('courses/tea/brewing.mdx')).toContain(email)
  })

  test.each([
    { who: 'a learner', role: 'learner', code: 'forbidden' },
    { who: 'an author', role: 'author', code: 'forbidden' },
  ] as const)('is not for $who', async ({ role, code }) => {
    const person = await world.person('Nia')
    const { viewer } = await world.person('Bo', { role })
    await expect(erase(person.viewer.id, viewer)).rejects.toMatchObject({ code })
    await expect(previewErasure(world.context, viewer, { person: person.viewer.id })).rejects.toMatchObject({ code })
  })

  test('of an owner is more than an admin may', async () => {
    const { viewer } = await world.person('Bo', { role: 'admin' })
    await expect(erase(owner.viewer.id, viewer)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('wants a fresh proof of who asks', async () => {
    const person = await world.person('Nia')
    const { viewer } = await world.person('Bo', { role: 'admin' })
    world.clock.forward({ minutes: 11 })
    await expect(erase(person.viewer.id, viewer)).rejects.toMatchObject({ code: 'step-up' })
    expect(erasedIn(data())).toEqual([])
  })

  test('of the last owner is refused, and leaves no line behind', async () => {
    await expect(erase(owner.viewer.id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(erase('nobody@example.com')).rejects.toMatchObject({ code: 'not-found' })
    expect(erasedIn(data())).toEqual([])
    expect(count('person')).toBe(1)
  })

  test('frees the address for somebody new', async () => {
    const person = await world.person('Nia')
    await erase(person.viewer.id)
    expect((await world.person('Nia')).viewer.id).not.toBe(person.viewer.id)
  })
})

describe('a crash in between loses nothing', () => {
  test('what stands in the ledger and not in the database is finished at the next start', async () => {
    const person = await zebedee()
    noteErased(data(), [{ id: person.viewer.id, day: '2026-03-03' }])
    expect(await finishErasures(world.context)).toBe(1)
    expect(found(['samowombat'])).toEqual([])
    expect(await finishErasures(world.context)).toBe(0)
  })

  test('where the ledger cannot be written, nobody is erased', async () => {
    const person = await zebedee()
    mkdirSync(ledgerFile(data()))
    await expect(erase(person.viewer.id)).rejects.toThrow()
    expect(count('answer')).toBeGreaterThan(0)
    expect(count('person', `id = '${person.viewer.id}'`)).toBe(1)
  })
})

describe('retention', () => {
  const night = () => applyRetention(world.context)

  test('lets go of each when its time is over, and not a day before', async () => {
    await world.person('Nia')
    await world.reads(owner, 'brewing')
    await world.as(owner).review.flag('pot-name', { text: 'The lid is missing.' })
    const handle = new Database(world.file)
    handle
      .prepare(
        "INSERT INTO outbox (id, kind, payload, made_at, next_try_at) VALUES ('sent', 'x', '{}', ?, NULL), ('waits', 'x', '{}', 0, 1)",
      )
      .run(world.clock.now())
    handle.close()
    const there = () => ({
      sent: count('outbox', "id = 'sent'"),
      waits: count('outbox', "id = 'waits'"),
      audit: count('audit', "verb = 'person.added'"),
      flags: count('flag'),
    })
    const all = { sent: 1, waits: 1, audit: 2, flags: 1 }
    world.clock.forward({ days: 30 })
    await night()
    expect(there()).toEqual(all)
    world.clock.forward({ days: 1 })
    await night()
    expect(there()).toEqual({ ...all, sent: 0 })
    world.clock.forward({ days: 149 })
    await night()
    expect(there()).toEqual({ ...all, sent: 0 })
    world.clock.forward({ days: 1 })
    await night()
    expect(there()).toEqual({ ...all, sent: 0, audit: 0 })
    world.clock.forward({ days: 24 * 31 })
    await night()
    expect(there()).toEqual({ ...all, sent: 0, audit: 0, flags: 0 })
    expect(count('login')).toBe(0)
    expect(count('link')).toBe(0)
  })

  test('erases who left a year ago, with a line in the ledger, and nobody who is here', async () => {
    const person = await zebedee()
    const mia = await world.person('Mia')
    await world.reads(mia, 'brewing')
    await world.as(owner).people.closeAccount({ person: person.viewer.id })
    world.clock.forward({ days: 12 * 31 })
    await night()
    expect(count('person')).toBe(3)
    world.clock.forward({ seconds: 1 })
    await night()
    expect(world.sql('SELECT name FROM person ORDER BY name')).toEqual([{ name: 'Mia' }, { name: 'Olga' }])
    expect(found(['samowombat'])).toEqual([])
    expect(erasedIn(data()).map(({ id }) => id)).toEqual([person.viewer.id])
    expect(count('answer')).toBeGreaterThan(0)
  })

  test('goes by what an owner set', async () => {
    expect(await world.as(owner).people.retention()).toEqual({ signInDays: 30, auditDays: 180, answerMonths: 12, flagMonths: 24 })
    expect(await world.as(owner).people.changeRetention({ auditDays: 60 })).toMatchObject({ signInDays: 30, auditDays: 60 })
    const stale = world.app.as({ ...owner.viewer, provedAt: 0 })
    await expect(stale.people.changeRetention({ answerMonths: 1 })).rejects.toMatchObject({ code: 'step-up' })
    await stale.people.changeRetention({ answerMonths: 24 })
    world.clock.forward({ days: 61 })
    await night()
    expect(count('audit')).toBe(0)
    await expect(world.as(owner).people.changeRetention({ auditDays: 0 })).rejects.toMatchObject({ code: 'invalid' })
    const { viewer } = await world.person('Bo', { role: 'admin' })
    await expect(world.app.as(viewer).people.changeRetention({ auditDays: 90 })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
