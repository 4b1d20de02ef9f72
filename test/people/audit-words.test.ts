import { expect, test } from 'vitest'
import type { AuditLine } from '../../src/people/admin-pages.ts'
import { sentenceOf } from '../../src/people/ui/audit-words.ts'

const line = (verb: string, rest: Partial<AuditLine> = {}): AuditLine => ({
  ...{ id: '1', at: 0, verb, actor: { id: 'a', name: 'Alma' }, person: null, object: '', detail: {} },
  ...rest,
})

test.each([
  [line('lesson.begun', { object: 'late-parcel', detail: { locale: 'de' } }), 'Alma began the lesson late-parcel (de).'],
  [line('lesson.published', { object: 'late-parcel' }), 'Alma published late-parcel.'],
  [line('course.changed', { object: 'tea', detail: { lesson: 'brewing' } }), 'Alma changed the course tea: put brewing into it.'],
  [line('glossary.changed', { detail: { from: null, term: 'steep' } }), 'Alma added steep to the glossary.'],
  [line('glossary.changed', { detail: { from: 'steep', term: 'steep' } }), 'Alma changed steep in the glossary.'],
  [line('glossary.changed', { detail: { from: 'steep', term: 'infuse' } }), 'Alma changed steep in the glossary, which is infuse now.'],
  [line('glossary.changed', { detail: { from: 'steep', term: null } }), 'Alma took steep out of the glossary.'],
  [
    line('assignment.made', { detail: { course: 'tea', title: 'Tea', teamName: 'Shop', due: '2026-12-17' } }),
    'Alma assigned “Tea” to Shop, by Thursday 17 December 2026.',
  ],
  [line('assignment.made', { detail: { course: 'tea' } }), 'Alma assigned the course tea to a team.'],
  [
    line('assignment.ended', { person: { id: 'b', name: 'Ben' }, detail: { course: 'tea', title: 'Tea' } }),
    'Alma took back “Tea” from Ben.',
  ],
  [line('team.changed', { detail: { from: 'Shop', name: 'Store', parent: null } }), 'Alma named the team Shop Store.'],
  [line('team.changed', { detail: { from: 'Shop', name: 'Shop', parent: 't', under: 'North' } }), 'Alma moved the team Shop below North.'],
  [
    line('team.changed', { detail: { from: 'Shop', name: 'Store', parent: null, under: null } }),
    'Alma named the team Shop Store and moved the team Store to the top.',
  ],
  [line('of.older', { person: { id: 'b', name: 'Ben' } }), 'Alma of.older: Ben.'],
  [line('backup.made', { actor: null }), 'Heed made a backup.'],
])('a line of the audit is a sentence', (given, sentence) => {
  expect(sentenceOf(given)).toBe(sentence)
})
