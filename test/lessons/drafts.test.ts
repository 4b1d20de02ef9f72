import { describe, expect, test } from 'vitest'
import { readContent } from '../../src/lessons/check.ts'
import { bothMarks, draftedFile, draftName, marksIn } from '../../src/lessons/drafts.ts'
import { fixContent } from '../../src/lessons/fix/content.ts'
import { lessonText, quiz } from './texts.ts'

const basics = 'courses/refunds/basics.mdx'
const there = new Set([basics, 'courses/refunds/basics.de.mdx', 'cards/calm.mdx'])

test.each([
  ['courses/refunds/basics.draft.mdx', basics],
  ['courses/refunds/basics.de.draft.mdx', 'courses/refunds/basics.de.mdx'],
  ['courses/refunds/other.draft.mdx', undefined],
  ['cards/calm.draft.mdx', undefined],
  [basics, undefined],
])('%s is the draft of %s', (file, drafted) => {
  expect(draftedFile(file, there)).toBe(drafted)
  if (drafted) expect(draftName(drafted)).toBe(file)
})

test('the marks of a file and its draft come back as they went out', () => {
  expect(marksIn(bothMarks('a', undefined))).toEqual(['a', null])
  expect(marksIn(bothMarks('a', 'b'))).toEqual(['a', 'b'])
})

describe('in a folder', () => {
  const draft = lessonText(quiz('window').replace('[ ]', '[]'), { status: 'draft' })
  const filesWith = (text: string) => ({
    texts: new Map([
      ['courses/refunds/course.yml', 'title: Refunds\nsections: [{ title: All, lessons: [basics] }]\n'],
      [basics, lessonText(quiz('window'))],
      ['courses/refunds/basics.draft.mdx', text],
    ]),
    others: new Set<string>(),
  })

  test('a draft is no second lesson', () => {
    const { lessons, drafts } = readContent(filesWith(draft))
    expect([lessons, drafts].map((files) => files.map(({ file }) => file))).toEqual([[basics], ['courses/refunds/basics.draft.mdx']])
  })

  test('a draft is mended like any lesson', () => {
    const { fixed } = fixContent(filesWith(draft), new Set())
    expect(fixed.map(({ file }) => file)).toEqual(['courses/refunds/basics.draft.mdx'])
    expect(fixed[0]!.text).toBe(lessonText(quiz('window'), { status: 'draft' }))
  })
})
