import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let mia: Person
let max: Person
beforeEach(async () => {
  world = await openSchool()
  await world.team('Phone')
  await world.team('Shop')
  mia = await world.person('Mia', { team: 'Phone' })
  max = await world.person('Max', { team: 'Phone' })
})
afterEach(() => world.close())

const thanks = (to: Person) => ({ to: to.viewer.id, skill: 'brewing', text: 'You let her finish.' })

describe('a word of thanks', () => {
  test('reaches a colleague, and nobody else', async () => {
    expect(await world.as(mia).people.giveKudos(thanks(max))).toEqual({ name: 'Max' })
    expect((await world.as(max).people.kudosPage()).received).toMatchObject([
      { from: 'Mia', skill: 'Brewing', text: 'You let her finish.' },
    ])
    expect((await world.as(mia).people.kudosPage()).received).toEqual([])
  })

  test('goes to one’s own teams only', async () => {
    const sue = await world.person('Sue', { team: 'Shop' })
    expect((await world.as(mia).people.kudosPage()).colleagues.map(({ name }) => name)).toEqual(['Max'])
    for (const to of [sue, mia]) await expect(world.as(mia).people.giveKudos(thanks(to))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('goes between a lead and all whom they lead, also of a team below', async () => {
    await world.team('Phone, evening', 'Phone')
    const lea = await world.person('Lea', { team: 'Phone', lead: true })
    const eve = await world.person('Eve', { team: 'Phone, evening' })
    expect(await world.as(lea).people.giveKudos(thanks(eve))).toEqual({ name: 'Eve' })
    expect(await world.as(eve).people.giveKudos(thanks(lea))).toEqual({ name: 'Lea' })
    await expect(world.as(eve).people.giveKudos(thanks(mia))).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is said five times a day', async () => {
    for (let n = 0; n < 5; n++) await world.as(mia).people.giveKudos(thanks(max))
    await expect(world.as(mia).people.giveKudos(thanks(max))).rejects.toMatchObject({ code: 'too-many' })
    world.clock.forward({ days: 1, minutes: 1 })
    await world.as(mia).people.giveKudos(thanks(max))
  })

  test.each([
    ['nothing', { text: ' ' }],
    ['a skill that is not there', { skill: 'juggling' }],
  ])('%s is refused in words', async (_, given) => {
    await expect(world.as(mia).people.giveKudos({ ...thanks(max), ...given })).rejects.toMatchObject({ code: 'invalid' })
  })
})
