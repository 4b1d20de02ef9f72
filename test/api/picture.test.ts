import { cpSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { beginnings, bytesOf, dot } from '../lessons/pictures.ts'
import { clientOf, signedIn, startHeed, teaContent, type Client, type Running } from '../running.ts'
import { bodyOf } from './device.ts'

/* Pictures over HTTP: how an author's comes in, and how it is handed to learners. */

let server: Running
let content: string
let anna: Client
let mia: Client
beforeAll(async () => {
  content = newFolder()
  cpSync(teaContent, content, { recursive: true })
  server = await startHeed({ content })
  anna = await signedIn(server, 'Anna', 'author')
  mia = await signedIn(server, 'Mia')
})
afterAll(async () => {
  await server.stop()
  removeFolder(server.data)
  removeFolder(content)
})

interface Sending {
  course?: string
  name?: string
  headers?: Record<string, string>
}

function send(client: Client, body: BodyInit, { course = 'tea', name = 'cup.png', headers = {} }: Sending = {}): Promise<Response> {
  const path = `/api/author/courses/${course}/media?${new URLSearchParams({ name })}`
  const usual = { origin: server.url, cookie: client.cookie, 'content-type': 'application/octet-stream' }
  return fetch(server.url + path, { method: 'POST', headers: { ...usual, ...headers }, body })
}

const saidOf = async (reply: Promise<Response>) => {
  const { status } = await reply
  const { error } = await bodyOf<{ error: { code: string; message: string; hint: string } }>(reply)
  return { status, ...error }
}

const ofSize = (size: number) => {
  const bytes = new Uint8Array(size)
  bytes.set(bytesOf('png'))
  return bytes
}

describe('a picture that is sent', () => {
  test('arrives byte for byte, whatever its type calls itself', async () => {
    const reply = await send(anna, dot, { name: 'Rote Tasse.png', headers: { 'content-type': 'text/html' } })
    expect([reply.status, await reply.json()]).toEqual([200, { path: 'media/rote-tasse.png' }])
    expect(new Uint8Array(readFileSync(join(content, 'courses/tea/media/rote-tasse.png')))).toEqual(dot)
  })

  test('may have ten megabytes', async () => {
    expect((await send(anna, ofSize(10_000_000), { name: 'large.png' })).status).toBe(200)
  })

  test('of more is refused, and the words are about a picture', async () => {
    expect(await saidOf(send(anna, ofSize(10_000_001)))).toMatchObject({
      ...{ status: 413, code: 'too-large', hint: 'Make the picture smaller: at most 10 MB.' },
    })
  })

  test('as JSON has the room that JSON has, because that is read before anybody is asked who they are', async () => {
    const headers = { 'content-type': 'application/json' }
    expect((await send(clientOf(server.url), ofSize(65 * 1024), { headers })).status).toBe(413)
    expect((await send(anna, '{"png":1}', { headers })).status).toBe(422)
  })

  test.each(['/api/author/check', '/api/author/courses/tea', '/api/author/courses/tea/media/more', '/media/tea/cup.png'])(
    'has its room at no other address: %s',
    async (path) => {
      const headers = { origin: server.url, cookie: anna.cookie, 'content-type': 'application/octet-stream' }
      expect((await fetch(server.url + path, { method: 'POST', headers, body: ofSize(65 * 1024) })).status).toBe(413)
    },
  )

  test('that is none is refused in a sentence', async () => {
    expect(await saidOf(send(anna, '<svg onload="alert(1)"></svg>'))).toMatchObject({
      ...{ status: 422, code: 'invalid', message: expect.stringContaining('Heed takes PNG, JPEG, GIF, WebP and AVIF') },
    })
    expect((await send(anna, '')).status).toBe(422)
  })

  test('without a name is refused', async () => {
    const headers = { origin: server.url, cookie: anna.cookie, 'content-type': 'application/octet-stream' }
    const reply = fetch(`${server.url}/api/author/courses/tea/media`, { method: 'POST', headers, body: dot })
    expect(await saidOf(reply)).toMatchObject({ status: 422, message: expect.stringContaining('name') })
  })

  test.each(['no-such-course', '..%2F..', '%2e%2e', 'tea%2F..%2Ftea'])('to the course %s finds nothing', async (course) => {
    expect((await send(anna, dot, { course })).status).toBe(404)
  })

  test('by somebody else is refused, however large it is', async () => {
    for (const body of [dot, ofSize(5_000_000)]) {
      expect((await send(mia, body)).status).toBe(404)
      expect((await send(clientOf(server.url), body)).status).toBe(401)
      expect((await send(anna, body, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403)
    }
  })
})

/** With the path as it is written: fetch would tidy it first. */
function asWritten(path: string, cookie: string): Promise<number> {
  return new Promise((done, failed) => {
    const { port } = new URL(server.url)
    request({ port, path, headers: { cookie } }, (reply) => done(reply.resume().statusCode!))
      .on('error', failed)
      .end()
  })
}

describe('a picture that is handed out', () => {
  const types = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif' }

  test.each(Object.keys(beginnings) as (keyof typeof beginnings)[])('is a %s, and nothing that a browser would run', async (kind) => {
    const body = bytesOf(kind, '<!doctype html><script>alert(1)</script>')
    const { path } = await bodyOf<{ path: string }>(send(anna, body, { name: `two-faced-${kind}.html` }))
    const reply = await mia.get(`/media/tea/${path.slice('media/'.length)}`)
    expect([reply.status, new Uint8Array(await reply.arrayBuffer())]).toEqual([200, body])
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': types[kind],
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=300',
    })
  })

  test('is there for whoever is signed in, and for nobody else', async () => {
    await send(anna, dot)
    expect((await mia.get('/media/tea/cup.png')).status).toBe(200)
    expect((await clientOf(server.url).get('/media/tea/cup.png')).status).toBe(404)
  })

  test.each([
    '/media/tea/../course.yml',
    '/media/tea/..%2fcourse.yml',
    '/media/tea/brewing.mdx',
    '/media/tea/.cup.png.heed',
    '/media/tea/',
  ])('is all that there is: %s is not', async (path) => {
    expect(await asWritten(path, mia.cookie)).toBe(404)
  })
})
