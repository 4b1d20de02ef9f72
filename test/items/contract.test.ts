import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seedOf } from '../../src/kernel/hash.ts'
import { isRefusal } from '../../src/kernel/refusal.ts'
import { itemTypes, typeNamed, typeOf, typeTagged } from '../../src/items/registry.ts'
import { compile } from '../../src/lessons/compile.ts'
import { specOf as read } from './helpers.ts'
import type { AnyItemType, Item, Part } from '../../src/items/item-type.ts'

/* eslint-disable @typescript-eslint/no-explicit-any -- the suite knows types only by their contract */

const seeds = Array.from({ length: 60 }, (_, n) => seedOf('contract', String(n)))

/** Never in a prompt, whatever the type. */
const forbiddenFields = [
  'mark',
  'correct',
  'feedback',
  'why',
  'feels',
  'takeaway',
  'accepted',
  'text',
  'back',
  'wrong',
  'steps',
  'pairs',
  'note',
  'notes',
]

const cases = itemTypes.flatMap((type) => type.examples.map((example) => ({ label: `${type.tag}: ${example.name}`, type, example })))

const answerCases = cases.flatMap(({ label, type, example }) =>
  example.answers.map((given) => ({ label: `${label}, ${given.name}`, type, example, given })),
)

/** How a browser without JavaScript sends an answer; control names are the contract with the views. */
const forms: Record<string, (answer: any) => [string, string][]> = {
  choice: ({ options }) => options.map((key: string) => ['options', key]),
  cloze: ({ gaps }) => gaps.map((text: string, n: number) => [`gap.${n}`, text]),
  typed: ({ text }) => [['text', text]],
  order: ({ order }) => order.map((key: string, index: number) => [`place.${key}`, String(index + 1)]),
  match: ({ pairs }) => Object.entries<string>(pairs).map(([left, right]) => [`pair.${left}`, right]),
  card: ({ knew }) => [['knew', knew ? 'yes' : 'no']],
  'best-reply': ({ option }) => [['option', option]],
  conversation: ({ turns }) => turns.map(({ option }: any, n: number) => [n < turns.length - 1 ? 'said' : 'turn', option]),
}

/** Keys in the order shown, and the key whose place must not tell. */
const tellTales: Record<string, (spec: any, prompt: any) => { shown: string[]; telling: string }[]> = {
  choice: (spec, prompt) =>
    spec.written ? [] : [{ shown: keysOf(prompt.options), telling: spec.options.find((each: any) => each.correct).key }],
  order: (spec, prompt) => spec.steps.map((step: Part) => ({ shown: keysOf(prompt.items), telling: step.key })),
  match: (spec, prompt) => spec.pairs.map(({ right }: any) => ({ shown: keysOf(prompt.right), telling: right.key })),
  'best-reply': (spec, prompt) => [{ shown: keysOf(prompt.options), telling: bestOf(spec.options) }],
  conversation: (spec, prompt) =>
    prompt.scenes
      .filter(({ options }: any) => options.length > 1)
      .map((scene: any) => ({
        shown: keysOf(scene.options),
        telling: bestOf(spec.scenes.find(({ key }: Part) => key === scene.key).options),
      })),
}

/** Every item of a course as it is shipped. */
function courseItems(course: string): Item[] {
  const folder = `${import.meta.dirname}/../../content/courses/${course}`
  const texts = readdirSync(folder).flatMap((name) => (name.endsWith('.mdx') ? [readFileSync(`${folder}/${name}`, 'utf8')] : []))
  return texts.flatMap((text) => compile(text, { locale: 'en', course }).lesson?.items ?? [])
}

const specs = new Map<string, any>()

/** Read once: lessons are compiled when they change, too. */
function specOf(mdx: string): any {
  if (!specs.has(mdx)) specs.set(mdx, read(mdx))
  return specs.get(mdx)
}

const keysOf = (parts: Part[]) => parts.map(({ key }) => key)
const bestOf = (options: any[]): string => options.find(({ mark }) => mark === 'best').key

function valuesIn(value: unknown, field: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, each]) => (name === field && typeof each === 'string' ? [each] : valuesIn(each, field)))
}

function fieldsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(fieldsIn)]
}

function formOf(type: AnyItemType, answer: unknown): FormData {
  const form = new FormData()
  for (const [name, value] of forms[type.name]!(answer)) form.append(name, value)
  return form
}

describe('the registry', () => {
  test('has every folder of src/items but ui, each with its files', () => {
    const folders = readdirSync(`${import.meta.dirname}/../../src/items`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    const names = folders.map(({ name }) => name).filter((name) => name !== 'ui')
    expect(itemTypes.map(({ name }) => name).toSorted()).toEqual(names.toSorted())
    for (const name of names) {
      expect(readdirSync(`${import.meta.dirname}/../../src/items/${name}`), name).toEqual(
        expect.arrayContaining(['examples.ts', 'index.ts']),
      )
    }
  })

  test('keeps the names that are stored with answers and the tags that authors write', () => {
    expect(Object.fromEntries(itemTypes.map(({ tag, name }) => [tag, name]))).toEqual({
      Quiz: 'choice',
      Cloze: 'cloze',
      Typed: 'typed',
      Order: 'order',
      Match: 'match',
      Card: 'card',
      Drill: 'best-reply',
      Conversation: 'conversation',
    })
  })

  test('finds a type by name and by tag, and nothing by another word', () => {
    for (const type of itemTypes) {
      expect(typeNamed(type.name)).toBe(type)
      expect(typeTagged(type.tag)).toBe(type)
    }
    expect(typeNamed('quiz')).toBeUndefined()
    expect(typeTagged('quiz')).toBeUndefined()
  })
})

describe('every type', () => {
  test.each(itemTypes.map((type) => ({ name: type.name, type })))(
    '$name brings at least two examples with answers of different worth',
    ({ type }) => {
      expect(type.examples.length).toBeGreaterThanOrEqual(2)
      for (const { name, answers } of type.examples) expect(new Set(answers.map(({ credit }) => credit)).size, name).toBeGreaterThan(1)
    },
  )

  test.each(itemTypes.map((type) => ({ name: type.name, type })))('$name describes each field of its spec and its answer', ({ type }) => {
    const undescribed = (schema: any, path: string): string[] => {
      const inner = { ...schema.properties, ...(schema.items ? { '[]': schema.items } : {}) }
      const below = Object.entries(inner).flatMap(([name, each]) => undescribed(each, `${path}.${name}`))
      return schema.description || Object.keys(inner).length > 0 ? below : [path]
    }
    for (const part of ['spec', 'answer'] as const) {
      const { properties } = z.toJSONSchema(type[part]) as any
      expect(
        Object.entries<any>(properties).flatMap(([name, each]) => (each.description ? [] : undescribed(each, `${part}.${name}`))),
      ).toEqual([])
    }
  })

  test('has a time of its own, as the table of scheduling says', () => {
    const firsts = itemTypes.map((type) => [type.name, type.defaultMs(specOf(type.examples[0]!.mdx))])
    expect(Object.fromEntries(firsts)).toEqual({
      choice: 12_000,
      cloze: 18_000,
      typed: 20_000,
      order: 25_000,
      match: 25_000,
      card: 10_000,
      'best-reply': 25_000,
      conversation: 45_000,
    })
  })
})

describe('every example', () => {
  test.each(cases)('$label is read, and its spec survives schema and JSON', ({ type, example }) => {
    const spec = specOf(example.mdx)
    expect(type.spec.parse(JSON.parse(JSON.stringify(spec)))).toEqual(JSON.parse(JSON.stringify(spec)))
  })

  test.each(cases)('$label shows no secret and no field that tells', ({ type, example }) => {
    const spec = specOf(example.mdx)
    for (const seed of seeds) {
      const prompt = type.present(spec, seed)
      const json = JSON.stringify(prompt)
      for (const secret of [...example.secrets, '"best"', '"ok"', '"poor"']) expect(json).not.toContain(secret)
      expect(fieldsIn(prompt).filter((field) => forbiddenFields.includes(field))).toEqual([])
      expect(prompt.type).toBe(type.name)
    }
  })

  test.each(cases)('$label is worth hiding: its feedback and key hold the secrets', ({ example }) => {
    const json = JSON.stringify(specOf(example.mdx))
    for (const secret of example.secrets) expect(json).toContain(secret)
  })

  test.each(cases)('$label looks the same for the same seed', ({ type, example }) => {
    const again = read<any>(example.mdx)
    for (const seed of seeds) expect(type.present(specOf(example.mdx), seed)).toEqual(type.present(again, seed))
  })

  test.each(cases)('$label puts what tells in every place', ({ type, example }) => {
    const spec = specOf(example.mdx)
    const places = new Map<string, { seen: Set<number>; of: number }>()
    for (const seed of seeds) {
      for (const { shown, telling } of tellTales[type.name]?.(spec, type.present(spec, seed)) ?? []) {
        const place = places.get(telling) ?? { seen: new Set(), of: shown.length }
        places.set(telling, { ...place, seen: place.seen.add(shown.indexOf(telling)) })
      }
    }
    for (const [key, { seen, of }] of places) expect([...seen].toSorted(), key).toEqual(Array.from({ length: of }, (_, place) => place))
  })

  test.each(cases)('$label has keys that tell nothing when sorted', ({ type, example }) => {
    if (!tellTales[type.name]) return
    const ranks = Array.from({ length: 60 }, (_, n) => {
      const spec = read<any>(example.mdx.replace(/id="[^"]*"/, `id="item-${n}"`))
      return tellTales[type.name]!(spec, type.present(spec, 1)).map(({ shown, telling }) => shown.toSorted().indexOf(telling))
    })
    for (const [which] of ranks[0]!.entries()) {
      const counts = Object.values(Object.groupBy(ranks, (each) => String(each[which]))).map((group) => group!.length)
      expect(counts.length).toBeGreaterThan(1)
      expect(Math.max(...counts)).toBeLessThan(48)
    }
  })
})

describe('every answer', () => {
  test.each(answerCases)('$label earns $given.credit', ({ type, example, given }) => {
    const spec = specOf(example.mdx)
    const grade = type.grade(spec, type.answer.parse(given.answer(spec)))
    expect(grade.credit).toBeCloseTo(given.credit, 12)
    expect(grade.guess).toBeGreaterThanOrEqual(0)
    expect(grade.guess).toBeLessThanOrEqual(0.5)
  })

  test.each(answerCases)('$label comes through a plain form', ({ type, example, given }) => {
    const spec = specOf(example.mdx)
    const answer = given.answer(spec)
    const form = formOf(type, answer)
    for (const seed of seeds.slice(0, 5)) expect(type.answer.parse(type.fromForm(form, type.present(spec, seed)))).toEqual(answer)
  })

  test.each(answerCases)('$label is refused with any key replaced', ({ type, example, given }) => {
    const spec = specOf(example.mdx)
    const answer = JSON.stringify(given.answer(spec))
    for (const key of new Set(valuesIn(spec, 'key').filter((each) => answer.includes(each)))) {
      const wrong = type.answer.parse(JSON.parse(answer.replace(key, 'zzzzzz')))
      expect(
        refusalOf(() => type.grade(spec, wrong)),
        key,
      ).toBe('invalid')
    }
  })

  test.each(answerCases)('$label is not an answer with a field too many', ({ type, example, given }) => {
    expect(type.answer.safeParse({ ...given.answer(specOf(example.mdx)), credit: 1 }).success).toBe(false)
  })

  test.each(answerCases)('$label gets every option and note in its feedback', ({ type, example, given }) => {
    const spec = specOf(example.mdx)
    const { feedback } = type.grade(spec, given.answer(spec))
    const options = [...(spec.options ?? []), ...(spec.scenes ?? []).flatMap((scene: any) => scene.options)]
    if (options.length > 0) expect(keysOf(feedback.options as any)).toEqual(keysOf(options))
    for (const field of ['why', 'feels', 'takeaway', 'back']) {
      const told = valuesIn(feedback, field)
      for (const note of valuesIn(spec, field)) expect(told).toContain(note)
    }
  })
})

describe('the sample answers', () => {
  test.each(cases)('$label: the right one is worth 1, the wrong one no more than any that its author thought of', ({ type, example }) => {
    const spec = specOf(example.mdx)
    const { right, wrong } = type.sample(spec)
    expect(type.grade(spec, type.answer.parse(right)).credit).toBe(1)
    expect(type.grade(spec, type.answer.parse(wrong)).credit).toBeLessThanOrEqual(Math.min(...example.answers.map(({ credit }) => credit)))
  })

  test.each(courseItems('active-listening'))('$id of the course: 1 and less than half', ({ type, spec }) => {
    const { sample, grade, answer } = typeOf(type)
    const { right, wrong } = sample(spec)
    expect(grade(spec, answer.parse(right)).credit).toBe(1)
    expect(grade(spec, answer.parse(wrong)).credit).toBeLessThan(0.5)
  })
})

function refusalOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (thrown) {
    return isRefusal(thrown) ? thrown.code : String(thrown)
  }
  return 'accepted'
}
