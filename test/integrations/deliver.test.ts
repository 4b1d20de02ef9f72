import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tell } from '../../db/outbox.ts'
import { openSchool, teaContent, type Person, type School } from '../world.ts'
import { openMailServer, type MailServer } from './mail-server.ts'

let post: MailServer
let world: School
let admin: Person
beforeAll(async () => {
  post = await openMailServer()
  world = await openSchool(teaContent, { smtpUrl: post.url, mailFrom: 'Heed <heed@tea.example>' })
  admin = await world.person('Ada Stone', { role: 'admin' })
})
afterAll(async () => {
  world.close()
  await post.close()
})
beforeEach(() => post.refuses(null))

const put = (kind: string, payload: Record<string, unknown>) => world.context.transaction((tx) => tell(tx, world.context, kind, payload))
const deliver = () => world.app.system.outbox.deliver()
const rows = () =>
  world.sql<{ kind: string; payload: string; tries: number; next_try_at: number | null; done_at: number | null; problem: string | null }>(
    'SELECT * FROM outbox ORDER BY rowid',
  )
const lastRow = () => rows().at(-1)!
const link = 'http://localhost:4321/in/secret'

describe('over a real SMTP conversation', () => {
  test('a mail arrives as it was meant, in text and HTML', async () => {
    const mia = await world.person('Mia')
    await world.as(admin).people.renamePerson({ person: mia.viewer.id, name: 'Mia Østergård' })
    await put('mail.sign-in', { to: mia.viewer.email, url: link, madeBy: null })
    await deliver()
    const mail = post.lastTo(mia.viewer.email)
    expect(mail.from!.text).toBe('"Heed" <heed@tea.example>')
    expect(mail.subject).toBe('Your sign-in link for The Tea Counter')
    expect(mail.text).toContain('Hello Mia Østergård,')
    expect(mail.text).toContain(link)
    expect(mail.html).toContain(`href="${link}"`)
    expect(mail.date!.getTime()).toBe(world.clock.now())
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.has('list')).toBe(false)
  })

  test('once it has left, its secret is gone from the outbox', async () => {
    await put('mail.sign-in', { to: 'somebody@example.com', url: link, madeBy: null })
    await deliver()
    expect(lastRow()).toMatchObject({ payload: '{}', tries: 1, next_try_at: null, done_at: world.clock.now(), problem: null })
  })

  test('it leaves once, whoever delivers at the same time', async () => {
    await put('mail.sign-in', { to: 'twice@example.com', url: link, madeBy: null })
    const before = post.mails.length
    await Promise.all([deliver(), deliver(), deliver()])
    await deliver()
    expect(post.mails.length - before).toBe(1)
  })

  test('in the language of whom it is for, as they are called now', async () => {
    const jan = await world.person('Jan')
    await world.as(jan).people.changeSettings({ locale: 'de' })
    await put('mail.nudge', { personId: jan.viewer.id, by: 'Ada', course: 'tea', title: 'Tea', due: null })
    await world.as(admin).people.renamePerson({ person: jan.viewer.id, name: 'Jan Petersen' })
    await deliver()
    expect(post.lastTo(jan.viewer.email).text).toContain('Guten Tag Jan Petersen,')
  })

  test('nothing that somebody typed becomes a header or a tag', async () => {
    const eve = await world.person('Eve')
    await world.as(admin).people.renamePerson({ person: eve.viewer.id, name: '<b>Eve</b>' })
    await put('mail.nudge', { personId: eve.viewer.id, by: 'Eve', course: 'tea', title: 'Tea\r\nBcc: all@example.com', due: null })
    await deliver()
    const mail = post.lastTo(eve.viewer.email)
    expect(mail.headers.has('bcc')).toBe(false)
    expect(mail.subject).toBe('To go on with: Tea Bcc: all@example.com')
    expect(mail.html).toContain('&lt;b>Eve')
  })
})

describe('what does not leave', () => {
  const minute = 60_000

  test('is tried again after 1, 5 and 30 minutes, 2 and 12 hours, then given up with what the server said', async () => {
    post.refuses({ code: 451, says: 'Greylisted, come back later' })
    await put('mail.sign-in', { to: 'late@example.com', url: link, madeBy: null })
    const waits: number[] = []
    for (let tries = 1; tries <= 5; tries++) {
      await deliver()
      waits.push((lastRow().next_try_at! - world.clock.now()) / minute)
      world.clock.forward({ seconds: (lastRow().next_try_at! - world.clock.now()) / 1000 - 1 })
      await deliver()
      expect(lastRow().tries).toBe(tries)
      world.clock.forward({ seconds: 1 })
    }
    expect(waits).toEqual([1, 5, 30, 120, 720])
    await deliver()
    expect(lastRow()).toMatchObject({ tries: 6, next_try_at: null, done_at: null })
    expect(lastRow().problem).toMatch(/refused this mail: 451 Greylisted/)
  })

  test('is given up at once when the server says never', async () => {
    post.refuses({ code: 550, says: 'No such user here' })
    await put('mail.sign-in', { to: 'never@example.com', url: link, madeBy: null })
    await deliver()
    expect(lastRow()).toMatchObject({ tries: 1, next_try_at: null, done_at: null })
  })

  test('is listed for admins, who may try again; its text is not shown', async () => {
    const [given] = await world.as(admin).site.letters()
    expect(given).toMatchObject({ kind: 'mail.sign-in', to: 'never@example.com', problem: expect.stringMatching('No such user here') })
    expect(JSON.stringify(given)).not.toContain('secret')
    await world.as(admin).site.tryAgain(given!.id)
    await deliver()
    expect(post.lastTo('never@example.com').text).toContain(link)
    await expect(world.as(admin).site.tryAgain(given!.id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is nobody else’s to see or to try', async () => {
    const author = await world.person('Nosy', { role: 'author' })
    await expect(world.as(author).site.letters()).rejects.toMatchObject({ code: 'forbidden' })
    await expect(world.as(author).site.tryAgain('x')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(world.as(author).site.testMail()).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('is dropped when nobody is there any more, or it is too late to be of use', async () => {
    const gone = await world.person('Gone')
    await world.as(admin).people.closeAccount({ person: gone.viewer.id })
    const before = post.mails.length
    await put('mail.nudge', { personId: gone.viewer.id, by: 'Ada', course: 'tea', title: 'Tea', due: null })
    await put('mail.sign-in', { to: 'slow@example.com', url: link, madeBy: null, until: world.clock.now() - 1 })
    await deliver()
    expect(post.mails.length).toBe(before)
    expect(rows().slice(-2)).toMatchObject([{ done_at: world.clock.now() }, { done_at: world.clock.now() }])
  })

  test('stays, untouched, when nobody here takes its kind', async () => {
    await put('moon.landed', { to: 'x@example.com' })
    await deliver()
    expect(lastRow()).toMatchObject({ kind: 'moon.landed', tries: 0, done_at: null })
  })

  test('after a crash in the middle it is tried again', async () => {
    await put('mail.sign-in', { to: 'crash@example.com', url: link, madeBy: null })
    // As it stands when the process dies between the two marks.
    await world.context.transaction(async (tx) => {
      const { takeDue } = await import('../../db/outbox.ts')
      const now = world.clock.now()
      expect(await takeDue(tx, { kinds: ['mail.sign-in'], now, retryAt: now + 600_000, most: 9 })).toHaveLength(1)
    })
    await deliver()
    expect(() => post.lastTo('crash@example.com')).toThrow()
    world.clock.forward({ minutes: 10 })
    await deliver()
    expect(post.lastTo('crash@example.com').text).toContain(link)
  })
})

describe('who writes mails', () => {
  test('an invitation, a link for the forgotten password', async () => {
    await world.as(admin).people.invite({ email: 'new@example.com' })
    const fresh = world.app.as({ ...admin.viewer, provedAt: world.clock.now() })
    await fresh.people.makeSignInLink({ email: (await world.learner()).viewer.email })
    await deliver()
    expect(post.lastTo('new@example.com').text).toMatch(/\/join\/[\w-]{43}/)
    expect(post.mails.at(-1)!.text).toMatch(/Ada Stone|invites/)
  })

  test('an assignment tells everybody in the team but who made it, once', async () => {
    await world.team('Kitchen')
    const [mia, lead] = [await world.person('Mia K', { team: 'Kitchen' }), await world.person('Lea K', { team: 'Kitchen', lead: true })]
    const before = post.mails.length
    await world.as(lead).assignments.assign({ course: 'tea', team: 'Kitchen', due: '2027-01-29' })
    await world.as(lead).assignments.assign({ course: 'tea', team: 'Kitchen', due: '2027-02-26' })
    await deliver()
    expect(post.mails.length - before).toBe(1)
    expect(post.lastTo(mia.viewer.email).text).toMatch(/Lea K chose “.+” for you to learn\.\s+It is to be done by Friday 29 January\./)
  })

  test('the reply to a note goes to who put their name to it, and to nobody else', async () => {
    const [named, shy] = [await world.learner(), await world.learner()]
    for (const [person, said] of [
      [named, true],
      [shy, false],
    ] as const) {
      await world.opens(person, 'tasting')
      await world.as(person).review.flag('tea-country', { text: 'Is it not Ceylon?', named: said })
    }
    const before = post.mails.length
    for (const { id } of (await world.as(admin).author.overview()).flags)
      await world.as(admin).author.answerFlag(id, { state: 'done', reply: 'It is.' })
    await deliver()
    expect(post.mails.length - before).toBe(1)
    expect(post.lastTo(named.viewer.email).text).toContain('> It is.')
  })

  test('an admin tries the mail server, and hears what it says', async () => {
    expect(await world.as(admin).site.testMail()).toEqual({ to: admin.viewer.email })
    expect(post.lastTo(admin.viewer.email).text).toContain('can send mail')
    post.refuses({ code: 550, says: 'Not from you' })
    await expect(world.as(admin).site.testMail()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching('Not from you'),
    })
  })
})

test('without a mail server everything waits, and nobody is asked to', async () => {
  const dry = await openSchool()
  try {
    const owner = await dry.person('Olga', { role: 'owner' })
    await dry.context.transaction((tx) => tell(tx, dry.context, 'mail.sign-in', { to: 'x@example.com', url: link, madeBy: null }))
    await dry.app.system.outbox.deliver()
    expect(dry.sql('SELECT tries FROM outbox')).toEqual([{ tries: 0 }])
    await expect(dry.as(owner).site.testMail()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching('no mail server'),
    })
  } finally {
    dry.close()
  }
})
