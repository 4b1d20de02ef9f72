import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readGlossary } from '../../src/lessons/course-files.ts'
import { asTerm, takenBy, withoutTerm, withTerm, type WantedTerm } from '../../src/lessons/glossary-edit.ts'

const text = `# Words of the counter.

- term:   steep   # the verb
  also: [ steeping,
          steeped ]
  short: Leaving tea in hot water
    until it has given its taste.
  # Somebody asked for German.
  translations:
      de: {term: Ziehen lassen, short: 'Tee im Wasser lassen.'}
      fr: { term: Infuser, short: Laisser infuser. }

# Words of the guest.
- {term: regular, short: "Somebody who comes back."}
-   term: "2026"
    short: >-
      The year
      of the kettle.
# more to come
`

const read = (written: string) => {
  const { value, problems } = readGlossary(written)
  expect(problems).toEqual([])
  return value!
}
const want = (wanted: Partial<WantedTerm>): WantedTerm => ({ term: 'calm', short: 'Not loud.', also: [], translations: {}, ...wanted })
const steep = want({ term: 'steep', short: 'Leaving tea in hot water until it has given its taste.', also: ['steeping', 'steeped'] })
/** The lines of a text that are not in the other. */
const differing = (a: string, b: string) => a.split('\n').filter((line) => !b.split('\n').includes(line))

describe('a term that is changed', () => {
  test('as it is, its text is as it was', () => {
    expect(withTerm(text, 'steep', steep)).toBe(text)
    expect(withTerm(text, 'regular', want({ term: 'regular', short: 'Somebody who comes back.' }))).toBe(text)
    expect(withTerm(text, '2026', want({ term: '2026', short: 'The year of the kettle.' }))).toBe(text)
  })

  test('moves no byte of the others, and keeps its comments and what is not asked about', () => {
    const written = withTerm(text, 'steep', { ...steep, short: 'Waiting: for tea.' })
    const [above, below] = ['# Words of the counter.\n\n', text.slice(text.indexOf('\n# Words of the guest.'))]
    expect(written.startsWith(above) && written.endsWith(below)).toBe(true)
    for (const kept of ['# the verb', '# Somebody asked for German.', "'Tee im Wasser lassen.'", 'Laisser infuser.'])
      expect(written).toContain(kept)
    expect(read(written).steep).toMatchObject({
      ...{ short: 'Waiting: for tea.', also: ['steeping', 'steeped'] },
      translations: { de: { title: 'Ziehen lassen' }, fr: { title: 'Infuser' } },
    })
  })

  test.each<{ what: string; from: string; wanted: WantedTerm; gives: object; lines?: string[] }>([
    {
      what: 'is renamed on its own line',
      from: 'regular',
      wanted: want({ term: 'patron', short: 'Somebody who comes back.' }),
      gives: { id: 'patron', title: 'Patron' },
      lines: ['- { term: patron, short: "Somebody who comes back." }'],
    },
    {
      what: 'gets other words',
      from: 'regular',
      wanted: want({ term: 'regular', short: 'Somebody who comes back.', also: ['regulars', 'true'] }),
      gives: { also: ['regulars', 'true'] },
      lines: ['- { term: regular, also: [regulars, "true"], short: "Somebody who comes back." }'],
    },
    { what: 'loses one of its words', from: 'steep', wanted: { ...steep, also: ['steeped'] }, gives: { also: ['steeped'] } },
    { what: 'loses all', from: 'steep', wanted: { ...steep, also: [] }, gives: { also: [] } },
    {
      what: 'is said in one language differently, and in another as before',
      from: 'steep',
      wanted: { ...steep, translations: { de: { term: 'Ziehen', short: 'Warten.' } } },
      gives: { translations: { de: { title: 'Ziehen', short: 'Warten.' }, fr: { title: 'Infuser', short: 'Laisser infuser.' } } },
    },
    {
      what: 'is no longer said in a language',
      from: 'steep',
      wanted: { ...steep, translations: { fr: { term: '', short: '' } } },
      gives: { translations: { de: { title: 'Ziehen lassen', short: 'Tee im Wasser lassen.' } } },
    },
    {
      what: 'is said in its first language',
      from: '2026',
      wanted: want({ term: '2026', short: 'The year of the kettle.', translations: { de: { term: 'Das Jahr', short: 'Des Kessels.' } } }),
      gives: { id: '2026', translations: { de: { title: 'Das Jahr', short: 'Des Kessels.' } } },
    },
  ])('$what', ({ from, wanted, gives, lines }) => {
    const written = withTerm(text, from, wanted)
    expect(read(written)[wanted.term]).toMatchObject(gives)
    if (lines) expect(differing(written, text)).toEqual(lines)
  })

  test('keeps the place of its dash', () => {
    const inset = '  # set in\n  - term: calm\n    short: Quiet.\n  - term: loud\n    short: |\n      Not\n\n      calm.\n'
    expect(withTerm(inset, 'loud', want({ term: 'loud', short: 'Noisy.', also: ['noisy'] }))).toMatch(
      /^ {2}# set in\n {2}- term: calm\n {4}short: Quiet\.\n {2}- term: loud\n {4}also: \[noisy\]\n {4}short: [^]*Noisy\.\n$/,
    )
  })
})

describe('a term that is added', () => {
  test('stands below the last, and nothing else moves', () => {
    const german = { de: { term: 'Ruhig', short: 'Nicht laut.' } }
    const written = withTerm(text, null, want({ also: ['calming'], translations: german }))
    const entry =
      '- term: calm\n  also: [calming]\n  short: Not loud.\n  translations:\n    de:\n      term: Ruhig\n      short: Nicht laut.\n'
    expect(written).toBe(text.replace('# more to come\n', `${entry}# more to come\n`))
    expect(read(written).calm).toMatchObject({ title: 'Calm', translations: { de: { title: 'Ruhig' } } })
  })

  test.each([
    ['to nothing', '', '- term: calm\n  short: Not loud.\n'],
    ['to a note', '# Ours.\n', '# Ours.\n- term: calm\n  short: Not loud.\n'],
    ['to an empty list', '# Ours.\n[]\n', '# Ours.\n- term: calm\n  short: Not loud.\n'],
    ['to a list in brackets', '[{ term: a, short: A. }]\n', '[{term: a, short: A.}, {term: calm, short: Not loud.}]\n'],
    ['in brackets, as the last is', '- { term: a, short: A. }\n', '- { term: a, short: A. }\n- { term: calm, short: Not loud. }\n'],
    ['without a line end', '- term: a\n  short: A.', '- term: a\n  short: A.\n- term: calm\n  short: Not loud.'],
    ['below a dash alone', '-\n  term: a\n  short: A.\n', '- term: a\n  short: A.\n- term: calm\n  short: Not loud.\n'],
  ])('%s', (_, before, after) => {
    expect(withTerm(before, null, want({}))).toBe(after)
    expect(read(after).calm).toMatchObject({ short: 'Not loud.' })
  })
})

describe('a term that is taken away', () => {
  test('goes with its lines and no others', () => {
    expect(withoutTerm(text, 'regular')).toBe(text.replace('- {term: regular, short: "Somebody who comes back."}\n', ''))
    expect(withoutTerm(text, '2026')).toBe(text.replace(/- {3}term: "2026"[^]*kettle\.\n/, ''))
    expect(Object.keys(read(withoutTerm(text, 'steep')))).toEqual(['2026', 'regular'])
    expect(withoutTerm(text, 'nobody')).toBe(text)
  })

  test('may be the last', () => {
    expect(read(withoutTerm('# Ours.\n- term: a\n  short: A.\n', 'a'))).toEqual({})
    expect(read(withoutTerm('[{ term: a, short: A. }]\n', 'a'))).toEqual({})
  })
})

test('whatever is wanted is what is read, and the others stay as they were', () => {
  const words = fc.stringMatching(/^\S(.{0,20}\S)?$/).filter((each) => each.trim() !== '')
  const wanted = fc.record({
    term: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,9}$/),
    short: words,
    also: fc.array(words, { maxLength: 3 }),
    translations: fc.record({ de: fc.record({ term: words, short: words }) }, { requiredKeys: [] }),
  })
  fc.assert(
    fc.property(wanted, fc.constantFrom(null, 'steep', 'regular', '2026'), (typed, from) => {
      fc.pre(typed.term === from || !['steep', 'regular', '2026'].includes(typed.term))
      const term = asTerm(typed)
      const before = read(text)
      const after = read(withTerm(text, from, term))
      expect(after[term.term]).toMatchObject({ short: term.short, also: term.also })
      for (const id of Object.keys(before)) if (id !== from) expect(after[id]).toEqual(before[id])
      if (from === 'steep') expect(after[term.term]!.translations).toMatchObject({ fr: { title: 'Infuser' } })
      expect(Object.keys(after)).toHaveLength(Object.keys(before).length + (from === null ? 1 : 0))
    }),
    { numRuns: 200 },
  )
})

describe('what an author types', () => {
  test.each<[string, Partial<WantedTerm>, Partial<WantedTerm>]>([
    ['an id is one', { term: 'steep' }, { term: 'steep', also: [] }],
    ['words become one', { term: ' Active  listening ' }, { term: 'active-listening', also: ['Active listening'] }],
    ['words that learners see anyway stand there once', { term: 'Steep', also: ['steeping'] }, { term: 'steep', also: ['steeping'] }],
    ['an abbreviation keeps its capitals', { term: 'CRM' }, { term: 'crm', also: ['CRM'] }],
    ['accents are kept for learners', { term: 'Gemütlich' }, { term: 'gemutlich', also: ['Gemütlich'] }],
    ['a word in no Latin letters has no id', { term: '茶' }, { term: '', also: [] }],
    ['spaces and breaks are one space', { short: ' Not\r\n loud. ', also: [' a  b ', '', 'a b'] }, { short: 'Not loud.', also: ['a b'] }],
  ])('%s', (_, typed, term) => {
    expect(asTerm(want(typed))).toMatchObject(term)
  })

  test('the words of a term are what learners see', () => {
    const glossary = read(withTerm('', null, asTerm(want({ term: 'Gemütlich' }))))
    expect(glossary.gemutlich).toMatchObject({ title: 'Gemütlich' })
  })

  test.each<[string, string | null, Partial<WantedTerm>, object | undefined]>([
    ['nothing of another', null, {}, undefined],
    ['the id of another', null, { term: 'steep' }, { words: 'steep', by: 'steep' }],
    ['a word of another', null, { term: 'steeping' }, { words: 'steeping', by: 'steep' }],
    ['among its words the id of another', null, { also: ['Steep'] }, { words: 'Steep', by: 'steep' }],
    ['only what it had', 'steep', { term: 'steep', also: ['steeping'] }, undefined],
    ['the id of another, when renamed', 'regular', { term: 'steep' }, { words: 'steep', by: 'steep' }],
    ['a name that every object has', 'constructor', { term: 'constructor' }, undefined],
  ])('has %s', (_, from, wanted, taken) => {
    expect(takenBy(read(text), from, want(wanted))).toEqual(taken)
  })
})
