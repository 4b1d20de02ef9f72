import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OidcSettings } from '../../src/settings.ts'
import { openSchool, type Person, type School } from '../world.ts'

let world: School
let ada: Person
let olga: Person
const open = async (changes: Parameters<typeof openSchool>[1] = {}) => {
  world = await openSchool(undefined, changes)
  ada = await world.person('Ada', { role: 'admin' })
  olga = await world.person('Olga', { role: 'owner' })
}
beforeEach(() => open())
afterEach(() => world.close())

/** A sign-in with one rule of each kind, at an address where nobody listens. */
const oidc: OidcSettings = {
  ...{ issuer: 'http://127.0.0.1:9', clientId: 'heed', clientSecret: 'hunter2', name: 'Acme', scope: 'openid', groupsClaim: 'groups' },
  roles: [{ group: 'l-and-d', gives: 'author' }],
  teams: [{ group: 'phones', gives: 'Phone' }],
}

const page = () => world.as(ada).site.page()

describe('the page of the site', () => {
  test('says what is live, and how many files wait to be mended', async () => {
    expect((await page()).content).toMatchObject({ repository: false, from: world.context.settings.content, broken: 0, synced: null })
    world.writes('courses/tea/brewing.mdx', (text) => text.replace('status: live', 'status: lively'))
    await world.context.catalogue.reload()
    const { content } = await page()
    expect(content).toMatchObject({ broken: 1, lessons: world.live().lessons.size, courses: world.live().courses.length })
  })

  test.each([
    ['a name and a password', 'https://heed:hunter2@git.example.com/tea.git', 'https://git.example.com/tea.git'],
    ['a token for a name', 'https://ghp_hunter2@git.example.com/tea.git', 'https://git.example.com/tea.git'],
    ['a password with a sign of its own', 'https://me:p@ss@git.example.com/tea.git', 'https://git.example.com/tea.git'],
    ['no secret', 'git@git.example.com:tea.git', 'git@git.example.com:tea.git'],
  ])('names a repository with %s, and tells no secret', async (_, url, from) => {
    world.close()
    await open({ contentRemote: { url, branch: null } })
    expect((await page()).content).toMatchObject({ repository: true, from })
  })

  test('tells the rules of the company’s sign-in, and nothing secret', async () => {
    world.close()
    await open({ oidc })
    const site = await page()
    expect(site.company).toEqual({
      name: 'Acme',
      issuer: 'http://127.0.0.1:9',
      roles: [{ group: 'l-and-d', gives: 'author' }],
      teams: [{ group: 'phones', gives: 'Phone' }],
    })
    expect(JSON.stringify(site)).not.toContain('hunter2')
    await expect(world.as(ada).people.askProvider()).rejects.toMatchObject({ code: 'busy' })
  })

  test('is for admins; so is every deed on it', async () => {
    const mia = world.as(await world.person('Mia', { role: 'author' }))
    for (const deed of [
      () => mia.site.page(),
      () => mia.site.backUpNow(),
      () => mia.people.askProvider(),
      () => mia.reports.switchDetail({ on: true }),
      () => mia.people.changeRetention({ auditDays: 31 }),
    ])
      await expect(deed()).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('looks at the disk, the backups, the jobs and the address', async () => {
    const checks = (await page()).health.map(({ check }) => check)
    expect(checks).toEqual(expect.arrayContaining(['room', 'backup', 'jobs', 'address']))
  })
})

test('tells of mail that does not leave, before it is given up', async () => {
  world.close()
  await open({ smtpUrl: 'smtp://127.0.0.1:9' })
  const mail = async () => (await page()).health.find(({ check }) => check === 'mail')
  expect(await mail()).toMatchObject({ ok: true })
  await world.as(ada).people.invite({ email: 'nia@example.com' })
  await world.app.system.outbox.deliver()
  expect(await mail()).toMatchObject({
    ok: false,
    says: expect.stringMatching(/^One mail has not left: The mail server of HEED_SMTP_URL could not be reached/),
  })
})

test('a backup made by hand is the last one, and who made it is written down', async () => {
  expect((await page()).backups).toMatchObject({ count: 0, last: null })
  await world.as(ada).site.backUpNow()
  const { backups } = await page()
  expect(backups).toMatchObject({ count: 1, last: { at: world.clock.now() } })
  expect(backups.last!.bytes).toBeGreaterThan(10_000)
  expect(world.sql("select actor_id from audit where verb = 'backup.made'")).toEqual([{ actor_id: ada.viewer.id }])
})

test('how long what is kept is for owners to change, within bounds', async () => {
  await expect(world.as(ada).people.changeRetention({ auditDays: 31 })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(world.as(olga).people.changeRetention({ auditDays: NaN })).rejects.toThrow('whole number of days')
  await world.as(olga).people.changeRetention({ auditDays: 31 })
  expect((await page()).kept).toEqual({ signInDays: 30, auditDays: 31, answerMonths: 12, flagMonths: 24 })
})
