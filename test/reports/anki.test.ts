import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'
import { openPackage, sidesOf, type AnkiPackage } from './package.ts'
import { addDays, daysBetween } from '../../src/kernel/day.ts'

/*
 * Held against what Anki documents of its schema 11: rslib/src/storage/schema11.sql, the schema11.rs files (a field without a
 * default there must be in our JSON), the importer of packages and the checks of dbcheck.rs.
 */

let world: School
let mia: Person
let pack: AnkiPackage
beforeAll(async () => {
  world = await openSchool()
  mia = await world.person('Mia')
  for (const lesson of ['brewing', 'tasting', 'serving']) await world.reads(mia, lesson)
  pack = await packageOf(mia)
})
afterAll(() => {
  pack.close()
  world.close()
})

const packageOf = async (person: Person) => openPackage(await world.as(person).reports.exportMine({ format: 'anki' }))
const json = (text: string) => JSON.parse(text) as Record<string, unknown>

describe('the file', () => {
  test('is a zip of a collection and an empty list of media', async () => {
    expect(pack.names).toEqual(['collection.anki2', 'media'])
    expect(pack.media).toBe('{}')
    expect(await world.as(mia).reports.exportMine({ format: 'anki' })).toMatchObject({ name: 'heed-2026-03-02.apkg' })
  })

  test('has the tables and indexes of schema 11, whole and valid', () => {
    const columns = (table: string) =>
      pack
        .all<{ name: string; type: string; notnull: number; pk: number }>(`pragma table_info(${table})`)
        .map(({ name, type, notnull, pk }) => `${name} ${type.toLowerCase()}${pk ? ' key' : notnull ? '' : ' null'}`)
        .join(', ')
    const integers = (names: string) => names.split(' ').map((name) => `${name} integer`)
    expect(columns('col')).toBe(
      [
        'id integer key',
        ...integers('crt mod scm ver dty usn ls'),
        'conf text',
        'models text',
        'decks text',
        'dconf text',
        'tags text',
      ].join(', '),
    )
    expect(columns('notes')).toBe(
      [
        ...['id integer key', 'guid text', ...integers('mid mod usn'), 'tags text', 'flds text'],
        ...[...integers('sfld csum flags'), 'data text'],
      ].join(', '),
    )
    expect(columns('cards')).toBe(
      ['id integer key', ...integers('nid did ord mod usn type queue due ivl factor reps lapses left odue odid flags'), 'data text'].join(
        ', ',
      ),
    )
    expect(columns('revlog')).toBe(['id integer key', ...integers('cid usn ease ivl lastIvl factor time type')].join(', '))
    expect(columns('graves')).toBe(integers('usn oid type').join(', '))
    const indexes = pack.all<{ name: string }>("select name from sqlite_master where type = 'index' order by name").map(({ name }) => name)
    expect(indexes).toEqual(
      ['ix_cards_nid', 'ix_cards_sched', 'ix_cards_usn', 'ix_notes_csum', 'ix_notes_usn', 'ix_revlog_cid', 'ix_revlog_usn'].toSorted(),
    )
    expect(pack.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })

  test('holds one collection, of version 11, made at the turn of a day', () => {
    expect(pack.all('select * from col')).toHaveLength(1)
    expect(pack.col).toMatchObject({ id: 1, ver: 11, dty: 0, usn: 0, ls: 0, mod: world.clock.now(), scm: world.clock.now() })
    expect(new Date(pack.col.crt * 1000).toISOString()).toBe('2026-03-02T04:00:00.000Z')
    expect(json(pack.col.conf)).toMatchObject({
      schedVer: 2,
      rollover: 4,
      creationOffset: 0,
      activeDecks: [Number(Object.keys(json(pack.col.decks))[1])],
    })
  })

  test('says of note type, decks and options all that Anki has no default for', () => {
    const models = json(pack.col.models) as Record<string, { flds: object[]; tmpls: object[] }>
    const [modelId, model] = Object.entries(models)[0]!
    expect(Object.keys(model)).toEqual(
      expect.arrayContaining(['id', 'name', 'type', 'mod', 'usn', 'sortf', 'did', 'tmpls', 'flds', 'css', 'latexPre', 'latexPost', 'req']),
    )
    expect(model).toMatchObject({ id: Number(modelId), name: 'Heed', type: 0, sortf: 0, req: [[0, 'any', [0]]] })
    for (const field of model.flds)
      expect(Object.keys(field)).toEqual(expect.arrayContaining(['name', 'ord', 'sticky', 'rtl', 'font', 'size']))
    expect(model.tmpls).toMatchObject([{ name: 'Card 1', ord: 0, qfmt: '{{Front}}', afmt: expect.stringContaining('{{Back}}'), did: null }])

    const decks = Object.values(json(pack.col.decks)) as { id: number; name: string; conf: number }[]
    expect(decks.map(({ name }) => name)).toEqual(['Default', 'Heed'])
    const dconf = json(pack.col.dconf) as Record<string, object>
    for (const deck of decks) {
      expect(Object.keys(deck)).toEqual(
        expect.arrayContaining(['id', 'mod', 'name', 'usn', 'lrnToday', 'revToday', 'newToday', 'timeToday', 'collapsed', 'dyn', 'conf']),
      )
      expect(dconf[deck.conf]).toMatchObject({
        id: deck.conf,
        new: { initialFactor: 2500, ints: [1, 4, 0], delays: expect.any(Array), order: 1, perDay: expect.any(Number) },
        rev: { ease4: 1.3, ivlFct: 1, maxIvl: 36_500, perDay: expect.any(Number) },
        lapse: { delays: expect.any(Array), leechAction: 1, leechFails: 8, minInt: 1, mult: 0 },
        ...{ name: 'Default', mod: 0, usn: 0, maxTaken: 60, autoplay: true, timer: 0 },
      })
    }
  })
})

describe('notes and cards', () => {
  test('every answered item is one note with one card, and everything that they name is there', () => {
    const models = json(pack.col.models) as Record<string, { flds: object[]; tmpls: object[] }>
    const decks = json(pack.col.decks)
    expect(pack.notes).toHaveLength(9)
    expect(pack.cards.map(({ nid }) => nid)).toEqual(pack.notes.map(({ id }) => id))
    for (const { mid, flds } of pack.notes) expect(flds.split('\u001f')).toHaveLength(models[mid]!.flds.length)
    for (const { did, ord } of pack.cards) {
      expect(decks).toHaveProperty(String(did))
      expect(ord).toBe(0)
    }
  })

  test('nothing in them needs the repair of Anki’s database check', () => {
    for (const { id, type, queue, due, ivl, factor, odue, odid } of pack.cards) {
      expect({ type, queue, factor, odue, odid }).toEqual({ type: 2, queue: 2, factor: 2500, odue: 0, odid: 0 })
      expect(id).toBeLessThanOrEqual(world.clock.now())
      for (const whole of [due, ivl]) expect(Number.isInteger(whole)).toBe(true)
      expect(ivl).toBeGreaterThanOrEqual(1)
      expect(due).toBeLessThan(100_000)
    }
    expect(new Set(pack.notes.map(({ guid }) => guid)).size).toBe(9)
  })

  test('each is due when Heed would ask it, after the same interval and with the same memory', async () => {
    const memory = (await world.memory(mia, 'first-flush'))!
    const { id } = pack.notes.find(({ flds }) => flds.includes('first flush'))!
    const card = pack.cards.find(({ nid }) => nid === id)!
    expect(addDays('2026-03-02', card.due)).toBe(memory.dueDay)
    expect(card).toMatchObject({ ivl: daysBetween(memory.lastDay, memory.dueDay), reps: 1, lapses: 0 })
    const state = JSON.parse(card.data) as { s: number; d: number }
    expect(state.s).toBeCloseTo(memory.s, 3)
    expect(state.d).toBeCloseTo(memory.d, 2)
  })

  test('the sort field is the front without tags, and the checksum the first 32 bits of its SHA-1', () => {
    for (const { flds, sfld, csum } of pack.notes) {
      expect(String(sfld)).not.toMatch(/<|&#/)
      const sum = createHash('sha1').update(String(sfld)).digest('hex').slice(0, 8)
      expect(csum).toBe(parseInt(sum, 16))
      const words = String(sfld).trim().split(/\s+/)
      for (const word of words.slice(0, 3)) expect(flds.split('\u001f')[0]).toContain(word)
    }
    expect(pack.notes.map(({ sfld }) => sfld)).toContain('What does first flush mean?')
  })

  test('tags are skill and lesson, and the collection knows them', () => {
    const tags = pack.notes.map((note) => note.tags)
    expect(tags).toContain(' skill::serving lesson::serving ')
    expect(Object.keys(json(pack.col.tags)).toSorted()).toEqual(
      ['lesson::brewing', 'lesson::serving', 'lesson::tasting', 'skill::brewing', 'skill::serving'].toSorted(),
    )
  })
})

describe('what is in it', () => {
  test('is nothing that was not answered', async () => {
    const ben = await world.learner()
    await world.opens(ben, 'tasting')
    await world.answers(ben, 'tea-country', 'wrong')
    const small = await packageOf(ben)
    expect(small.notes.map(({ sfld }) => sfld)).toEqual([expect.stringContaining('Match the tea with where it grows.')])
    small.close()
  })

  test('is nothing that waits to be asked; the page can say how many, and they come with the next answer', async () => {
    const iris = await world.learner()
    await world.reads(iris, 'tasting', 'wrong')
    expect(await world.as(iris).reports.ankiSize()).toEqual({ cards: 3, leftOut: 0 })
    world.nextMorning()
    expect(await world.as(iris).reports.ankiSize()).toEqual({ cards: 0, leftOut: 3 })
    const { id: session } = await world.starts(iris)
    await world.answers(iris, 'first-flush', 'right', { session })
    expect(await world.as(iris).reports.ankiSize()).toEqual({ cards: 1, leftOut: 2 })
    const later = await packageOf(iris)
    expect(later.notes.map(({ sfld }) => sfld)).toEqual(['What does first flush mean?'])
    later.close()
  })

  test('is the same note next time, whoever learns it', async () => {
    const ben = await world.learner()
    await world.reads(ben, 'tasting')
    const other = await packageOf(ben)
    const guidOf = ({ notes }: AnkiPackage) => notes.find(({ flds }) => flds.includes('first flush'))!.guid
    expect(guidOf(other)).toBe(guidOf(pack))
    other.close()
  })

  test('is suspended where the person does not want to be asked', async () => {
    const ben = await world.learner()
    await world.reads(ben, 'tasting')
    await world.as(ben).review.suspend('first-flush', { reason: 'I brew it every day.' })
    const other = await packageOf(ben)
    const asleep = other.cards.filter(({ queue }) => queue === -1).map(({ nid }) => other.notes.find(({ id }) => id === nid)!.sfld)
    expect(asleep).toEqual(['What does first flush mean?'])
    other.close()
  })

  test('is German for who learns in German', async () => {
    const uta = await world.learner()
    await world.reads(uta, 'brewing')
    await world.as(uta).people.changeSettings({ locale: 'de' })
    const german = await packageOf({ ...uta, viewer: { ...uta.viewer, locale: 'de' } })
    expect(sidesOf(german, 'Kanne Grüntee').back).toContain('75 Grad')
    german.close()
  })

  test('is a whole collection also for somebody who has answered nothing', async () => {
    const empty = await packageOf(await world.learner())
    expect(empty.notes).toEqual([])
    expect(empty.all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    empty.close()
  })
})

test('days are counted by the clock of the person’s zone', async () => {
  const sora = await world.learner()
  await world.opens(sora, 'tasting', 'Asia/Tokyo')
  const { due } = await world.answers(sora, 'first-flush', 'right', { zone: 'Asia/Tokyo' })
  const tokyo = await packageOf({ ...sora, viewer: { ...sora.viewer, zone: 'Asia/Tokyo' } })
  const created = new Date((tokyo.col.crt + 9 * 3600) * 1000).toISOString()
  expect(created).toMatch(/T04:00:00\.000Z$/)
  expect(json(tokyo.col.conf)).toMatchObject({ creationOffset: -540 })
  expect(addDays(created.slice(0, 10), tokyo.cards[0]!.due)).toBe(due)
  tokyo.close()
})
