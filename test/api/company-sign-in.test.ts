import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder } from '../folder.ts'
import { freePort, goodPassword, heed, startHeed, type Running } from '../running.ts'
import { rowsOf } from '../sql.ts'

/*
 * A real provider on loopback. Who signs in there is said by the test in `now`; its pages are skipped by answering its questions.
 */
interface Account {
  sub: string
  email?: string
  email_verified?: boolean
  name?: string
  groups?: string[]
}

let server: Running
let provider: Server
let issuer: string
let now: Account = { sub: '' }

beforeAll(async () => {
  const [port, home] = [await freePort(), await freePort()]
  issuer = `http://127.0.0.1:${port}`
  const url = `http://127.0.0.1:${home}`
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'heed', client_secret: 'a secret of the provider', redirect_uris: [`${url}/sign-in/company/back`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    findAccount: () => ({ accountId: now.sub, claims: () => ({ ...now }) }),
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['test'] },
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client!.clientId, accountId: ctx.oidc.session!.accountId! })
      grant.addOIDCScope('openid email profile groups')
      await grant.save()
      return grant
    },
    interactions: { url: (_, { uid }) => `/answer/${uid}` },
  })
  const answer = oidc.callback()
  provider = createServer((req, res) => {
    if (!req.url!.startsWith('/answer/')) return void answer(req, res)
    void oidc.interactionFinished(req, res, { login: { accountId: now.sub } })
  })
  await new Promise<void>((ready) => provider.listen(port, '127.0.0.1', ready))
  server = await startHeed({
    env: {
      PORT: String(home),
      HEED_URL: url,
      HEED_OIDC_ISSUER: issuer,
      HEED_OIDC_CLIENT_ID: 'heed',
      HEED_OIDC_CLIENT_SECRET: 'a secret of the provider',
      HEED_OIDC_NAME: 'the tea house',
      HEED_OIDC_SCOPE: 'openid email profile groups',
      HEED_OIDC_ROLES: 'writers=author',
      HEED_OIDC_TEAMS: 'phone=Phone',
    },
  })
  for (const args of [
    ['team', 'add', 'Phone'],
    ['person', 'add', 'vera@tea.example', '--name', 'Vera'],
  ])
    expect((await heed(args, { data: server.data })).code).toBe(0)
})

afterAll(async () => {
  await server.stop()
  provider.closeAllConnections()
  await new Promise((closed) => provider.close(closed))
  removeFolder(server.data)
})

/** A browser: follows every redirect and keeps every cookie, by host and port. */
class Browser {
  readonly jar = new Map<string, Map<string, string>>()

  async goto(start: string): Promise<{ status: number; url: string; text: string }> {
    let url = start
    for (let hops = 0; hops < 15; hops++) {
      const { origin } = new URL(url)
      const cookies = this.jar.get(origin) ?? new Map<string, string>()
      this.jar.set(origin, cookies)
      const header = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const reply = await fetch(url, { redirect: 'manual', headers: header ? { cookie: header } : {} })
      for (const set of reply.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!
        if (/max-age=0|expires=thu, 01 jan 1970/i.test(set)) cookies.delete(name!)
        else cookies.set(name!, value!)
      }
      const location = reply.headers.get('location')
      if (!location) return { status: reply.status, url, text: await reply.text() }
      url = new URL(location, url).href
    }
    throw new Error('it goes round in circles')
  }

  cookie(origin: string): string {
    return [...(this.jar.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

async function signIn(account: Account, browser = new Browser()) {
  now = account
  const end = await browser.goto(`${server.url}/sign-in/company`)
  const reply = await fetch(`${server.url}/api/me`, { headers: { cookie: browser.cookie(server.url) } })
  return {
    end,
    me: reply.ok ? ((await reply.json()) as { id: string; email: string; name: string; role: string; teams: { name: string }[] }) : null,
  }
}

describe('the company account', () => {
  test('stands on the sign-in page by its name', async () => {
    expect(await (await fetch(`${server.url}/sign-in`)).text()).toContain('Sign in with the tea house')
  })

  test('makes somebody new a learner, and is the same person the next time', async () => {
    const first = await signIn({ sub: 'mia', email: 'mia@tea.example', email_verified: true, name: 'Mia' })
    expect(first.me).toMatchObject({ email: 'mia@tea.example', name: 'Mia', role: 'learner', teams: [] })
    const again = await signIn({ sub: 'mia', email: 'mia.married@tea.example', email_verified: true, name: 'Mia' })
    expect(again.me!.id).toBe(first.me!.id)
  })

  test('works without an address', async () => {
    const { me } = await signIn({ sub: 'nobody-knows', name: 'Noor' })
    expect(me).toMatchObject({ name: 'Noor', role: 'learner' })
    expect(me!.email).toMatch(/\.invalid$/)
  })

  test('leads to the account that is here, if the address is checked', async () => {
    const { me } = await signIn({ sub: 'vera', email: 'Vera@tea.example', email_verified: true })
    expect(me).toMatchObject({ name: 'Vera', email: 'vera@tea.example' })
  })

  test('takes nothing over from whoever used the address before: no password, no sign-in', async () => {
    const added = await heed(['person', 'add', 'boss@tea.example', '--name', 'Not the boss', '--password-stdin'], {
      data: server.data,
      input: `${goodPassword}\n`,
    })
    expect(added.code).toBe(0)
    const enter = () =>
      fetch(`${server.url}/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url },
        body: JSON.stringify({ email: 'boss@tea.example', password: goodPassword }),
      })
    const before = await enter()
    expect(before.status).toBe(204)
    const cookie = before.headers.getSetCookie()[0]!.split(';')[0]!
    const { me } = await signIn({ sub: 'boss', email: 'boss@tea.example', email_verified: true, groups: ['writers'] })
    expect(me).toMatchObject({ email: 'boss@tea.example', role: 'author' })
    expect((await enter()).status).toBe(401)
    expect((await fetch(`${server.url}/api/me`, { headers: { cookie } })).status).toBe(401)
  })

  test('does not let anybody claim an address', async () => {
    const { me, end } = await signIn({ sub: 'thief', email: 'mia@tea.example', email_verified: false })
    expect(me).toBeNull()
    expect(end).toMatchObject({ status: 409 })
    expect(end.text).toContain('does not prove that it is you')
    expect((await signIn({ sub: 'second', email: 'vera@tea.example', email_verified: true })).me).toBeNull()
  })

  test('gives the role and the team of its groups, and takes them back', async () => {
    expect((await signIn({ sub: 'gil', name: 'Gil', groups: ['writers', 'phone'] })).me).toMatchObject({
      role: 'author',
      teams: [{ name: 'Phone' }],
    })
    const { me } = await signIn({ sub: 'gil', name: 'Gil', groups: [] })
    expect(me).toMatchObject({ role: 'learner', teams: [] })
    const deeds = rowsOf<{ verb: string }>(
      server.data,
      `select verb from audit where person_id = '${me!.id}' and verb like 'team.%' order by at, id`,
    )
    expect(deeds.map(({ verb }) => verb)).toEqual(['team.joined', 'team.left'])
  })

  test('does not open a closed account', async () => {
    const { me } = await signIn({ sub: 'old', email: 'old@tea.example', email_verified: true, name: 'Old' })
    expect((await heed(['person', 'close', me!.email], { data: server.data })).code).toBe(0)
    const later = await signIn({ sub: 'old' })
    expect(later.me).toBeNull()
    expect(later.end.text).toContain('is closed')
  })
})

describe('coming back', () => {
  test.each(['', '?code=stolen&state=guessed', '?error=access_denied', '?state=x'])(
    'with %s and no question asked signs in nobody',
    async (query) => {
      const browser = new Browser()
      const { status, text } = await browser.goto(`${server.url}/sign-in/company/back${query}`)
      expect(text).toContain('sign')
      expect(status).toBeLessThan(500)
      expect((await fetch(`${server.url}/api/me`, { headers: { cookie: browser.cookie(server.url) } })).status).toBe(401)
    },
  )

  test('with an answer meant for another browser signs in nobody', async () => {
    now = { sub: 'mia' }
    const [mine, theirs] = [new Browser(), new Browser()]
    const begin = async (browser: Browser) => {
      const reply = await fetch(`${server.url}/sign-in/company`, { redirect: 'manual' })
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(reply.headers.getSetCookie().find((set) => set.includes('company'))!)!
      browser.jar.set(server.url, new Map([[name!, value!]]))
      return reply.headers.get('location')!
    }
    await begin(mine)
    const asked = await begin(theirs)
    const stopped = await theirs.goto(asked).catch(() => undefined)
    expect(stopped?.status).toBe(200)
    const state = new URL(asked).searchParams.get('state')!
    const { text } = await mine.goto(`${server.url}/sign-in/company/back?code=anything&state=${state}&iss=${encodeURIComponent(issuer)}`)
    expect(text).toContain('no answer that Heed may trust')
  })
})

test('the secret stands in no log and no reply', async () => {
  expect(server.output()).not.toContain('a secret of the provider')
  const shown = await heed(['config'], {
    data: server.data,
    env: { HEED_OIDC_ISSUER: issuer, HEED_OIDC_CLIENT_ID: 'heed', HEED_OIDC_CLIENT_SECRET: 'hush' },
  })
  expect(shown.stdout + shown.stderr).not.toContain('hush')
})
