import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { verdictOf, type Feedback, type Verdict } from '../../src/grading/verdict.ts'
import type { AnyItemType, Example } from '../../src/items/item-type.ts'
import { itemTypes } from '../../src/items/registry.ts'
import { views } from '../../src/items/ui/views.ts'
import LessonItem from '../../src/lessons/ui/LessonItem.tsx'
import { specOf } from './helpers.ts'

/* eslint-disable @typescript-eslint/no-explicit-any -- the suite knows types only by their contract */

const cases = itemTypes.flatMap((type) =>
  type.examples.map((example: Example<any, any>) => {
    const spec = specOf<any>(example.mdx)
    return { label: `${type.name}: ${example.name}`, type, example, spec, prompt: type.present(spec, 7) }
  }),
)
const answered = cases.flatMap((one) =>
  one.example.answers.map((given) => ({
    ...one,
    label: `${one.label}, ${given.name}`,
    answer: given.answer(one.spec),
    credit: given.credit,
  })),
)

function shown(type: AnyItemType, prompt: any, told: { answer?: any; feedback?: Feedback; verdict?: Verdict; back?: string } = {}): string {
  return render(h(views[type.name]!, { prompt, id: 'i', answer: told.answer, onAnswer: () => undefined, ...told }))
}

/** What a browser would send for an answer given by hand: the names are the contract with `fromForm`. */
const controls: Record<string, (answer: any) => [name: string, value: string | undefined][]> = {
  choice: ({ options }) => options.map((key: string) => ['options', key]),
  cloze: ({ gaps }) => gaps.map((_: string, gap: number) => [`gap.${gap}`, undefined]),
  typed: () => [['text', undefined]],
  order: ({ order }) => order.map((key: string, place: number) => [`place.${key}`, String(place + 1)]),
  match: ({ pairs }) => Object.entries<string>(pairs).map(([left, right]) => [`pair.${left}`, right]),
  card: ({ knew }) => [['knew', knew ? 'yes' : 'no']],
  'best-reply': ({ option }) => [['option', option]],
  conversation: ({ turns }) => turns.slice(0, 1).map(({ option }: any) => ['turn', option]),
}

/** The HTML of the control with this name: of a choice the one with the value, of a select all of it. */
function control(html: string, name: string, value: string | undefined): string | undefined {
  const named = [...html.matchAll(/<(?:input|button)\b[^>]*>|<select\b.*?<\/select>/gs)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`name="${name}"`))
  return named.find((tag) => value === undefined || tag.includes(`value="${value}"`))
}

/** What a browser would send of this HTML, nothing touched. */
function untouched(html: string): FormData {
  const form = new FormData()
  const attribute = (tag: string, name: string) => unescapeHtml(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  for (const [tag] of html.matchAll(/<input\b[^>]*>|<select\b.*?<\/select>/gs)) {
    const chosen = [...tag.matchAll(/<option\b[^>]*>/g)].map(([option]) => option)
    const [said] = tag.startsWith('<select') ? [...chosen.filter((option) => / selected/.test(option)), chosen[0]!] : [tag]
    if (!/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag)) form.append(attribute(tag, 'name'), attribute(said, 'value'))
  }
  return form
}

/** Which options were picked, not in which order. */
const sorted = (answer: any) => (answer.options ? { options: answer.options.toSorted() } : answer)

const unescapeHtml = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')

const tags = (html: string) => html.replace(/<[^>]+>/g, ' ')

test('every type has a view', () => {
  expect(Object.keys(views).toSorted()).toEqual(itemTypes.map(({ name }) => name).toSorted())
})

describe('before the answer', () => {
  test.each(answered)('$label: can be given in a plain form', ({ type, prompt, answer }) => {
    const html = shown(type, prompt, { back: 'the back' })
    const wanted = controls[type.name]!(answer)
    expect(wanted.length).toBeGreaterThan(0)
    for (const [name, value] of wanted) expect(control(html, name, value), `${name}=${value}`).toBeDefined()
  })

  test.each(answered.filter(({ type }) => type.name === 'conversation'))(
    '$label: a plain form leads through it, and back',
    ({ type, prompt, answer: { turns } }) => {
      for (const [n, { option }] of turns.entries()) {
        const html = shown(type, prompt, { answer: { turns: turns.slice(0, n) } })
        expect(html).toContain('data-going')
        expect(html.match(/name="turn"/g)).toHaveLength(prompt.scenes.find(({ key }: any) => key === turns[n].scene).options.length)
        const form = untouched(html)
        form.append('turn', option)
        expect(type.fromForm(form, prompt)).toEqual({ turns: turns.slice(0, n + 1) })
        form.set('action', 'back')
        expect(type.fromForm(form, prompt)).toEqual({ turns: turns.slice(0, Math.max(0, n - 1)) })
      }
      expect(shown(type, prompt, { answer: { turns } })).not.toContain('data-going')
    },
  )

  // A card is answered by the very button that sends the form.
  test.each(answered.filter(({ type }) => type.name !== 'card'))(
    '$label: what a plain form brought back stands in it again',
    ({ type, prompt, answer }) => {
      const kept: any = type.fromForm(untouched(shown(type, prompt, { answer })), prompt)
      expect(sorted(kept)).toEqual(sorted(answer))
    },
  )

  test.each(cases.filter(({ type }) => ['match', 'conversation'].includes(type.name)))(
    '$label: half an answer stands in it again',
    (one) => {
      const { pairs, turns } = one.example.answers[0]!.answer(one.spec)
      const answer = pairs ? { pairs: Object.fromEntries(Object.entries(pairs).slice(0, 1)) } : { turns: turns.slice(0, 1) }
      expect(one.type.fromForm(untouched(shown(one.type, one.prompt, { answer })), one.prompt)).toEqual(answer)
    },
  )

  test.each(cases)('$label: no secret is drawn', ({ type, example, prompt }) => {
    const html = shown(type, prompt)
    const drawn = html.replace(/ class="[^"]*"/g, '')
    for (const secret of example.secrets) expect(drawn).not.toContain(secret)
    expect(html).not.toMatch(/class="mark/)
  })

  test.each(cases)('$label: everything that acts is a control that a keyboard reaches', ({ type, prompt }) => {
    const html = shown(type, prompt, { back: 'the back' })
    const digits = [...html.matchAll(/<(\w+)[^>]*data-digit="(\d+)"/g)]
    for (const [, tag] of digits) expect(['input', 'button']).toContain(tag)
    for (const [group] of html.matchAll(/<fieldset[^>]*>(?:<legend|<label)?/g)) expect(group).toMatch(/aria-labelledby|<legend/)
    for (const [input] of html.matchAll(/<input[^>]*type="text"[^>]*>/g)) {
      expect(input).toMatch(/aria-label(ledby)?="/)
      expect(input).toMatch(/autocomplete="off"/)
      expect(input).toMatch(/autocapitalize="off"/)
    }
  })

  test.each(cases)('$label: no style attribute, which the policy forbids', ({ type, prompt }) => {
    expect(shown(type, prompt)).not.toContain('style=')
  })
})

describe('after the answer', () => {
  test.each(answered)('$label: feedback is drawn, controls are gone', ({ type, spec, prompt, answer }) => {
    const { credit, feedback } = type.grade(spec, answer)
    const html = shown(type, prompt, { answer, feedback, verdict: verdictOf(credit) })
    expect(html).not.toMatch(/<(input|select|button)\b/)
    if (feedback.takeaway) expect(html).toContain(feedback.takeaway)
    const reached = (feedback.options ?? []).filter(
      ({ key }) => type.name !== 'conversation' || answer.turns.some((turn: any) => turn.option === key),
    )
    for (const { why } of reached) if (why) expect(html).toContain(why)
    for (const { accepted, ok } of feedback.gaps ?? []) if (!ok) expect(tags(html)).toContain(accepted[0])
  })

  test.each(answered.filter(({ type }) => ['choice', 'best-reply'].includes(type.name)))(
    '$label: best open, pick marked, others folded',
    ({ type, spec, prompt, answer }) => {
      const { feedback } = type.grade(spec, answer)
      const html = shown(type, prompt, { answer, feedback })
      const picks: string[] = answer.options ?? [answer.option]
      expect(html.match(/— your pick/g)).toHaveLength(picks.length)
      const open = feedback.options!.filter(({ key, mark }) => picks.includes(key) || mark === 'best' || mark === 'right')
      expect(html.match(/<div class="option (picked|better)"/g)).toHaveLength(open.length)
      expect(html.match(/class="option folded"/g) ?? []).toHaveLength(feedback.options!.length - open.length)
    },
  )

  test.each(answered.filter(({ type, credit }) => type.name === 'conversation' && credit < 1))(
    '$label: the replay says what was better',
    ({ type, spec, prompt, answer }) => {
      const { feedback } = type.grade(spec, answer)
      const better = feedback.turns!.filter(({ chosen, best }) => chosen !== best)
      expect(better.length).toBeGreaterThan(0)
      expect(shown(type, prompt, { answer, feedback }).match(/At this point the best reply was/g)).toHaveLength(better.length)
    },
  )
})

describe('a cloze after the answer', () => {
  const cloze = itemTypes.find(({ name }) => name === 'cloze')!
  const spec = specOf<any>('<Cloze id="x">\n\nFirst [[listen]], then [[paraphrase|repeat it]].\n\n</Cloze>')
  const drawn = (...gaps: string[]) => {
    const { feedback } = cloze.grade(spec, { gaps })
    return tags(shown(cloze, cloze.present(spec, 1), { answer: { gaps }, feedback })).replace(/\s+/g, ' ')
  }

  test('shows the right spelling beside a slip', () => {
    expect(drawn('listen', 'paraphase')).toContain('paraphase (right, spelt) → paraphrase')
  })

  test('tells an empty gap from a wrong one', () => {
    expect(drawn('', 'talk')).toContain('left empty (should be) → listen')
  })
})

test('of two right sides that read the same, either is told as right', () => {
  const match = itemTypes.find(({ name }) => name === 'match')!
  const spec = specOf<any>('<Match id="x">\n\nQ?\n\n- a -> Open\n- b -> Open\n- c -> Closed\n\n</Match>')
  const [a, b, c] = spec.pairs
  const answer = { pairs: { [a.left.key]: b.right.key, [b.left.key]: a.right.key, [c.left.key]: c.right.key } }
  const { credit, feedback } = match.grade(spec, answer)
  expect(credit).toBe(1)
  expect(shown(match, match.present(spec, 1), { answer, feedback })).not.toContain('You chose')
})

describe('an item in a lesson, as the server draws it', () => {
  const [drill] = cases.filter(({ type }) => type.name === 'best-reply')
  const props = {
    item: 'third-late-parcel',
    version: 'v7',
    prompt: drill!.prompt,
    formAction: '/lessons/late',
    answerId: 'an-id',
    shownAt: 1_700_000_000_000,
    studyDay: '2026-11-25',
  }
  const answer = drill!.example.answers[0]!.answer(drill!.spec)

  test('is a form that names the item, its version, the answer and when it was shown', () => {
    const html = render(h(LessonItem, props))
    expect(html).toMatch(/^<form[^>]*method="post"[^>]*action="\/lessons\/late"/)
    for (const [name, value] of [
      ['item', 'third-late-parcel'],
      ['version', 'v7'],
      ['id', 'an-id'],
      ['shown', '1700000000000'],
    ]) {
      expect(html).toContain(`<input type="hidden" name="${name}" value="${value}"`)
    }
    expect(html).toMatch(/<button[^>]*name="action" value="answer">Check</)
    expect(html).not.toContain('name="hint"')
  })

  test('says verdict and return, and never in the words of a drill sergeant', () => {
    const { feedback } = drill!.type.grade(drill!.spec, answer)
    const answered = { response: answer, credit: 0.5, verdict: 'nearly' as const, feedback, due: '2026-11-28', intervalDays: 3 }
    expect(tags(render(h(LessonItem, { ...props, answered })))).toMatch(/Nearly\.\s+You’ll see this again in 3 days\./)
    const missed = tags(render(h(LessonItem, { ...props, answered: { ...answered, verdict: 'not-yet' as const, due: '2026-11-26' } })))
    expect(missed).toMatch(/Not this time\.\s+You’ll see this again tomorrow\./)
  })

  test('a hint that a plain form took is shown and goes with the answer', () => {
    const html = render(h(LessonItem, { ...props, prompt: { ...drill!.prompt, hint: 'Name the harm.' }, hintShown: true }))
    expect(html).toContain('Name the harm.')
    expect(html).toContain('<input type="hidden" name="hint" value="yes"')
  })

  test('a card shows a button that turns it, then the two ways to grade oneself', () => {
    const [card] = cases.filter(({ type }) => type.name === 'card')
    const before = render(h(LessonItem, { ...props, prompt: card!.prompt }))
    expect(before).toMatch(/name="action" value="reveal">Show the back</)
    expect(before).not.toContain('name="knew"')
    const after = render(h(LessonItem, { ...props, prompt: card!.prompt, back: 'From 1 to 5.' }))
    expect(after).toContain('From 1 to 5.')
    expect(after.match(/name="knew"/g)).toHaveLength(2)
    expect(after).not.toContain('value="reveal"')
  })
})
