import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addDays, daysBetween, weekOf } from '../../src/kernel/day.ts'
import { studyDay } from '../../src/kernel/study-day.ts'
import { openSchool, teaContent, type Person, type School } from '../world.ts'
import { openMailServer, type MailServer } from './mail-server.ts'

let post: MailServer
let world: School
let mia: Person
// Monday, 2 March 2026, 08:00 UTC.
beforeEach(async () => {
  post = await openMailServer()
  world = await openSchool(teaContent, { smtpUrl: post.url, url: 'https://tea.example' })
  mia = await world.learner()
})
afterEach(async () => {
  world.close()
  await post.close()
})

/** What the clock does at nine: reminds, and delivers. */
async function nine(): Promise<void> {
  world.clock.forward({ hours: 1 })
  await world.app.system.outbox.remind()
  await world.app.system.outbox.deliver()
}

/** Mornings at nine, one after the other. @returns the days on which a mail came */
async function mornings(count: number): Promise<string[]> {
  const came: string[] = []
  for (let index = 0; index < count; index++) {
    const before = post.mails.length
    world.nextMorning()
    await nine()
    if (post.mails.length > before) came.push(studyDay(world.clock.now(), 'UTC'))
    expect(post.mails.length - before).toBeLessThanOrEqual(1)
  }
  return came
}

const reads = async (person: Person) => {
  for (const lesson of ['brewing', 'tasting']) await world.reads(person, lesson)
}
const now = async ({ cookie }: Person) => (await world.app.identify(cookie))!.viewer

describe('a reminder', () => {
  test('comes at nine to whom a review is worth it, and states the work', async () => {
    await reads(mia)
    const [first] = await mornings(5)
    expect(first).toBeDefined()
    const mail = post.lastTo(mia.viewer.email)
    const { items, minutes } = await world.as(mia).review.today({ zone: 'UTC' })
    expect(items).toBeGreaterThanOrEqual(3)
    expect(mail.subject).toMatch(/^[A-Z][a-z]+ to keep, about \w+ minutes?$/)
    expect(mail.text).toContain('https://tea.example/review')
    expect(mail.text).not.toMatch(/lose|lost|forget|streak|risk|miss/i)
    expect(minutes).toBeGreaterThan(0)
  })

  test('is not sent to who has nothing to keep, or keeps it for now', async () => {
    expect(await mornings(3)).toEqual([])
    await reads(mia)
    await nine()
    expect(post.mails).toEqual([])
  })

  test('is not sent to who was there today', async () => {
    await reads(mia)
    world.nextMorning()
    world.nextMorning()
    await world.answers(mia, 'pot-name', 'right')
    await nine()
    expect(post.mails).toEqual([])
  })

  test('comes once, however often the job runs, in however many processes', async () => {
    await reads(mia)
    world.nextMorning()
    world.nextMorning()
    world.clock.forward({ hours: 1 })
    await Promise.all([world.app.system.outbox.remind(), world.app.system.outbox.remind()])
    world.clock.forward({ minutes: 10 })
    await world.app.system.outbox.remind()
    await world.app.system.outbox.deliver()
    expect(post.mails).toHaveLength(1)
    expect(world.sql('SELECT kind FROM reminder_sent')).toEqual([{ kind: 'review' }])
  })

  test('keeps to working days and absences, grows rarer, and ends', async () => {
    await reads(mia)
    const monday = weekOf(studyDay(world.clock.now(), 'UTC'))[0]!
    await world.as(mia).people.addAbsence({ from: addDays(monday, 3), to: addDays(monday, 10) })
    const came = await mornings(130)
    for (const day of came) {
      expect(weekOf(day).indexOf(day)).toBeLessThan(5)
      expect(day >= addDays(monday, 3) && day <= addDays(monday, 10)).toBe(false)
    }
    const gaps = came.slice(1).map((day, index) => daysBetween(came[index]!, day))
    expect(came.length).toBe(7)
    for (const [index, least] of [2, 2, 5, 10, 20, 30].entries()) expect(gaps[index]).toBeGreaterThanOrEqual(least)
    expect(await mornings(60)).toEqual([])
    await world.answers(mia, 'pot-name', 'right')
    expect((await mornings(5)).length).toBeGreaterThan(0)
  }, 60_000)

  test('comes at the time that the person chose, where they are', async () => {
    await reads(mia)
    await world.as(mia).people.changeSettings({ remindAt: '17:30', zone: 'Asia/Tokyo' })
    world.nextMorning()
    world.nextMorning()
    // Half past five in Tokyo is half past eight by UTC.
    for (const [minutes, mails] of [
      [20, 0],
      [10, 1],
    ] as const) {
      world.clock.forward({ minutes })
      await world.app.system.outbox.remind()
      await world.app.system.outbox.deliver()
      expect(post.mails).toHaveLength(mails)
    }
  })

  test('that could not leave all morning does not come in the evening', async () => {
    await reads(mia)
    post.refuses({ code: 451, says: 'Later' })
    world.nextMorning()
    world.nextMorning()
    await nine()
    post.refuses(null)
    world.clock.forward({ hours: 5 })
    await world.app.system.outbox.deliver()
    expect(post.mails).toEqual([])
    expect(world.sql('SELECT done_at IS NULL AS open FROM outbox')).toEqual([{ open: 0 }])
  })

  test('is in German for who learns in German', async () => {
    await world.as(mia).people.changeSettings({ locale: 'de' })
    await reads(mia)
    await mornings(5)
    expect(post.lastTo(mia.viewer.email).subject).toMatch(/ zu behalten, etwa /)
  })
})

describe('to end reminders', () => {
  const urlIn = (header: string) => /<https:\/\/tea\.example\/api\/unsubscribe\/([\w-]{43})>/.exec(header)?.[1]

  async function tokenSent(): Promise<string> {
    await reads(mia)
    await mornings(5)
    const mail = post.lastTo(mia.viewer.email)
    const raw = mail.headerLines.map(({ line }) => line.replaceAll(/\r?\n\s+/g, ' '))
    expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    const token = urlIn(raw.find((line) => /^List-Unsubscribe:/i.test(line))!)
    expect(mail.text).toContain(`https://tea.example/unsubscribe/${token}`)
    return token!
  }

  test('a mail carries one secret for a program and a person; it works again and again, and ends them', async () => {
    const token = await tokenSent()
    const nobody = world.app.as(null).people
    expect(await nobody.lookAtUnsubscribe(token)).toEqual({ email: mia.viewer.email, ended: false })
    expect((await now(mia)).remindAt).toBe('09:00')
    await nobody.unsubscribe(token)
    await nobody.unsubscribe(token)
    expect(await nobody.lookAtUnsubscribe(token)).toMatchObject({ ended: true })
    expect((await now(mia)).remindAt).toBeNull()
    expect(await mornings(5)).toEqual([])
  })

  test('the secret is stored as a hash, and opens nothing else', async () => {
    const token = await tokenSent()
    expect(JSON.stringify([world.sql('SELECT * FROM feed'), world.sql('SELECT * FROM outbox')])).not.toContain(token)
    await expect(world.app.as(null).site.calendar(token)).rejects.toMatchObject({ code: 'not-found' })
    await expect(world.app.as(null).people.lookAtLink(token)).rejects.toMatchObject({ code: 'not-found' })
    await expect(world.app.as(null).people.unsubscribe(`${token.slice(1)}A`)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('the settings do, and start them again', async () => {
    await world.as(mia).people.changeSettings({ remindAt: null })
    await reads(mia)
    expect(await mornings(3)).toEqual([])
    await world.as(mia).people.changeSettings({ remindAt: '09:30' })
    world.nextMorning()
    await nine()
    expect(post.mails).toHaveLength(0)
    world.clock.forward({ minutes: 30 })
    await world.app.system.outbox.remind()
    await world.app.system.outbox.deliver()
    expect(post.mails).toHaveLength(1)
  })

  test.each(['03:59', '23:01', '9:00', '24:00', 'noon', ''])('%s is no time for one', async (remindAt) => {
    await expect(world.as(mia).people.changeSettings({ remindAt })).rejects.toMatchObject({ code: 'invalid' })
  })
})
