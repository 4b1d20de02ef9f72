import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '#dialect/open.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { itemVersionById, itemVersions, newestNumbers, publish, readPublished } from '../../db/lessons.ts'
import { compile } from '../../src/lessons/compile.ts'
import {
  afterPublication,
  lessonHash,
  planPublication,
  publishedFrom,
  type GoodLesson,
  type Published,
} from '../../src/lessons/versions.ts'
import { lessonText, quiz } from '../lessons/texts.ts'

let folder: string
let store: ReturnType<typeof openStore>
let published: Published

beforeEach(() => {
  folder = newFolder()
  store = openStore(
    { data: folder },
    () => 1,
    () => performance.now(),
  )
  published = publishedFrom({ lessons: [], versions: [], items: [], aliases: [] })
})
afterEach(() => {
  store.close()
  removeFolder(folder)
})

async function publishAt(now: number, texts: string[], retired: string[] = []): Promise<void> {
  const good = texts.map((text): GoodLesson => {
    const options = { locale: 'en', course: 'refunds' }
    return { file: 'x.mdx', text, hash: lessonHash(text, options), lesson: compile(text, options).lesson!, warnings: [] }
  })
  const plan = planPublication(good, published, new Set(retired), 'en', now)
  await store.transaction((tx) => publish(tx, plan))
  published = afterPublication(published, plan)
}

test('what was published is read back as it is known in memory, whatever has happened to it', async () => {
  await publishAt(1, [lessonText(`${quiz('a')}\n\n${quiz('b')}`), lessonText(quiz('c'), { id: 'other' })])
  await publishAt(2, [lessonText(quiz('a', '30 whole days')), lessonText(quiz('d').replace('"d"', '"d" was="c"'), { id: 'other' })], ['b'])
  expect(publishedFrom(await readPublished(store.read))).toEqual(published)
  expect(published.items.get('b')!.retiredAt).toBe(2)
  expect(published.aliases).toEqual(new Map([['c', 'd']]))
})

test('the newest version of a lesson is the one that nothing has ended', async () => {
  await publishAt(1, [lessonText(quiz('a'))])
  await publishAt(2, [lessonText(quiz('a', '30 whole days'))])
  expect(await newestNumbers(store.read)).toEqual([{ lessonId: 'basics', locale: 'en', n: 2 }])
})

test('a version is found by its name, with the item that it is of', async () => {
  await publishAt(1, [lessonText(quiz('a'))])
  await publishAt(2, [lessonText(quiz('a', '30 whole days'))])
  const old = await itemVersionById(store.read, 'a@en.1')
  expect(old).toMatchObject({
    itemId: 'a',
    n: 1,
    rev: 1,
    locale: 'en',
    type: 'choice',
    lessonId: 'basics',
    skill: 'general',
    retiredAt: null,
    change: 'new',
  })
  expect(JSON.parse(old!.spec)).toMatchObject({
    options: [
      { text: '30 days', correct: true },
      { text: '14 days', correct: false },
    ],
  })
  expect(await itemVersionById(store.read, 'a@en.9')).toBeUndefined()
})

test('all versions of an item come oldest first', async () => {
  await publishAt(1, [lessonText(quiz('a'))])
  await publishAt(2, [lessonText(quiz('a', '30 whole days'))])
  expect((await itemVersions(store.read, 'a')).map(({ id, liveFrom }) => [id, liveFrom])).toEqual([
    ['a@en.1', 1],
    ['a@en.2', 2],
  ])
})

test('more lessons than one statement takes are published all the same', async () => {
  const many = Array.from({ length: 230 }, (_, index) => lessonText(quiz(`q-${index}`), { id: `lesson-${index}` }))
  await publishAt(1, many)
  const { lessons, versions, items } = await readPublished(store.read)
  expect([lessons.length, versions.length, items.length]).toEqual([230, 230, 230])
})
