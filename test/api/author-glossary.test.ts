import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { signedIn, startHeed, teaContent, type Client, type Running } from '../running.ts'
import { bodyOf } from './device.ts'

/* The glossary over HTTP: its pair of calls, and its page by plain forms, on a content folder in a Git repository. */

let server: Running
let content: string
let anna: Client
let mia: Client
beforeAll(async () => {
  content = newFolder()
  cpSync(teaContent, content, { recursive: true })
  git('init', '--quiet')
  server = await startHeed({ content })
  anna = await signedIn(server, 'Anna', 'author')
  mia = await signedIn(server, 'Mia')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
  removeFolder(content)
})

const git = (...args: string[]) => execFileSync('git', ['-C', content, ...args], { encoding: 'utf8' }).trim()
const path = '/author/glossary'
const glossary = () => readFileSync(join(content, 'glossary.yml'), 'utf8')
const headers = (client: Client) => ({ origin: server.url, cookie: client.cookie })

interface Opened {
  read: string
  terms: { id: string; short: string }[]
}
const opened = () => bodyOf<Opened>(anna.get('/api/author/glossary'))

function put(client: Client, body: object): Promise<Response> {
  const json = { ...headers(client), 'content-type': 'application/json' }
  return fetch(`${server.url}/api/author/glossary`, { method: 'PUT', headers: json, body: JSON.stringify(body) })
}

/** A form as a browser without JavaScript sends it. */
function post(client: Client, fields: Record<string, string>): Promise<Response> {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value.replaceAll('\n', '\r\n'))
  return fetch(server.url + path, { method: 'POST', headers: headers(client), body, redirect: 'manual' })
}

const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!
/** Of these words, those that the page does not have. */
const missing = (html: string, ...words: string[]) => words.filter((each) => !html.includes(each))
const oolong = { term: 'oolong', short: 'Tea between green and black.', also: [], translations: {} }

describe('the pair of calls', () => {
  test('reads the terms and changes them, and a learner’s library has them at once', async () => {
    const { read, terms } = await opened()
    expect(terms).toMatchObject([{ id: 'steep', title: 'Steep', also: ['steeping'] }])
    const reply = await put(anna, { read, from: null, to: oolong })
    expect([reply.status, await bodyOf(reply)]).toEqual([200, { term: 'oolong', committed: true }])
    expect(git('log', '-1', '--format=%an <%ae>: %s')).toBe('Anna <anna@tea.example>: Add “oolong” to the glossary')
    expect(await (await mia.get('/library')).text()).toContain(oolong.short)
  })

  test('refuses in words', async () => {
    const { read } = await opened()
    for (const [status, code, body] of [
      [409, 'conflict', { read: null, from: null, to: { ...oolong, term: 'puerh' } }],
      [409, 'conflict', { read, from: null, to: oolong }],
      [409, 'conflict', { read, from: 'steep', to: null }],
      [404, 'not-found', { read, from: 'nothing', to: null }],
      [422, 'invalid', { read, from: null, to: { ...oolong, short: '' } }],
      [422, 'invalid', { read, from: null }],
    ] as const) {
      const reply = await put(anna, body)
      expect([reply.status, await bodyOf(reply)]).toEqual([
        status,
        { error: expect.objectContaining({ code, message: expect.any(String) }) },
      ])
    }
  })

  test('a learner finds nothing here', async () => {
    const { read } = await opened()
    const before = glossary()
    expect((await mia.get('/api/author/glossary')).status).toBe(404)
    expect((await put(mia, { read, from: 'oolong', to: null })).status).toBe(404)
    expect((await mia.get(path)).status).toBe(403)
    expect((await post(mia, { read, from: 'oolong', action: 'take-away' })).status).toBe(403)
    expect(glossary()).toBe(before)
  })
})

describe('the page, by plain forms', () => {
  const page = async (query = '') => (await anna.get(path + query)).text()

  test('an author finds the way', async () => {
    expect(await (await anna.get('/author')).text()).toContain(`href="${path}"`)
    expect((await anna.get(`${path}?term=nothing`)).status).toBe(404)
  })

  test('adds a term, and goes to it', async () => {
    const read = fieldOf(await page(), 'read')
    const fields = { 'in.de.term': 'Kessel', 'in.de.short': 'Worin Wasser kocht.', also: 'kettles\ntea kettle\n' }
    const reply = await post(anna, { read, from: '', term: 'Kettle', short: 'What boils\nthe water.', ...fields, action: 'save' })
    expect([reply.status, reply.headers.get('location')]).toEqual([303, `${path}?saved=yes&at=kettle`])
    expect(glossary()).toContain(
      '- term: kettle\n  also: [kettles, tea kettle]\n  short: What boils the water.\n  translations:\n    de:\n      term: Kessel\n      short: Worin Wasser kocht.\n',
    )
    expect(
      missing(await page('?saved=yes&at=kettle'), 'Saved.', 'href="#term-kettle"', 'What boils the water.', 'Also: kettles, tea kettle'),
    ).toEqual([])
  })

  test('keeps what was typed when it is refused', async () => {
    const read = fieldOf(await page('?term=kettle'), 'read')
    const typed = { term: 'Steep', short: 'A <b>mine.', also: 'mine\nmy own', 'in.de.term': 'Meins', 'in.de.short': 'Auch meins.' }
    const reply = await post(anna, { read, from: 'kettle', ...typed, action: 'save' })
    expect(reply.status).toBe(409)
    const html = await reply.text()
    expect(
      missing(html, 'has “steep” already', 'value="Steep"', '>A &lt;b&gt;mine.<', '>mine\nmy own<', 'value="Meins"', 'Auch meins.'),
    ).toEqual([])
    expect([fieldOf(html, 'from'), fieldOf(html, 'read')]).toEqual(['kettle', read])
  })

  test('takes a term away, and offers it only where no lesson names it', async () => {
    const html = await page('?term=kettle')
    expect(missing(html, 'value="take-away"')).toEqual([])
    const steep = await page('?term=steep')
    expect(missing(steep, 'value="take-away"', 'href="/author/edit/brewing"', 'readonly')).toEqual(['value="take-away"'])
    const refused = await post(anna, { read: fieldOf(steep, 'read'), from: 'steep', action: 'take-away' })
    expect([refused.status, missing(await refused.text(), 'so it was not taken away')]).toEqual([409, []])
    const reply = await post(anna, { read: fieldOf(html, 'read'), from: 'kettle', action: 'take-away' })
    expect(reply.headers.get('location')).toBe(`${path}?saved=gone`)
    expect(glossary()).not.toContain('kettle')
  })

  test('shows what somebody else has changed meanwhile', async () => {
    const read = fieldOf(await page('?term=oolong'), 'read')
    expect((await put(anna, { read, from: 'oolong', to: { ...oolong, short: 'Hers.' } })).status).toBe(200)
    const reply = await post(anna, { read, from: 'oolong', term: 'oolong', short: 'Mine.', also: '', action: 'save' })
    const html = await reply.text()
    expect(reply.status).toBe(409)
    expect(missing(html, 'Anna saved it here', '<del', '−   short: Hers.', '+   short: Mine.', 'Save mine in its place')).toEqual([])
    const again = { read: fieldOf(html, 'read'), from: 'oolong', term: 'oolong', short: 'Mine.', also: '', action: 'save' }
    expect((await post(anna, again)).status).toBe(303)
    expect(glossary()).toContain('short: Mine.')
  })

  test('a file with a mistake in it is told of, with its line, and not edited', async () => {
    const good = glossary()
    const read = fieldOf(await page(), 'read')
    writeFileSync(join(content, 'glossary.yml'), good.replace('short:', 'shrot:'))
    const html = await page()
    expect(missing(html, 'There is a mistake in', 'There is no key &quot;shrot&quot; here', 'name="short"')).toEqual(['name="short"'])
    const reply = await post(anna, { read, from: '', term: 'cup', short: 'A small bowl.', also: '', action: 'save' })
    expect([reply.status, missing(await reply.text(), 'has a mistake on line 3', 'value="cup"', 'A small bowl.')]).toEqual([422, []])
    writeFileSync(join(content, 'glossary.yml'), good)
  })
})
