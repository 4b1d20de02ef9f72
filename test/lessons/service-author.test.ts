import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isError } from '../../src/lessons/compile.ts'
import type { EditPage } from '../../src/lessons/author-pages.ts'
import { withStatus } from '../../src/lessons/status.ts'
import { asNobody } from '../folder.ts'
import { refusal } from '../refusal.ts'
import { openSchool, type Person, type School } from '../world.ts'

/* What an author does in the browser, on a real folder. */

let world: School
let anna: Person
beforeEach(async () => {
  world = await openSchool()
  anna = await world.person('Anna Autor', { role: 'author' })
})
afterEach(() => {
  world.close()
})

const brewing = 'courses/tea/brewing.mdx'
const author = (person = anna) => world.as(person).author
const folder = () => world.context.settings.content
const edit = (lesson = 'brewing', locale?: string) => author().editPage(lesson, { locale })
const audits = () => world.sql<{ verb: string; object: string }>(`select verb, object from audit where actor_id = '${anna.viewer.id}'`)

interface Change {
  lesson?: string
  locale?: string
  publish?: boolean
  retire?: Record<string, string>
}

/** Opens the lesson, changes its text and saves it. */
async function saves(change: (text: string) => string, { lesson = 'brewing', locale, publish = true, retire }: Change = {}) {
  const { text, read } = await edit(lesson, locale)
  return author().save(lesson, { text: change(text), locale, read, publish, retire })
}

const without = (text: string, item: string) => text.replace(new RegExp(`<\\w+ id="${item}">[\\s\\S]*?\\n</\\w+>\\n\\n?`), '')

describe('an author’s deeds', () => {
  test.each(['learner', 'author', 'admin', 'owner'] as const)('are the %s’s as far as the role goes', async (role) => {
    const heed = world.as(await world.person(`Some ${role}`, { role })).author
    const asked = [
      () => heed.overview(),
      () => heed.check({ text: '' }),
      () => heed.newPage(),
      () => heed.editPage('brewing', {}),
      () => heed.previewPage('brewing', {}),
      () => heed.gradePreview({ lesson: 'brewing', item: 'pot-name', response: { text: 'x' } }),
      () => heed.revealPreview({ lesson: 'tasting', item: 'first-flush' }),
    ]
    for (const ask of asked) {
      if (role === 'learner') await expect(ask()).rejects.toThrow(refusal('forbidden'))
      else await ask()
    }
  })

  test('that write are no learner’s', async () => {
    const mia = world.as(await world.learner()).author
    const { text, read } = await edit()
    for (const deed of [
      () => mia.save('brewing', { text, read, publish: true }),
      () => mia.newLesson({ title: 'Mine', course: 'tea' }),
      () => mia.putInCourse('brewing', { course: 'tea', section: 0 }),
      () => mia.putBack('brewing', { item: 'pot-name' }),
      () => mia.translate('tasting', { locale: 'de' }),
      () => mia.throwAway('brewing', { read }),
      () => mia.answerFlag('any', { state: 'done', reply: '' }),
    ])
      await expect(deed()).rejects.toThrow(refusal('forbidden'))
    expect(world.text(brewing)).toBe(text)
  })
})

describe('a lesson that is published', () => {
  test('is in its file and live at once, and says since when and where', async () => {
    world.clock.forward({ hours: 3 })
    const { standing, committed } = await saves((text) => text.replace('turns bitter', 'grows bitter'))
    expect(standing).toEqual({
      state: 'live',
      liveSince: world.clock.now(),
      items: 4,
      courses: [{ id: 'tea', title: 'Behind the tea counter' }],
      problems: [],
    })
    expect(committed).toBeNull()
    expect(world.text(brewing)).toContain('grows bitter')
    const { segments } = await world.as(await world.learner()).lessons.lesson('brewing', {})
    expect(segments[0]).toMatchObject({ html: expect.stringContaining('grows bitter') })
    expect(audits()).toEqual([{ verb: 'lesson.published', object: 'brewing' }])
  })

  test('keeps everybody’s schedule when only words changed', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing')
    const before = await world.memory(mia, 'green-water')
    await saves((text) => text.replace('How hot is the water', 'How hot should the water be'))
    expect(await world.memory(mia, 'green-water')).toEqual(before)
  })

  test('of a live lesson that has come to say draft is refused, because it would be live', async () => {
    const drafted = (text: string) => text.replace('status: live', 'status: draft')
    await expect(saves(drafted)).rejects.toThrow('would make it live all the same')
    await saves(drafted, { publish: false })
    expect((await saves((text) => text)).standing.state).toBe('live')
    expect(world.text(brewing)).toContain('status: live')
  })

  test('that says so takes the lesson away, and brings it back', async () => {
    const status = (word: string) => (text: string) => text.replace(/^status: .*$/m, `status: ${word}`)
    expect((await saves(status('retired'))).standing.state).toBe('retired')
    const mia = await world.learner()
    await expect(world.reads(mia, 'brewing')).rejects.toThrow()
    expect((await saves(status('live'))).standing.state).toBe('live')
    await world.reads(mia, 'brewing')
  })

  describe('whose right answer is another', () => {
    const moved = (text: string) => text.replace('- [x] 75', '- [ ] 75').replace('- [ ] 85', '- [x] 85')
    const said = async (text: string) => {
      const { problems } = await author().check({ text, lesson: 'brewing' })
      return problems.filter(({ id }) => id === 'key-changed')
    }

    test.each([
      [0, /Nobody has learnt/],
      [1, /Fewer than five people have learnt the old one/],
      [5, /5 people have learnt the old one; they will be asked again/],
    ])('is told beforehand, with %i people whom it concerns', async (count, words) => {
      for (let n = 0; n < count; n++) await world.reads(await world.person(`Learner ${n}`), 'brewing')
      const text = moved((await edit()).text)
      const line = text.split('\n').findIndex((each) => each.includes('id="green-water"')) + 1
      expect(await said(text)).toEqual([
        expect.objectContaining({ severity: 'warning', line, column: 1, message: expect.stringMatching(words) as string }),
      ])
    })

    test('is not told to whom has said why, nor where words alone are others', async () => {
      const { text } = await edit()
      expect(await said(text)).toEqual([])
      expect(await said(text.replace('How hot is the water', 'How hot should the water be'))).toEqual([])
      expect(await said(moved(text).replace('id="green-water"', 'id="green-water" change="mistake"'))).toEqual([])
    })

    test('is told beforehand of what it leaves wrong in the translation, and what to do there', async () => {
      const told = async (change: (text: string) => string) => {
        const { problems } = await author().check({ text: change((await edit()).text), lesson: 'brewing' })
        return problems.filter(({ id }) => id === 'locale-mismatch')
      }
      const line = (await edit()).text.split('\n').findIndex((each) => each.includes('id="green-water"')) + 1
      expect(await told(moved)).toEqual([
        {
          ...{ line, column: 1, severity: 'warning', id: 'locale-mismatch' },
          message: expect.stringMatching(
            /a mistake in courses\/tea\/brewing.de.mdx, line 12: "green-water" is marked differently/,
          ) as string,
          mend: expect.stringMatching(/^publish this, then open courses\/tea\/brewing.de.mdx and write the same lines/) as string,
        },
      ])
      expect(await told((text) => text.replace('turns bitter', 'grows bitter'))).toEqual([])
      expect(await told((text) => without(text, 'pot-name'))).toEqual([])
      await saves(moved)
      expect(await told((text) => text)).toEqual([])
    })

    test('can be published all the same', async () => {
      await saves(moved)
      expect((await edit()).standing.state).toBe('live')
      expect(await said((await edit()).text)).toEqual([])
    })
  })

  test.each([
    ['without a head', () => 'Only words.\n', /^The text has no id at its top/],
    ['under another id', (text: string) => text.replace('id: brewing', 'id: brewing-2'), /^The id at the top is now “brewing-2”/],
  ])('%s can be neither saved nor published, and the check says so beforehand', async (_, change, words) => {
    const text = change((await edit()).text)
    const { unsaveable } = await author().check({ text, lesson: 'brewing' })
    expect(unsaveable).toEqual({ message: expect.stringMatching(words) as string, hint: expect.stringContaining('id: brewing ') as string })
    for (const publish of [true, false]) await expect(saves(() => text, { publish })).rejects.toThrow(refusal('invalid', words))
    expect((await edit()).unsaveable).toBeNull()
    expect((await author().check({ text })).unsaveable).toBeNull()
  })

  test('a draft that asks nothing is told beforehand that it cannot be live', async () => {
    await author().newLesson({ title: 'Cups', course: 'tea' })
    const { text } = await edit('cups')
    const empty = text.replace(/<(\w+) id=[^]*?<\/\1>/g, '')
    const { problems } = await author().check({ text: empty, lesson: 'cups' })
    const last = empty.trimEnd().split('\n').length
    expect(problems).toMatchObject([
      { id: 'lesson-no-item', line: last, message: expect.stringMatching(/^Before it can be live/) as string },
    ])
    expect(problems[0]!.mend).toContain('above the text')
    const live = await author().check({ text: withStatus(empty, 'live'), lesson: 'cups' })
    expect(live.problems.find(isError)!.message).toMatch(/^This lesson is live/)
    await expect(saves(() => empty, { lesson: 'cups' })).rejects.toThrow(refusal('invalid', /one mistake/))
    await saves(() => empty, { lesson: 'cups', publish: false })
  })

  test('with a mistake is refused, and nothing is written', async () => {
    const before = world.text(brewing)
    await expect(saves((text) => text.replace('- [x] 75', '- [] 75'))).rejects.toThrow(refusal('invalid', /one mistake/))
    expect(world.text(brewing)).toBe(before)
    expect(audits()).toEqual([])
  })

  test('with an id that an item of another lesson has is refused', async () => {
    await expect(saves((text) => text.replace('"green-water"', '"first-flush"'), {})).rejects.toThrow(refusal('invalid'))
  })

  test('keeps the line ends of Windows, and none of the order mark', async () => {
    world.writes(brewing, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`)
    await world.context.catalogue.reload()
    expect((await edit()).text).not.toContain('\r')
    await saves((text) => text.replaceAll('\n', '\r\n').replace('turns bitter', 'grows bitter'))
    expect(world.text(brewing)).toMatch(/^---\r\nid: brewing\r\n/)
    expect(world.text(brewing)).not.toMatch(/[^\r]\n/)
  })

  test('in another language is that language’s file', async () => {
    const before = world.text(brewing)
    await saves((text) => text.replace('Kanne Grüntee', 'Kanne Tee'), { locale: 'de' })
    expect(world.text('courses/tea/brewing.de.mdx')).toContain('Kanne Tee')
    expect(world.text(brewing)).toBe(before)
  })
})

describe('a draft', () => {
  const beside = 'courses/tea/brewing.draft.mdx'
  const bitter = (text: string) => text.replace('turns bitter', 'grows bitter')

  test('of a live lesson lies beside it, and learners keep what they have until it is published', async () => {
    const before = world.text(brewing)
    expect((await saves(bitter, { publish: false })).standing).toMatchObject({ state: 'live', items: 4 })
    expect(world.text(brewing)).toBe(before)
    expect(world.text(beside)).toContain('status: draft')
    expect(world.text(beside)).toContain('grows bitter')
    expect(await edit()).toMatchObject({ text: world.text(beside), draftSince: expect.any(Number), problems: [], theirs: null })
    expect((await author().overview()).lessons.filter(({ hasDraft }) => hasDraft)).toMatchObject([{ lesson: 'brewing', locale: 'en' }])
    expect(world.live().problems).toEqual([])

    expect((await saves((text) => text)).standing).toMatchObject({ state: 'live', items: 4 })
    expect(world.text(brewing)).toBe(bitter(before))
    expect(existsSync(join(folder(), beside))).toBe(false)
    expect((await edit()).draftSince).toBeNull()
    expect(audits().map(({ verb }) => verb)).toEqual(['lesson.drafted', 'lesson.published'])
  })

  test('is what the preview shows, and answers', async () => {
    await saves((text) => text.replace('75 degrees', '74 degrees'), { publish: false })
    const { isDraft, file, preview, standing } = await author().previewPage('brewing', {})
    expect({ isDraft, file, state: standing.state }).toEqual({ isDraft: true, file: beside, state: 'live' })
    expect(JSON.stringify(preview)).toContain('74 degrees')
    expect((await author().previewPage('brewing', { locale: 'de' })).isDraft).toBe(false)
  })

  test('is saved again in its place, and discarded with nothing else', async () => {
    const before = world.text(brewing)
    await saves(bitter, { publish: false })
    await saves((text) => text.replace('grows bitter', 'gets bitter'), { publish: false })
    expect(world.text(beside)).toContain('gets bitter')
    await author().discardDraft('brewing', { read: (await edit()).read })
    expect(existsSync(join(folder(), beside))).toBe(false)
    expect(await edit()).toMatchObject({ text: before, draftSince: null })
  })

  describe('that nobody has seen', () => {
    const throws = async (lesson: string, locale?: string) =>
      author().throwAway(lesson, { locale, read: (await edit(lesson, locale)).read })

    test('is thrown away with its place in the course', async () => {
      const course = world.text('courses/tea/course.yml')
      await author().newLesson({ title: 'White tea', course: 'tea', section: 0 })
      expect(world.text('courses/tea/course.yml')).toContain('white-tea')
      expect((await edit('white-tea')).unseen).toBe(true)
      await throws('white-tea')
      expect(existsSync(join(folder(), 'courses/tea/white-tea.mdx'))).toBe(false)
      expect(world.text('courses/tea/course.yml')).toBe(course)
      await expect(edit('white-tea')).rejects.toThrow(refusal('not-found'))
      expect((await author().overview()).problems).toEqual([])
    })

    test('is thrown away in one language', async () => {
      await author().translate('tasting', { locale: 'de' })
      await throws('tasting', 'de')
      expect(existsSync(join(folder(), 'courses/tea/tasting.de.mdx'))).toBe(false)
      expect((await edit('tasting')).text).toContain('id: tasting')
    })

    test('is told from what learners have, or had', async () => {
      await expect(throws('brewing')).rejects.toThrow(refusal('conflict', /have had this lesson/))
      await saves((text) => text.replace('status: live', 'status: retired'))
      world.writes(brewing, (text) => text.replace('status: retired', 'status: draft'))
      await world.context.catalogue.reload()
      expect((await edit()).unseen).toBe(false)
      await expect(throws('brewing')).rejects.toThrow(refusal('conflict', /have had this lesson/))
    })

    test('stays where somebody has changed it meanwhile, or a translation hangs on it', async () => {
      await author().newLesson({ title: 'White tea', course: 'tea', section: 0 })
      const { read } = await edit('white-tea')
      await saves((text) => `${text}\nMore.\n`, { lesson: 'white-tea', publish: false })
      await expect(author().throwAway('white-tea', { read })).rejects.toThrow(refusal('conflict', /Somebody has changed/))
      await author().translate('white-tea', { locale: 'de' })
      await expect(throws('white-tea')).rejects.toThrow(refusal('conflict', /translations/))
    })
  })

  test('that somebody else has changed meanwhile is neither discarded nor published', async () => {
    await saves(bitter, { publish: false })
    const { text, read } = await edit()
    await saves((now) => now.replace('grows bitter', 'gets bitter'), { publish: false })
    await expect(author().discardDraft('brewing', { read })).rejects.toThrow(refusal('conflict'))
    await expect(author().save('brewing', { text, read, publish: true })).rejects.toThrow(refusal('conflict'))
    expect(world.text(beside)).toContain('gets bitter')
  })

  test('does not take the place of a lesson that was changed after it was begun, unseen', async () => {
    await saves(bitter, { publish: false })
    const later = new Date(Date.now() + 60_000)
    world.writes(brewing, (text) => text.replace('Brewing', 'Making'))
    utimesSync(join(folder(), brewing), later, later)
    await world.context.catalogue.reload()
    const { theirs } = await edit()
    expect(theirs!.lines).toContainEqual({ of: 'new', text: expect.stringContaining('grows bitter') as string })
  })

  test('of what nobody has yet is the file itself', async () => {
    await author().newLesson({ title: 'White tea', course: 'tea' })
    await saves((text) => text, { lesson: 'white-tea', publish: false })
    expect(existsSync(join(folder(), 'courses/tea/white-tea.draft.mdx'))).toBe(false)
    expect((await edit('white-tea')).draftSince).toBeNull()
  })

  test('in another language is that language’s', async () => {
    await saves((text) => text, { locale: 'de', publish: false })
    expect(existsSync(join(folder(), 'courses/tea/brewing.de.draft.mdx'))).toBe(true)
    expect((await edit('brewing', 'en')).draftSince).toBeNull()
  })

  test('may have mistakes: they are told, and learners keep what they have', async () => {
    const { standing } = await saves((text) => text.replace('- [x] 75', '- [] 75'), { publish: false })
    expect(standing).toMatchObject({ state: 'live', items: 4 })
    expect(world.live().problems).toMatchObject([{ file: beside, id: 'option-brackets' }])
    expect((await edit()).problems).toMatchObject([{ id: 'option-brackets' }])
  })
})

describe('an item that is taken out', () => {
  const withoutPot = (text: string) => without(text, 'pot-name')

  test('is noticed before anything is written', async () => {
    const { text } = await edit()
    expect(await author().check({ text: withoutPot(text), lesson: 'brewing' })).toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ id: 'item-gone', line: 2, column: 1 })]),
      gone: [{ item: 'pot-name', question: expect.stringContaining('lidded cup') }],
    })
    await expect(saves(withoutPot)).rejects.toThrow(refusal('invalid'))
    expect(world.text(brewing)).toBe(text)
  })

  test('is retired with a word of why, and history stays', async () => {
    const mia = await world.learner()
    await world.reads(mia, 'brewing')
    const { standing } = await saves(withoutPot, { retire: { 'pot-name': 'Nobody uses one' } })
    expect(standing).toMatchObject({ state: 'live', items: 3 })
    expect(world.live().problems.filter(isError)).toEqual([])
    expect(world.text('courses/tea/brewing.de.mdx')).not.toContain('pot-name')
    expect(world.text('retired.yml')).toContain('{ id: pot-name, date: 2026-03-02, why: Nobody uses one }')
    expect((await world.as(mia).review.history('pot-name', {})).answers).toHaveLength(1)
  })

  test('is put back as it was, in every language and in the draft, and what people answered counts again', async () => {
    const texts = () => [brewing, 'courses/tea/brewing.de.mdx'].map((file) => world.text(file))
    const before = texts()
    const mia = await world.learner()
    await world.reads(mia, 'brewing')
    await saves(withoutPot, { retire: { 'pot-name': 'Nobody uses one' } })
    await saves((text) => `${text}\nMore.\n`, { publish: false })
    expect((await edit()).takenOut).toEqual([
      { item: 'pot-name', question: expect.stringContaining('lidded cup'), date: '2026-03-02', why: 'Nobody uses one' },
    ])
    expect((await edit('tasting')).takenOut).toEqual([])
    await author().putBack('brewing', { item: 'pot-name' })
    expect(texts()).toEqual(before)
    expect(world.text('courses/tea/brewing.draft.mdx')).toMatch(/<Typed id="pot-name">[^]*<\/Typed>[^]*More\.\n$/)
    expect(world.text('retired.yml').trim()).toBe('[]')
    expect(world.live().problems.filter(isError)).toEqual([])
    expect(await edit()).toMatchObject({ takenOut: [], gone: [], standing: { state: 'live', items: 4 } })
    expect(audits().at(-1)).toEqual({ verb: 'item.put-back', object: 'brewing' })
    await expect(author().putBack('brewing', { item: 'pot-name' })).rejects.toThrow(refusal('not-found'))
  })

  test('is not put back where another has its name by now', async () => {
    await saves(withoutPot, { retire: { 'pot-name': 'Nobody uses one' } })
    const item = '<Typed id="pot-name">\n\nWhat?\n\n- [x] Pot\n\n</Typed>\n'
    world.writes('courses/tea/tasting.mdx', (text) => `${text}\n${item}`)
    await world.context.catalogue.reload()
    const before = world.text('retired.yml')
    await expect(author().putBack('brewing', { item: 'pot-name' })).rejects.toThrow(refusal('invalid', /nothing was changed/))
    expect(world.text('retired.yml')).toBe(before)
  })

  test('for another lesson is no loss', async () => {
    const item = /<Typed id="pot-name">[\s\S]*<\/Typed>\n/.exec(world.text(brewing))![0]
    world.writes('courses/tea/tasting.mdx', (text) => `${text}\n${item}`)
    await world.context.catalogue.reload()
    expect((await author().check({ text: withoutPot(world.text(brewing)), lesson: 'brewing' })).gone).toEqual([])
  })

  test('by a slip in its tag is one problem, not two', async () => {
    const { problems, gone } = await author().check({ text: world.text(brewing).replace('</Typed>', ''), lesson: 'brewing' })
    expect([problems.filter(isError).map(({ id }) => id), gone]).toEqual([['unclosed'], []])
  })
})

describe('a file that somebody else has changed meanwhile', () => {
  test('is never written over, and both texts are shown', async () => {
    const { text, read } = await edit()
    world.writes(brewing, (text) => text.replace('turns bitter', 'turns sour'))
    const mine = text.replace('turns bitter', 'turns foul')
    await expect(author().save('brewing', { text: mine, read, publish: true })).rejects.toThrow(refusal('conflict'))
    expect(world.text(brewing)).toContain('turns sour')
    const page = await author().editPage('brewing', { text: mine, read })
    expect(page.text).toBe(mine)
    expect(page.theirs!.text).toContain('turns sour')
    expect(page.theirs!.lines.filter(({ of }) => of !== 'both')).toEqual([
      { of: 'old', text: expect.stringContaining('turns sour') },
      { of: 'new', text: expect.stringContaining('turns foul') },
    ])
    expect(page.theirs).toMatchObject({ by: null, at: statSync(join(folder(), brewing)).mtimeMs })
    // Whoever has seen the other text may decide for theirs.
    await author().save('brewing', { text: mine, read: page.read, publish: true })
    expect(world.text(brewing)).toContain('turns foul')
  })

  test('is told with who changed it here, and when', async () => {
    const { text, read } = await edit()
    world.clock.forward({ minutes: 5 })
    await saves((now) => now.replace('turns bitter', 'turns sour'))
    const at = world.clock.now()
    world.clock.forward({ minutes: 5 })
    expect((await author().editPage('brewing', { text, read })).theirs).toMatchObject({ by: 'Anna Autor', at })
  })

  test('by two authors at once is saved by one of them', async () => {
    const { text, read } = await edit()
    const save = (words: string) => author().save('brewing', { text: text.replace('turns bitter', words), read, publish: true })
    const results = await Promise.allSettled([save('one'), save('two'), save('three')])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(world.text(brewing)).toContain('one')
  })

  test('by taking it away is not brought back unseen', async () => {
    const { text, read } = await edit()
    renameSync(join(folder(), brewing), join(folder(), 'courses/tea/brewing.old'))
    await expect(author().save('brewing', { text, read, publish: true })).rejects.toThrow(refusal('conflict'))
    expect(existsSync(join(folder(), brewing))).toBe(false)
  })
})

describe('the id', () => {
  test.each([
    ['another', (text: string) => text.replace('id: brewing', 'id: brewing-two'), /never changes/],
    ['that of another lesson', (text: string) => text.replace('id: brewing', 'id: tasting'), /never changes/],
    ['none', (text: string) => text.replace('id: brewing\n', ''), /no id/],
    ['no head at all', () => 'Only words.\n', /no id/],
  ])('%s is refused, for a draft too', async (_, change, message) => {
    for (const publish of [true, false]) await expect(saves(change, { publish })).rejects.toThrow(refusal('invalid', message))
  })

  test.each(['../site', '..%2Fsite', 'courses/tea/brewing', '/etc/passwd', '.', '', 'brewing.mdx', 'brewing\0'])(
    '%j is no lesson',
    async (lesson) => {
      await expect(author().editPage(lesson, {})).rejects.toThrow(refusal('not-found'))
      await expect(author().save(lesson, { text: '---\nid: x\n---\n', read: '', publish: false })).rejects.toThrow(refusal('not-found'))
      await expect(author().previewPage(lesson, {})).rejects.toThrow(refusal('not-found'))
    },
  )

  test('of a file that is so broken that it has none is its name', async () => {
    writeFileSync(join(folder(), 'courses/tea/bare.mdx'), 'Only words.\n')
    await world.context.catalogue.reload()
    expect(await edit('bare')).toMatchObject({
      file: 'courses/tea/bare.mdx',
      standing: { state: 'broken', liveSince: null },
      preview: null,
    })
    await saves(() => '---\nid: bare\ntitle: Bare\nstatus: draft\n---\n\nWords.\n', { lesson: 'bare', publish: false })
    expect((await edit('bare')).standing.state).toBe('draft')
  })
})

describe('nothing is written outside the content folder', () => {
  test('not by way of a link to another folder', async () => {
    const elsewhere = join(dirname(folder()), `${folder().split('/').at(-1)}-elsewhere`)
    const { text, read } = await edit()
    renameSync(join(folder(), 'courses/tea'), elsewhere)
    symlinkSync(elsewhere, join(folder(), 'courses/tea'))
    await expect(author().save('brewing', { text, read, publish: false })).rejects.toThrow(refusal('not-found'))
    expect(readdirSync(elsewhere).filter((name) => name.startsWith('.'))).toEqual([])
    renameSync(elsewhere, join(folder(), 'elsewhere'))
  })

  test.each([{ course: '..' }, { course: '../..' }, { course: 'coffee' }, { course: '' }])(
    'not as a new lesson in $course',
    async ({ course }) => {
      await expect(author().newLesson({ title: 'Mine', course })).rejects.toThrow(refusal('not-found'))
    },
  )

  test.each(['../mine', 'a/b', '.mine', 'Mine', '-mine', 'x'.repeat(65)])('not under the id %j', async (id) => {
    await expect(author().newLesson({ title: 'Mine', id, course: 'tea' })).rejects.toThrow(refusal('invalid'))
  })
})

test('a folder that cannot be written says so, before and after', async () => {
  chmodSync(folder(), 0o555)
  chmodSync(join(folder(), 'courses/tea'), 0o555)
  const page = await asNobody(() => edit())
  // Beforehand the file system is asked for the real user, which a test cannot change.
  if (process.getuid!() !== 0) expect([page.writable, (await author().newPage()).writable]).toEqual([false, false])
  const save = () => author().save('brewing', { text: `${page.text}\nMore.\n`, read: page.read, publish: true })
  await expect(asNobody(save)).rejects.toThrow(refusal('forbidden', /may not write/))
  chmodSync(join(folder(), 'courses/tea'), 0o755)
  expect((await edit()).writable).toBe(true)
})

test('what is left of a crash while saving is in nobody’s way', async () => {
  writeFileSync(join(folder(), 'courses/tea/.brewing.mdx.heed'), 'half')
  await saves((text) => text.replace('turns bitter', 'grows bitter'))
  expect(readdirSync(join(folder(), 'courses/tea')).filter((name) => name.startsWith('.'))).toEqual([])
  expect(lstatSync(join(folder(), brewing)).isFile()).toBe(true)
})

describe('in a Git repository', () => {
  const git = (...args: string[]) => execFileSync('git', ['-C', folder(), ...args], { encoding: 'utf8' }).trim()
  beforeEach(() => {
    git('init', '--quiet')
    git('add', '.')
    git('-c', 'user.name=Setup', '-c', 'user.email=setup@example.com', 'commit', '--quiet', '--message', 'Start')
  })

  test('a save is a commit of that file alone, in the author’s name', async () => {
    world.writes('courses/tea/tasting.mdx', (text) => `${text}\nSomebody is at work here.\n`)
    git('add', 'courses/tea/tasting.mdx')
    expect((await saves((text) => text.replace('turns bitter', 'grows bitter'))).committed).toBe(true)
    expect(git('log', '-1', '--format=%an <%ae> | %cn | %s')).toBe(
      'Anna Autor <anna.autor@example.com> | Anna Autor | Publish “Brewing: a pot of green”',
    )
    expect(git('show', '--name-only', '--format=')).toBe(brewing)
    expect(git('status', '--short')).toBe('M  courses/tea/tasting.mdx')
  })

  test('a new lesson, its place in a course and its draft are commits too', async () => {
    await author().newLesson({ title: 'Cups', course: 'tea' })
    await author().putInCourse('cups', { course: 'tea', section: 1 })
    await saves((text) => `${text}\nMore.\n`, { lesson: 'cups', publish: false })
    expect(git('log', '-3', '--format=%s').split('\n')).toEqual([
      'Draft “Cups”',
      'Put “Cups” into “Behind the tea counter”',
      'Begin “Cups”',
    ])
    expect(git('status', '--short')).toBe('')
  })

  test('a commit that Git refuses is told, and the lesson is live all the same', async () => {
    mkdirSync(join(folder(), '.git/hooks'), { recursive: true })
    writeFileSync(join(folder(), '.git/hooks/pre-commit'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    expect(await saves((text) => text.replace('turns bitter', 'grows bitter'))).toMatchObject({
      committed: false,
      standing: { state: 'live' },
    })
    expect(world.text(brewing)).toContain('grows bitter')
  })

  test('a save without a change is none', async () => {
    expect((await saves((text) => text)).committed).toBeNull()
    expect(git('log', '--format=%s')).toBe('Start')
  })
})

describe('a new lesson', () => {
  test('is a draft without a mistake, under an id from its title', async () => {
    expect(await author().newLesson({ title: 'Höflich: „Nein“ sagen', course: 'tea' })).toEqual({ lesson: 'hoflich-nein-sagen' })
    const page: EditPage = await edit('hoflich-nein-sagen')
    expect(page).toMatchObject({
      title: 'Höflich: „Nein“ sagen',
      file: 'courses/tea/hoflich-nein-sagen.mdx',
      problems: [],
      standing: { state: 'draft' },
    })
    expect(page.text).toContain('owner: "anna.autor@example.com"')
    expect(audits()).toEqual([{ verb: 'lesson.begun', object: 'hoflich-nein-sagen' }])
  })

  test('does not take an id that is taken: a proposed one is numbered, a wished one refused', async () => {
    expect(await author().newLesson({ title: 'Tasting', course: 'tea' })).toEqual({ lesson: 'tasting-2' })
    await expect(author().newLesson({ title: 'Mine', id: 'tasting', course: 'tea' })).rejects.toThrow(refusal('conflict'))
  })

  test('does not take the place of a file that the catalogue has not read yet', async () => {
    writeFileSync(join(folder(), 'courses/tea/cups.mdx'), 'Somebody’s.\n')
    await expect(author().newLesson({ title: 'Cups', course: 'tea' })).rejects.toThrow(refusal('conflict'))
    expect(world.text('courses/tea/cups.mdx')).toBe('Somebody’s.\n')
  })

  test('is published into no course, put into one, and then learnt', async () => {
    await author().newLesson({ title: 'Cups', course: 'tea' })
    expect((await saves((text) => text, { lesson: 'cups' })).standing).toMatchObject({ state: 'nowhere', courses: [], items: 3 })
    expect((await edit('cups')).places).toEqual([{ course: 'tea', title: 'Behind the tea counter', sections: ['The pot', 'The guest'] }])
    await author().putInCourse('cups', { course: 'tea', section: 0 })
    expect(await edit('cups')).toMatchObject({ places: [], standing: { state: 'live', courses: [{ id: 'tea' }], problems: [] } })
    const { sections } = await world.as(await world.learner()).lessons.course('tea')
    expect(sections[0]!.lessons.map(({ id }) => id)).toEqual(['brewing', 'tasting', 'cups'])
    await expect(author().putInCourse('cups', { course: 'tea', section: 1 })).rejects.toThrow(refusal('conflict'))
  })

  test.each([
    ['a course that is not there', { course: 'coffee', section: 0 }, 'not-found'],
    ['a section that is not there', { course: 'tea', section: 2 }, 'not-found'],
    ['no section', { course: 'tea', section: Number.NaN }, 'invalid'],
  ])('is not put into %s', async (_, where, code) => {
    await author().newLesson({ title: 'Cups', course: 'tea' })
    await expect(author().putInCourse('cups', where)).rejects.toThrow(refusal(code))
  })
})

describe('a preview', () => {
  const counts = () =>
    world.sql(
      'select (select count(*) from answer) answers, (select count(*) from lesson_visit) visits, (select count(*) from memory) memories',
    )

  test('grades as a learner would be graded, and none of it counts', async () => {
    const { preview } = await author().previewPage('brewing', {})
    const prompts = preview!.segments.flatMap((segment) => ('item' in segment ? [segment] : []))
    const water = prompts.find(({ item }) => item === 'green-water')!.prompt as unknown as { options: { key: string; html: string }[] }
    const key = (words: string) => water.options.find(({ html }) => html.includes(words))!.key
    const grade = (words: string, hint = false) =>
      author().gradePreview({ lesson: 'brewing', item: 'green-water', response: { options: [key(words)] }, hint })
    expect(await grade('75')).toMatchObject({ credit: 1, verdict: 'right' })
    expect(await grade('75', true)).toMatchObject({ credit: 0.5, verdict: 'nearly' })
    expect(await grade('95')).toMatchObject({ credit: 0, verdict: 'not-yet', feedback: { options: expect.any(Array) } })
    expect(await author().revealPreview({ lesson: 'tasting', item: 'first-flush' })).toEqual({ back: expect.any(String) })
    expect(counts()).toEqual([{ answers: 0, visits: 0, memories: 0 }])
  })

  test('is of the text that is being written, where one is given', async () => {
    const text = world.text(brewing).replace('gaiwan', 'teapot')
    const grade = (answer: string) => author().gradePreview({ lesson: 'brewing', text, item: 'pot-name', response: { text: answer } })
    expect((await grade('teapot')).verdict).toBe('right')
    expect((await grade('gaiwan')).verdict).toBe('not-yet')
  })

  test('has every item in every state: each answer with what is told of it', async () => {
    const { states } = await author().previewPage('serving', {})
    const worth = Object.fromEntries(states.map(({ item, states }) => [item, states.map(({ credit }) => credit)]))
    expect(worth['cold-cup']!.toSorted()).toEqual([0, 0.5, 1])
    expect(worth['which-tea']!.length).toBeGreaterThan(1)
  })

  test.each([
    ['an item that is not in it', { item: 'first-flush', response: { text: 'x' } }, 'not-found'],
    ['an answer of another kind', { item: 'pot-name', response: { options: ['x'] } }, 'invalid'],
    ['no answer', { item: 'pot-name', response: undefined }, 'invalid'],
  ])('does not grade %s', async (_, asked, code) => {
    await expect(author().gradePreview({ lesson: 'brewing', ...asked })).rejects.toThrow(refusal(code))
  })

  test('of what has no back reveals none', async () => {
    await expect(author().revealPreview({ lesson: 'brewing', item: 'pot-name' })).rejects.toThrow(refusal('not-found'))
  })
})

describe('the overview', () => {
  test('begins with what needs somebody', async () => {
    await author().newLesson({ title: 'Cups', course: 'tea' })
    world.writes('courses/tea/tasting.mdx', (text) =>
      text.replace('status: live', 'status: live\nreviewed: 2025-01-01\nreview_every: 1 year'),
    )
    world.writes(brewing, (text) => text.replace('- [x] 75', '- [] 75'))
    await world.context.catalogue.reload()
    const { lessons, problems } = await author().overview()
    expect(lessons.map(({ lesson, locale, state, stale }) => [lesson, locale, state, stale])).toEqual([
      ['brewing', 'en', 'broken', null],
      ['cups', 'en', 'draft', null],
      ['tasting', 'en', 'live', expect.stringContaining('2025-01-01')],
      ['brewing', 'de', 'live', null],
      ['serving', 'en', 'live', null],
    ])
    expect(problems.map(({ id }) => id)).toContain('option-brackets')
  })

  test('says that an original has changed since, until its translation is published again; learners are told nothing', async () => {
    const stale = async () => (await author().overview()).lessons.find(({ locale }) => locale === 'de')!.stale
    const shownTo = async (person: Person, locale: string) => (await world.as(person).review.lessonPage('brewing', { locale })).outdated
    world.clock.forward({ days: 30 })
    expect(await stale()).toBe(null)
    await world.edits(brewing, (text) => text.replace(/^title: .*$/m, 'title: Brewing anew'))
    const old = 'The original changed on 1 April 2026; the German text is from 2 March 2026.'
    expect(await stale()).toBe(old)
    expect(await shownTo(anna, 'de')).toBe(old)
    expect(await shownTo(anna, 'en')).toBe(null)
    expect(await shownTo(await world.learner(), 'de')).toBe(null)
    await world.edits('courses/tea/brewing.de.mdx', (text) => text.replace('status: live', 'status: live\nreviewed: 2026-04-01'))
    expect([await stale(), await shownTo(anna, 'de')]).toEqual([null, null])
  })

  test('shows what learners say, without a name unless they gave it, and what became of it', async () => {
    const mia = await world.person('Mia')
    await world.reads(mia, 'tasting')
    await world.as(mia).review.flag('first-flush', { text: 'There is an autumn flush.' })
    world.clock.forward({ minutes: 1 })
    await world.as(mia).review.flag('first-flush', { text: 'Ask me.', named: true })
    world.clock.forward({ minutes: 1 })
    await world.as(mia).review.suspend('first-flush', { reason: 'I know it.' })
    const shown = async () => (await author().overview()).flags.map(({ text, person, state, reply }) => [text, person, state, reply])
    expect(await shown()).toEqual([
      ["Don't ask me this: I know it.", null, 'open', null],
      ['Ask me.', 'Mia', 'open', null],
      ['There is an autumn flush.', null, 'open', null],
    ])
    const [, , { id, lesson, question }] = (await author().overview()).flags as [
      unknown,
      unknown,
      { id: string; lesson: unknown; question: string },
    ]
    expect([lesson, question]).toEqual([{ id: 'tasting', title: 'Tasting' }, expect.stringMatching(/\w/)])
    await author().answerFlag(id, { state: 'done', reply: ' Added. ' })
    expect((await shown()).at(-1)).toEqual(['There is an autumn flush.', null, 'done', 'Added.'])
    await expect(author().answerFlag('no-such', { state: 'done', reply: '' })).rejects.toThrow(refusal('not-found'))
    await expect(author().answerFlag(id, { state: 'gone' as 'done', reply: '' })).rejects.toThrow(refusal('invalid'))
  })
})

describe('a translation', () => {
  test('is begun as a draft beside its original, with the original’s text', async () => {
    expect((await edit('tasting')).untranslated).toEqual(['de'])
    expect((await author().previewPage('brewing', {})).untranslated).toEqual([])
    await author().translate('tasting', { locale: 'de' })
    const page = await edit('tasting', 'de')
    expect(page).toMatchObject({ file: 'courses/tea/tasting.de.mdx', untranslated: [], standing: { state: 'draft' } })
    expect(page.problems).toMatchObject([{ id: 'not-translated', severity: 'warning' }])
    expect(page.problems[0]!.message).toMatch(/^“.+” and \d other passages are word for word as in courses\/tea\/tasting\.mdx, /)
    expect(page.original).toEqual({ locale: 'en', text: world.text('courses/tea/tasting.mdx') })
    expect(page.text).toContain('status: draft')
    expect(world.live().lessons.get('tasting')?.has('de')).toBe(false)
  })

  test('published it is what German readers get, with the same items', async () => {
    await author().translate('tasting', { locale: 'de' })
    await saves((text) => text.replace('title: Tasting', 'title: Verkosten'), { lesson: 'tasting', locale: 'de' })
    const [english, german] = ['en', 'de'].map((locale) => world.live().lessons.get('tasting')!.get(locale)!)
    expect(german!.meta.title).toBe('Verkosten')
    expect(german!.itemIds).toEqual(english!.itemIds)
  })

  test('that loses an item is told at once', async () => {
    await author().translate('tasting', { locale: 'de' })
    const { text } = await edit('tasting', 'de')
    const { problems } = await author().check({ lesson: 'tasting', locale: 'de', text: without(text, 'first-flush') })
    expect(problems).toEqual([expect.objectContaining({ id: 'locale-mismatch' })])
  })

  test.each([
    { what: 'a language that site.yml does not list', lesson: 'tasting', locale: 'fr', code: 'not-found' },
    { what: 'a path in its place', lesson: 'tasting', locale: '../de', code: 'not-found' },
    { what: 'what is translated', lesson: 'brewing', locale: 'de', code: 'conflict' },
    { what: 'the original’s own language', lesson: 'tasting', locale: 'en', code: 'conflict' },
    { what: 'no lesson', lesson: 'nothing', locale: 'de', code: 'not-found' },
  ])('into $what is refused', async ({ lesson, locale, code }) => {
    await expect(author().translate(lesson, { locale })).rejects.toThrow(refusal(code))
  })
})
