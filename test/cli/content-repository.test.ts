import { createHmac } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { simpleGit, type SimpleGit } from 'simple-git'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, removeFolder } from '../folder.ts'
import { heed, startHeed, teaContent, type Running } from '../running.ts'

const secret = 'a secret of the repository'
const author = { config: ['user.name=Leila', 'user.email=leila@tea.example', 'commit.gpgsign=false', 'init.defaultBranch=main'] }

let bare: string
let desk: string
let git: SimpleGit
let server: Running

beforeAll(async () => {
  ;[bare, desk] = [newFolder(), newFolder()]
  await simpleGit({ ...author, baseDir: bare }).init(['--bare'])
  cpSync(teaContent, desk, { recursive: true })
  git = simpleGit({ ...author, baseDir: desk })
  await git.init()
  await git.add('.')
  await git.commit('The tea course')
  await git.addRemote('origin', bare)
  await git.push('origin', 'HEAD:main')
  server = await startHeed({ content: `file://${bare}#main`, env: { HEED_CONTENT_SECRET: secret } })
})

afterAll(async () => {
  await server.stop()
  for (const folder of [server.data, bare, desk]) removeFolder(folder)
})

const file = 'courses/tea/brewing.mdx'
async function pushes(change: (text: string) => string): Promise<void> {
  writeFileSync(join(desk, file), change(readFileSync(join(desk, file), 'utf8')))
  await git.commit('Another word', [file])
  await git.push('origin', 'HEAD:main')
}

const call = (headers: Record<string, string>, body = '{"ref":"refs/heads/main"}') =>
  fetch(`${server.url}/api/content/pushed`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
const signed = (body: string) => ({ 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` })
const fetched = () => readFileSync(join(server.data, 'content', file), 'utf8')

describe('lessons from a repository', () => {
  test('are fetched before the first page is served', () => {
    expect(server.output()).toContain('1 course, 3 lessons')
    expect(fetched()).toBe(readFileSync(join(desk, file), 'utf8'))
  })

  test('are fetched at once when the repository says so, signed', async () => {
    await pushes((text) => text.replace('Water, leaves and time.', 'Water, leaves and patience.'))
    const body = '{"ref":"refs/heads/main","commits":[]}'
    expect((await call(signed(body), body)).status).toBe(204)
    expect(fetched()).toContain('patience')
  })

  test('or by a token, as GitLab does', async () => {
    await pushes((text) => text.replace('patience.', 'calm.'))
    expect((await call({ 'x-gitlab-token': secret })).status).toBe(204)
    expect(fetched()).toContain('calm')
  })

  test.each([
    ['without a signature', {}],
    ['with a wrong one', { 'x-hub-signature-256': 'sha256=00' }],
    ['with another token', { 'x-gitlab-token': 'guessed' }],
    ['signed for another body', signed('{}')],
  ])('%s the call is not there', async (_, headers) => {
    expect((await call(headers as Record<string, string>)).status).toBe(404)
  })

  test('a commit that was taken back there does not come back from here', async () => {
    const before = await git.revparse(['HEAD'])
    await pushes((text) => text.replace('calm.', 'a wrong word.'))
    expect((await call({ 'x-gitlab-token': secret })).status).toBe(204)
    expect(fetched()).toContain('a wrong word.')
    await git.reset(['--hard', before])
    await git.push('origin', 'HEAD:main', ['--force'])
    expect((await call({ 'x-gitlab-token': secret })).status).toBe(204)
    expect(fetched()).toContain('calm.')
    expect(await simpleGit(bare).revparse(['main'])).toBe(before)
  })

  test('take back what was committed here', async () => {
    const here = simpleGit({ ...author, baseDir: join(server.data, 'content') })
    writeFileSync(join(server.data, 'content', file), fetched().replace('calm.', 'a clock.'))
    await here.commit('Published in the browser', [file])
    expect((await call({ 'x-gitlab-token': secret })).status).toBe(204)
    await git.pull('origin', 'main')
    expect(readFileSync(join(desk, file), 'utf8')).toContain('a clock.')
  })
})

test('HEED_LOG=debug tells of every sync', async () => {
  const env = { HEED_LOG: 'debug' }
  const { stderr } = await heed(['jobs', 'run', 'content'], { data: server.data, content: `file://${bare}#main`, env })
  expect(stderr).toMatch(/"revision":"[0-9a-f]{7,}","changed":false,"msg":"The lessons were compared with their repository\."/)
})

describe('a clone whose .git is lost', () => {
  // Without a server beside it, which would mend it within the minute.
  let data: string
  beforeAll(async () => {
    data = newFolder()
    await sync()
  })
  afterAll(() => removeFolder(data))
  const clone = () => join(data, 'content')
  const here = () => ({ data, content: `file://${bare}#main` })
  const sync = () => heed(['jobs', 'run', 'content'], here())
  const fetched = () => readFileSync(join(clone(), file), 'utf8')

  test('is told by the doctor, and taken anew where every file is as in the repository; others stay', async () => {
    await git.pull('origin', 'main')
    rmSync(join(clone(), '.git'), { recursive: true })
    writeFileSync(join(clone(), 'notes.txt'), 'mine')
    const doctor = await heed(['doctor'], here())
    expect(doctor.stdout).toMatch(/^problem {2}lessons .*content is no clone of its repository any more.* heed jobs run content/m)
    expect(await sync()).toMatchObject({ code: 0, stderr: expect.stringContaining('was taken anew') })
    expect(readFileSync(join(clone(), 'notes.txt'), 'utf8')).toBe('mine')
    expect(await simpleGit(clone()).revparse(['HEAD'])).toBe(await simpleGit(bare).revparse(['main']))
    await pushes((text) => text.replace('a clock.', 'a spoon.'))
    expect(await sync()).toMatchObject({ code: 0 })
    expect(fetched()).toContain('a spoon.')
  })

  test('is mended by two at once', async () => {
    rmSync(join(clone(), '.git'), { recursive: true })
    // One may find Git's own lock of the other, and is in time the next minute.
    expect((await Promise.all([sync(), sync()])).map(({ code }) => code)).toContain(0)
    expect(await sync()).toMatchObject({ code: 0 })
    expect(await simpleGit(clone()).revparse(['HEAD'])).toBe(await simpleGit(bare).revparse(['main']))
  })

  test('that Git cannot read is left as it is, and said so', async () => {
    renameSync(join(clone(), '.git/HEAD'), join(clone(), '.git/lost'))
    expect(await sync()).toMatchObject({ code: 1, stderr: expect.stringContaining('status” says why') })
    renameSync(join(clone(), '.git/lost'), join(clone(), '.git/HEAD'))
    expect(await sync()).toMatchObject({ code: 0 })
  })

  test('is left as it is where a file is another one, which is named', async () => {
    rmSync(join(clone(), '.git'), { recursive: true })
    writeFileSync(join(clone(), file), fetched().replace('a spoon.', 'a kettle.'))
    const { code, stderr } = await sync()
    expect([code, stderr]).toEqual([1, expect.stringContaining(`not those of the repository: ${file}. Move the folder away`)])
    expect(fetched()).toContain('a kettle.')
    expect(readdirSync(data).filter((name) => name.startsWith('content'))).toEqual(['content'])
  })
})

describe('a first start without the repository ends with what to do, and no password in it', () => {
  test.each([
    { name: 'nobody listens', content: 'https://me:hush@127.0.0.1:1/lessons.git', code: 70, says: 'cannot be reached' },
    { name: 'a port that is none', content: 'https://me:hush@127.0.0.1:1x/lessons.git', code: 78, says: 'the address of a Git repository' },
    { name: 'a place where there is none', content: 'file:///nowhere/lessons.git', code: 78, says: 'the address of a Git repository' },
  ])('$name: $code', async ({ content, code, says }) => {
    const data = newFolder()
    const ended = await heed(['serve'], { data, content })
    removeFolder(data)
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining('HEED_CONTENT could not be fetched') })
    expect(ended.stderr).toContain(says)
    expect(ended.stderr).not.toContain('hush')
  })

  test('it answers that it is overloaded: 70', async () => {
    const busy = createServer((_, res) => res.writeHead(503).end())
    await new Promise<void>((ready) => busy.listen(0, '127.0.0.1', ready))
    const data = newFolder()
    const { port } = busy.address() as { port: number }
    expect(await heed(['serve'], { data, content: `http://127.0.0.1:${port}/lessons.git` })).toMatchObject({ code: 70 })
    removeFolder(data)
    await new Promise((closed) => busy.close(closed))
  })
})
