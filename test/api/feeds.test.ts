import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addFeed } from '../../db/feeds.ts'
import { hash } from '../../src/kernel/hash.ts'
import { openWorld } from '../../src/world.ts'
import { settingsFor, signedIn, startHeed, type Client, type Running } from '../running.ts'

let server: Running
let mia: Client
let miaId: string
beforeAll(async () => {
  server = await startHeed()
  mia = await signedIn(server, 'Mia')
  miaId = ((await (await mia.get('/api/me')).json()) as { id: string }).id
})
afterAll(async () => {
  await server.stop()
})

/** As a browser sends the form of a page. */
const form = (path: string, fields: Record<string, string>, cookie = mia.cookie) =>
  fetch(server.url + path, {
    method: 'POST',
    headers: { origin: server.url, cookie, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  })

const remindAt = async () => ((await (await mia.get('/api/me')).json()) as { remindAt: string | null }).remindAt

describe('the calendar', () => {
  const addressIn = (page: string) => /value="[^"]*(\/calendar\/[\w-]{43}\.ics)"/.exec(page)?.[1]
  const makes = async () => addressIn(await (await form('/me/settings', { group: 'calendar' })).text())!

  test('is made in the settings, shown once, and read without a sign-in', async () => {
    const address = await makes()
    expect(addressIn(await (await mia.get('/me/settings')).text())).toBeUndefined()
    const reply = await fetch(server.url + address)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(reply.headers.get('cache-control')).toContain('no-store')
    const calendar = new ICAL.Component(ICAL.parse(await reply.text()))
    expect(calendar.getAllSubcomponents('vevent').length).toBeGreaterThanOrEqual(9)
  })

  test('ends in the settings', async () => {
    const address = await makes()
    expect((await form('/me/settings', { group: 'calendar', end: 'yes' })).status).toBe(303)
    expect((await fetch(server.url + address)).status).toBe(404)
  })

  test.each(['/calendar/', '/calendar/x.ics', `/calendar/${'A'.repeat(43)}.ics`, `/calendar/${'A'.repeat(3000)}`])(
    '%s is nothing',
    async (path) => {
      expect([404, 422]).toContain((await fetch(server.url + path)).status)
    },
  )
})

describe('ending reminders', () => {
  const token = 'u'.repeat(43)
  beforeAll(async () => {
    const world = await openWorld(settingsFor({ data: server.data }), { catalogue: false, watch: false })
    await world.context.transaction((tx) => addFeed(tx, { hash: hash(token), personId: miaId, kind: 'unsubscribe', madeAt: 0 }))
    await world.close()
  })

  test('by one click of a mail program: no cookie, no Origin, a form as RFC 8058 has it, as often as it likes', async () => {
    expect(await remindAt()).toBe('09:00')
    const click = () =>
      fetch(`${server.url}/api/unsubscribe/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      })
    expect((await click()).status).toBe(204)
    expect((await click()).status).toBe(204)
    expect(await remindAt()).toBeNull()
  })

  test('by the page in the mail: to look ends nothing, the button does', async () => {
    expect((await form('/me/settings', { group: 'reminders', remind: 'yes', remindAt: '10:15' })).status).toBe(303)
    const page = await (await fetch(`${server.url}/unsubscribe/${token}`)).text()
    expect(page).toContain('mia@tea.example')
    expect(page).toContain('End reminders')
    expect(await remindAt()).toBe('10:15')
    const after = await form(`/unsubscribe/${token}`, {}, '')
    expect(await after.text()).toContain('No more reminders')
    expect(await remindAt()).toBeNull()
  })

  test('not by a secret that nobody was sent, and not from elsewhere by the page', async () => {
    expect((await fetch(`${server.url}/api/unsubscribe/${'x'.repeat(43)}`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(`${server.url}/unsubscribe/${'x'.repeat(43)}`)).status).toBe(404)
    const foreign = await fetch(`${server.url}/unsubscribe/${token}`, { method: 'POST', headers: { origin: 'https://evil.example' } })
    expect(foreign.status).toBe(403)
  })

  test('the exception at the door is for that path alone', async () => {
    for (const path of ['/api/unsubscribe', '/api/unsubscribed/x', '/api/sign-out'])
      expect((await fetch(server.url + path, { method: 'POST' })).status).toBe(403)
  })
})

describe('the page of the site', () => {
  test('is for admins', async () => {
    expect((await mia.get('/admin/site')).status).toBe(403)
    const ada = await signedIn(server, 'Ada', 'admin')
    const page = await (await ada.get('/admin/site')).text()
    expect(page).toContain('No mail server is set')
    const tried = await form('/admin/site', { deed: 'test' }, ada.cookie)
    expect(tried.status).toBe(409)
    expect(await tried.text()).toContain('has no mail server')
    expect((await form('/admin/site', { deed: 'again', letter: 'x' }, ada.cookie)).status).toBe(404)
  })
})
