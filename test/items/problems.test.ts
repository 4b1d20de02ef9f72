import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemTypes } from '../../src/items/registry.ts'
import { problemsOf, readTags } from './helpers.ts'

/** A tag with its content; the content begins on line 3. */
const tag = (name: string, content: string) => `<${name} id="x">\n\n${content.trim()}\n\n</${name}>`

const notes = '\n  > Why: Because.\n  > Feels: Puzzled.'

const scenes = (...parts: string[]) => parts.join('\n\n')

/** Each with its problems as `id@line`; line 1 is the opening tag. */
const mistakes: { name: string; tag: string; content: string; problems: string[] }[] = [
  { name: 'no right answer', tag: 'Quiz', content: 'Q?\n\n- [ ] a\n- [ ] b', problems: ['quiz-no-right-answer@1'] },
  { name: 'no brackets at all', tag: 'Quiz', content: 'Q?\n\n- a\n- b', problems: ['quiz-no-right-answer@1'] },
  { name: 'no list', tag: 'Quiz', content: 'Q?', problems: ['quiz-no-right-answer@1'] },
  { name: 'a single answer', tag: 'Quiz', content: 'Q?\n\n- [x] a', problems: ['quiz-short@1'] },
  { name: 'empty brackets', tag: 'Quiz', content: 'Q?\n\n- [x] a\n- [] b', problems: ['option-brackets@6'] },
  {
    name: 'a broken right answer is not also a missing one',
    tag: 'Quiz',
    content: 'Q?\n\n- [ ] a\n- [ x] b',
    problems: ['option-brackets@6'],
  },
  { name: 'no-break space in brackets', tag: 'Quiz', content: 'Q?\n\n- [x] a\n- [\u00a0] b', problems: ['option-brackets@6'] },
  { name: 'no-break space after brackets', tag: 'Quiz', content: 'Q?\n\n- [ ] a\n- [x]\u00a0b', problems: ['option-brackets@6'] },
  { name: 'one line without brackets', tag: 'Quiz', content: 'Q?\n\n- [x] a\n- b', problems: ['option-brackets@6'] },
  { name: 'no space after the dash', tag: 'Quiz', content: 'Q?\n\n- [x] a\n-[ ] b\n- [ ] c', problems: ['option-brackets@6'] },
  { name: 'no space after the first dash', tag: 'Quiz', content: 'Q?\n\n-[x] a\n- [ ] b\n- [ ] c', problems: ['option-brackets@5'] },
  { name: 'a mark of another tag', tag: 'Quiz', content: 'Q?\n\n- [x] a\n- [poor] b', problems: ['option-brackets@6'] },
  { name: 'brackets with nothing after them', tag: 'Quiz', content: 'Q?\n\n- [x] a\n- [ ]\n- [ ] c', problems: ['option-empty@6'] },
  { name: 'two equal answers', tag: 'Quiz', content: 'Q?\n\n- [x] a\n- [ ] b\n- [ ] B', problems: ['option-duplicate@7'] },
  { name: 'a note at the left edge', tag: 'Quiz', content: 'Q?\n\n- [x] a\n> why\n\n- [ ] b', problems: ['feedback-indent@6'] },
  {
    name: 'a note at the left edge below the last answer',
    tag: 'Quiz',
    content: 'Q?\n\n- [x] a\n- [ ] b\n> why\n\n> take-away',
    problems: ['feedback-indent@7'],
  },
  {
    name: 'a take-away that touches the list',
    tag: 'Quiz',
    content: 'Q?\n\n- [x] a\n- [ ] b\n> why',
    problems: ['feedback-indent@7 warning'],
  },
  { name: 'text between answers', tag: 'Quiz', content: 'Q?\n\n- [x] a\n\nor\n\n- [ ] b', problems: ['options-split@7'] },
  { name: 'stars among dashes', tag: 'Quiz', content: 'Q?\n\n- [x] a\n* [ ] b', problems: ['options-split@6'] },
  {
    name: 'a note to colleagues between answers',
    tag: 'Quiz',
    content: 'Q?\n\n- [x] a\n\n{/* check */}\n\n- [ ] b',
    problems: ['option-note@7'],
  },
  { name: 'text after the answers', tag: 'Quiz', content: 'Q?\n\n- [x] a\n- [ ] b\n\nSo there.', problems: ['text-after@8'] },
  { name: 'no question', tag: 'Quiz', content: '- [x] a\n- [ ] b', problems: ['question-missing@1 warning'] },
  { name: 'nothing accepted', tag: 'Typed', content: 'Q?\n\n- [ ] a', problems: ['quiz-no-right-answer@1'] },
  { name: 'no gap', tag: 'Cloze', content: 'Thirty days.', problems: ['cloze-no-gap@1'] },
  { name: 'an answer in sight', tag: 'Cloze', content: 'You have [[thirty|30]] days. 30 is a lot.', problems: ['cloze-visible@3'] },
  {
    name: 'an answer in the hint of another gap',
    tag: 'Cloze',
    content: '[[Empathy]] and [[feedback::not empathy]].',
    problems: ['cloze-visible@3'],
  },
  { name: 'a gap without an end', tag: 'Cloze', content: 'You have [[thirty days.', problems: ['cloze-open@3'] },
  { name: 'a gap in a gap', tag: 'Cloze', content: 'You have [[thirty [[days]].', problems: ['cloze-open@3'] },
  { name: 'a gap without an answer', tag: 'Cloze', content: 'You have [[::a number]] days.', problems: ['cloze-empty@3'] },
  { name: 'a gap cut by a table', tag: 'Cloze', content: '| a | b |\n|---|---|\n| [[30|thirty]] | days |', problems: ['cloze-table@5'] },
  { name: 'two steps', tag: 'Order', content: 'Q?\n\n1. a\n2. b', problems: ['order-short@1'] },
  { name: 'equal steps', tag: 'Order', content: 'Q?\n\n1. a\n2. b\n3. a', problems: ['option-duplicate@7'] },
  { name: 'another kind of number', tag: 'Order', content: 'Q?\n\n1. a\n2. b\n3) c', problems: ['options-split@7'] },
  { name: 'a note under a step', tag: 'Order', content: 'Q?\n\n1. a\n   > why\n2. b\n3. c', problems: ['note-unused@6 warning'] },
  { name: 'one pair', tag: 'Match', content: 'Q?\n\n- a -> b', problems: ['match-short@1'] },
  { name: 'no list of pairs', tag: 'Match', content: 'Q?', problems: ['match-short@1'] },
  { name: 'a line without an arrow', tag: 'Match', content: 'Q?\n\n- a -> b\n- c\n- d -> e', problems: ['arrow@6'] },
  { name: 'two arrows', tag: 'Match', content: 'Q?\n\n- a -> b\n- c -> d -> e', problems: ['arrow@6'] },
  {
    name: 'other arrows',
    tag: 'Match',
    content: 'Q?\n\n- a –> b\n- c → d\n- e ->f',
    problems: ['arrow@5 warning', 'arrow@6 warning', 'arrow@7 warning'],
  },
  { name: 'half a pair', tag: 'Match', content: 'Q?\n\n- a -> b\n- c ->', problems: ['option-empty@6'] },
  { name: 'equal left sides', tag: 'Match', content: 'Q?\n\n- a -> b\n- a -> c', problems: ['option-duplicate@6'] },
  { name: 'no rule on a card', tag: 'Card', content: 'Front?\n\nBack.', problems: ['card-rule@1'] },
  { name: 'a rule directly below the front', tag: 'Card', content: 'Front?\n---\n\nBack.', problems: ['card-rule@3'] },
  { name: 'no back', tag: 'Card', content: 'Front?\n\n---', problems: ['card-rule@1'] },
  { name: 'no best reply', tag: 'Drill', content: `> **A:** B\n\n- [ok] a${notes}\n- [poor] b${notes}`, problems: ['drill-best@1'] },
  {
    name: 'two best replies',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a${notes}\n- [best] c${notes}\n- [poor] b${notes}`,
    problems: ['drill-best@8'],
  },
  { name: 'no poor reply', tag: 'Drill', content: `> **A:** B\n\n- [best] a${notes}\n- [ok] b${notes}`, problems: ['drill-poor@1'] },
  { name: 'no replies', tag: 'Drill', content: '> **A:** B', problems: ['drill-best@1'] },
  { name: 'no why', tag: 'Drill', content: `> **A:** B\n\n- [best] a\n  > Feels: Heard.\n- [poor] b${notes}`, problems: ['drill-why@5'] },
  {
    name: 'no feels',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a${notes}\n- [poor] b\n  > Why: Because.`,
    problems: ['drill-feels@8'],
  },
  {
    name: 'an empty feels',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a${notes}\n- [poor] b\n  > Why: Because.\n  > Feels:`,
    problems: ['drill-feels@8'],
  },
  {
    name: 'a note without labels',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a\n  > Names the harm.\n- [poor] b${notes}`,
    problems: ['drill-label@6'],
  },
  {
    name: 'a lost label',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a\n  Why: Because.\n- [poor] b${notes}`,
    problems: ['drill-label@6'],
  },
  {
    name: 'a label without its >',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a\n  > Why: Because.\n  Feels: Heard.\n- [poor] b${notes}`,
    problems: ['drill-label@7 warning'],
  },
  {
    name: 'a reply without a mark',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a${notes}\n- b${notes}`,
    problems: ['option-brackets@8'],
  },
  {
    name: 'a reply marked like an answer',
    tag: 'Drill',
    content: `> **A:** B\n\n- [x] a${notes}\n- [poor] b${notes}`,
    problems: ['option-brackets@5'],
  },
  {
    name: 'a mark of one’s own',
    tag: 'Drill',
    content: `> **A:** B\n\n- [best] a${notes}\n- [bad] b${notes}`,
    problems: ['option-brackets@8'],
  },
  { name: 'no scene', tag: 'Conversation', content: 'You are on chat.', problems: ['scene-missing@1'] },
  {
    name: 'an arrow to nowhere',
    tag: 'Conversation',
    content: scenes('### a', '- [best] x -> c', '### b', 'End.'),
    problems: ['scene-missing@5'],
  },
  { name: 'no scene after the last', tag: 'Conversation', content: scenes('### a', '- [best] x'), problems: ['scene-missing@5'] },
  { name: 'a first scene without replies', tag: 'Conversation', content: scenes('### a', 'End.'), problems: ['drill-best@3'] },
  {
    name: 'a scene that nobody reaches',
    tag: 'Conversation',
    content: scenes('### a', '- [best] x -> c', '### b', '- [best] y -> c', '### c', 'End.'),
    problems: ['scene-unreachable@7'],
  },
  {
    name: 'what follows from a lost scene is not lost by itself',
    tag: 'Conversation',
    content: scenes('### a', '- [best] x -> d', '### c', '- [best] z -> d', '### b', '- [best] y -> c', '### d', 'End.'),
    problems: ['scene-unreachable@11'],
  },
  {
    name: 'a circle without an exit',
    tag: 'Conversation',
    content: scenes(
      '### a',
      `- [best] x -> b${notes}\n- [poor] y -> end${notes}`,
      '### b',
      '- [best] z -> c',
      '### c',
      '- [best] z -> b',
      '### end',
      'End.',
    ),
    problems: ['scene-loop@12'],
  },
  {
    name: 'best replies in a circle',
    tag: 'Conversation',
    content: scenes('### a', `- [best] x -> a${notes}\n- [poor] y -> end${notes}`, '### end', 'End.'),
    problems: ['scene-loop@3'],
  },
  {
    name: 'an unmarked ending among marked ones',
    tag: 'Conversation',
    content: scenes('### a', `- [best] x -> b${notes}\n- [poor] y -> c${notes}`, '### b [best]', 'End.', '### c', 'End.'),
    problems: ['ending-mark@16'],
  },
  {
    name: 'a mark on a scene that goes on',
    tag: 'Conversation',
    content: scenes('### a [best]', '- [best] x', '### b', 'End.'),
    problems: ['ending-mark@3'],
  },
  {
    name: 'no mark at all',
    tag: 'Conversation',
    content: scenes('### a', '- [best] x', '### b [fine]', 'End.'),
    problems: ['ending-mark@7'],
  },
  {
    name: 'two scenes of one name',
    tag: 'Conversation',
    content: scenes('### a', '- [best] x -> b', '### b', '- [best] y', '### b', 'End.'),
    problems: ['scene-duplicate@11'],
  },
  {
    name: 'a scene without a name',
    tag: 'Conversation',
    content: scenes('### a', '- [best] x', '### [best]', 'End.'),
    problems: ['scene-name@7'],
  },
  {
    name: 'two best replies in a scene',
    tag: 'Conversation',
    content: scenes('### a', `- [best] x${notes}\n- [best] y${notes}`, '### b', 'End.'),
    problems: ['drill-best@8'],
  },
  {
    name: 'a choice in a scene without why',
    tag: 'Conversation',
    content: scenes('### a', `- [best] x\n  > Feels: Fine.\n- [poor] y${notes}`, '### b', 'End.'),
    problems: ['drill-why@5 warning'],
  },
  { name: 'an unknown pick', tag: 'Quiz pick="some"', content: 'Q?\n\n- [x] a\n- [ ] b', problems: ['attribute-value@1'] },
]

test.each(mistakes)('$tag: $name', ({ tag: name, content, problems }) => {
  const [element] = name.split(' ')
  expect(problemsOf(tag(name, content).replace(`</${name}>`, `</${element}>`))).toEqual(problems)
})

test.each(mistakes)('$tag: $name says what was seen and what to type, in plain words', ({ tag: name, content }) => {
  const [element] = name.split(' ')
  for (const { message, mend } of readTags(tag(name, content).replace(`</${name}>`, `</${element}>`)).problems) {
    expect(message).toMatch(/^[\p{L}\p{P}\d].*\.$/u)
    expect(message).not.toMatch(/token|node|AST|parse|undefined|NaN/i)
    expect(mend).toBeTruthy()
  }
})

test('the mend of brackets does not swallow the next line', () => {
  const { problems } = readTags(tag('Quiz', 'Why?\n\n- [] Money\n-[x] Trust\n- [ ] Time'))
  expect(problems.map(({ mend }) => mend)).toEqual([
    'put a space between them for a wrong answer, "- [ ] Money", or an x for a right one, "- [x] Money".',
    'write "- [x] Trust", with ordinary spaces.',
  ])
})

test('the exact mend of brackets', () => {
  const [problem] = readTags(tag('Quiz', 'Q?\n\n- [x] 30 days\n- [] 14 days')).problems
  expect(problem).toMatchObject({
    column: 3,
    length: 2,
    message: 'These brackets are empty, so this line is not seen as an answer.',
    mend: 'put a space between them for a wrong answer, "- [ ] 14 days", or an x for a right one, "- [x] 14 days".',
  })
})

describe('a random edit of an example', () => {
  const sources = itemTypes.flatMap(({ examples }) => examples.map(({ mdx }) => mdx))
  const junk = [
    '> ',
    '- [x] a',
    '- [best] b -> c',
    '### ',
    '[[',
    ']]',
    '---',
    '{/* n */}',
    '  > Why: w',
    '> [!TIP]',
    '1. z',
    '| a |',
    '-[ ] d',
    '![]()',
    '\\',
  ]
  const edit = fc.record({
    mdx: fc.constantFrom(...sources),
    at: fc.nat(40),
    drop: fc.nat(2),
    add: fc.array(fc.constantFrom(...junk, ''), { maxLength: 3 }),
  })

  test('never throws, never reports line 0, and gives specs that are whole', () => {
    fc.assert(
      fc.property(edit, ({ mdx, at, drop, add }) => {
        const lines = mdx.split('\n')
        const inside = lines.slice(1, -1).toSpliced(at % (lines.length - 2), drop, ...add)
        const { items, problems } = readTags([lines[0], ...inside, lines.at(-1)].join('\n'))
        for (const problem of problems) expect(problem.line).toBeGreaterThan(0)
        for (const { type, spec } of items) expect(itemTypes.find(({ name }) => name === type)!.spec.safeParse(spec).error).toBeUndefined()
      }),
      { numRuns: 150 },
    )
  }, 30_000)
})
