import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { longestPicture } from '../../src/lessons/picture.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'
import { beginnings, bytesOf } from './pictures.ts'

/* A picture that an author brings into a course, on a real folder. */

let world: School
let anna: Person
beforeEach(async () => {
  world = await openSchool()
  anna = await world.person('Anna Autor', { role: 'author' })
})
afterEach(() => world.close())

const author = (person = anna) => world.as(person).author
const folder = () => world.context.settings.content
const media = () => join(folder(), 'courses/tea/media')
const adds = (name: string, bytes: Uint8Array<ArrayBuffer> = bytesOf('png'), course = 'tea') => author().addPicture(course, { name, bytes })
const audits = () => world.sql<{ object: string; detail: string }>("select object, detail from audit where verb = 'picture.added'")

describe('a picture', () => {
  test('lies in the folder of its course, byte for byte, under a name of our own', async () => {
    const bytes = bytesOf('png', 'a cup\r\n\0')
    expect(await adds('Größe der Tasse (1).PNG', bytes)).toEqual({ path: 'media/grosse-der-tasse-1.png' })
    expect(new Uint8Array(readFileSync(join(media(), 'grosse-der-tasse-1.png')))).toEqual(bytes)
    expect(readdirSync(media())).toEqual(['grosse-der-tasse-1.png'])
    expect(lstatSync(join(media(), 'grosse-der-tasse-1.png')).mode & 0o777).toBe(0o644)
  })

  test('is known to the checker at once', async () => {
    const { text } = await author().editPage('brewing', {})
    const says = async () => {
      const { problems } = await author().check({ text: `${text}\n![A cup](media/cup.png)\n`, lesson: 'brewing' })
      return problems.map(({ id, mend }) => [id, mend])
    }
    expect(await says()).toEqual([
      ['image-missing', 'put it into courses/tea/media (in the browser: press Picture), or write another name.'],
    ])
    await adds('cup.png')
    expect(await says()).toEqual([])
  })

  test.each(Object.keys(beginnings) as (keyof typeof beginnings)[])('is a %s by its first bytes, whatever it is called', async (kind) => {
    expect(await adds('cup.html', bytesOf(kind))).toEqual({ path: `media/cup.${kind}` })
  })

  test.each([
    ['../../../etc/passwd', 'media/etc-passwd.png'],
    ['..\\site.yml', 'media/site.png'],
    ['/cup.png', 'media/cup.png'],
    ['cup.png\0.html', 'media/cup-png.png'],
    ['日本語.png', 'media/picture.png'],
    ['', 'media/picture.png'],
    ['.png', 'media/picture.png'],
    [`${'long '.repeat(40)}.png`, `media/${'long-'.repeat(12).slice(0, -1)}.png`],
  ])('that calls itself %j is %s', async (name, path) => {
    expect(await adds(name)).toEqual({ path })
    expect(readdirSync(media())).toEqual([path.slice('media/'.length)])
  })

  test('of the same name and the same bytes is used again; nothing is told of it twice', async () => {
    for (const name of ['cup.png', 'Cup.PNG', 'cup']) expect(await adds(name)).toEqual({ path: 'media/cup.png' })
    expect(readdirSync(media())).toEqual(['cup.png'])
    expect(audits()).toHaveLength(1)
  })

  test('of the same name with other bytes gets a number, and takes the place of none', async () => {
    const [first, second, third] = ['first', 'second', 'third'].map((rest) => bytesOf('png', rest))
    expect(await adds('cup.png', first)).toEqual({ path: 'media/cup.png' })
    expect(await adds('cup.png', second)).toEqual({ path: 'media/cup-2.png' })
    expect(await adds('cup.png', third)).toEqual({ path: 'media/cup-3.png' })
    expect(await adds('cup.png', second)).toEqual({ path: 'media/cup-2.png' })
    expect(new Uint8Array(readFileSync(join(media(), 'cup.png')))).toEqual(first)
  })

  test('and its like, sent at once, each get a name', async () => {
    const paths = await Promise.all(['a', 'b', 'c', 'a'].map((rest) => adds('cup.png', bytesOf('png', rest))))
    expect(paths.map(({ path }) => path)).toEqual(['media/cup.png', 'media/cup-2.png', 'media/cup-3.png', 'media/cup.png'])
  })

  test('of the same name and length is not taken for the same', async () => {
    await adds('cup.png', bytesOf('png', 'aaaa'))
    expect(await adds('cup.png', bytesOf('png', 'bbbb'))).toEqual({ path: 'media/cup-2.png' })
  })

  test('leaves what was left of a crash behind nobody', async () => {
    mkdirSync(media())
    writeFileSync(join(media(), '.cup.png.heed'), 'half')
    await adds('cup.png')
    expect(readdirSync(media())).toEqual(['cup.png'])
  })

  test('is one line in the audit', async () => {
    await adds('Cup.png')
    expect(audits().map(({ object, detail }) => [object, JSON.parse(detail)])).toEqual([['tea', { picture: 'cup.png' }]])
    const { lines } = await world.as(await world.person('Olga', { role: 'owner' })).people.auditPage({ verb: 'picture.added' })
    expect(lines).toHaveLength(1)
  })
})

describe('no picture', () => {
  const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const heic = Buffer.from('00000018667479706865696300000000686569636d696631', 'hex')
  test.each<[string, string, string | Uint8Array, RegExp]>([
    ['an SVG', 'cup.svg', svg, /^“cup\.svg” is an SVG, which can hold a script\. Heed takes PNG, JPEG, GIF, WebP and AVIF\.$/],
    ['an SVG that calls itself PNG', 'cup.png', svg, /is an SVG/],
    ['a page', 'cup.png', '<!doctype html><script>alert(1)</script>', /^“cup\.png” is no picture that Heed takes: it takes PNG, /],
    ['a HEIC', 'cup.heic', heic, /it takes PNG, JPEG, GIF, WebP and AVIF/],
    ['a WAV', 'cup.webp', 'RIFF\x24\0\0\0WAVEfmt ', /it takes PNG/],
    ['a piece of a PNG', 'cup.png', bytesOf('png').subarray(0, 7), /it takes PNG/],
    ['nothing', 'cup.png', '', /^“cup\.png” is empty\.$/],
    ['something without a name', '', 'words', /^The file is no picture/],
  ])('is %s', async (_, name, content, message) => {
    await expect(adds(name, new Uint8Array(Buffer.from(content as string)))).rejects.toThrow(refusal('invalid', message))
    expect(existsSync(media())).toBe(false)
  })

  test('is one beyond all measure', async () => {
    const large = new Uint8Array(longestPicture + 1)
    large.set(bytesOf('png'))
    await expect(adds('cup.png', large)).rejects.toThrow(refusal('too-large', /larger than 10 MB/))
    expect(await adds('cup.png', large.subarray(0, longestPicture))).toEqual({ path: 'media/cup.png' })
  })
})

describe('a picture goes nowhere else', () => {
  test.each(['learner', 'author', 'admin', 'owner'] as const)('a %s brings one as far as the role goes', async (role) => {
    const heed = author(await world.person(`Some ${role}`, { role }))
    const add = heed.addPicture('tea', { name: 'cup.png', bytes: bytesOf('png') })
    if (role === 'learner') await expect(add).rejects.toThrow(refusal('forbidden'))
    else expect(await add).toEqual({ path: 'media/cup.png' })
  })

  test.each(['coffee', '', '.', '..', '../..', 'tea/', 'tea/../tea', 'tea\0', 'TEA'])('not into the course %j', async (course) => {
    const before = readdirSync(folder(), { recursive: true })
    await expect(adds('cup.png', bytesOf('png'), course)).rejects.toThrow(refusal('not-found', /no such course/))
    expect(readdirSync(folder(), { recursive: true })).toEqual(before)
  })

  test('but into a folder with lessons whose course.yml is still to come', async () => {
    mkdirSync(join(folder(), 'courses/coffee'))
    writeFileSync(join(folder(), 'courses/coffee/beans.mdx'), '---\nid: beans\ntitle: Beans\nstatus: draft\n---\n\nBeans.\n')
    await world.context.catalogue.reload()
    expect(await adds('bean.png', bytesOf('png'), 'coffee')).toEqual({ path: 'media/bean.png' })
  })

  test('not by way of a link to another folder', async () => {
    const elsewhere = newFolder()
    symlinkSync(elsewhere, media())
    await expect(adds('cup.png')).rejects.toThrow(refusal('not-found'))
    expect(readdirSync(elsewhere)).toEqual([])
    removeFolder(elsewhere)
  })

  test('not into what a link of that name leads to', async () => {
    mkdirSync(media())
    writeFileSync(join(folder(), 'secret.png'), bytesOf('png'))
    symlinkSync(join(folder(), 'secret.png'), join(media(), 'cup.png'))
    expect(await adds('cup.png')).toEqual({ path: 'media/cup-2.png' })
  })
})

/** The tests may run as root, whom no file mode stops. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid!() === 0
  if (isRoot) process.seteuid!(65534)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid!(0)
  }
}

test('a folder that cannot be written says so', async () => {
  for (const path of ['', 'courses/tea']) chmodSync(join(folder(), path), 0o555)
  await expect(asNobody(() => adds('cup.png'))).rejects.toThrow(refusal('forbidden', /may not write/))
  chmodSync(join(folder(), 'courses/tea'), 0o755)
  mkdirSync(media())
  chmodSync(media(), 0o555)
  await expect(asNobody(() => adds('cup.png'))).rejects.toThrow(refusal('forbidden', /may not write/))
  expect(audits()).toEqual([])
})

describe('in a Git repository', () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', folder(), ...args], { encoding: 'utf8' }).trim()
  beforeEach(() => {
    git('init', '--quiet')
    git('add', '.')
    git('-c', 'user.name=Setup', '-c', 'user.email=setup@example.com', 'commit', '--quiet', '--message', 'Start')
  })

  test('a picture is a commit of that file alone, in the author’s name', async () => {
    world.writes('courses/tea/tasting.mdx', (text) => `${text}\nSomebody is at work here.\n`)
    for (const _ of ['once', 'and again']) await adds('Cup.png')
    expect(git('log', '-2', '--format=%an <%ae> | %s').split('\n')).toEqual([
      'Anna Autor <anna.autor@example.com> | Add the picture “cup.png”',
      'Setup <setup@example.com> | Start',
    ])
    expect(git('show', '--name-only', '--format=')).toBe('courses/tea/media/cup.png')
    expect(git('status', '--short')).toBe('M courses/tea/tasting.mdx')
  })

  test('one that Git refuses is there all the same', async () => {
    mkdirSync(join(folder(), '.git/hooks'), { recursive: true })
    writeFileSync(join(folder(), '.git/hooks/pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    expect(await adds('cup.png')).toEqual({ path: 'media/cup.png' })
    expect(readdirSync(media())).toEqual(['cup.png'])
  })
})
