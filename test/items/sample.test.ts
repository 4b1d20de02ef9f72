import { expect, test } from 'vitest'
import { typeOf } from '../../src/items/registry.ts'
import { specOf } from './helpers.ts'

const reply = (line: string) => `- ${line}\n  > Why: It is.\n  > Feels: Like that.`

/** Where the first wrong answer that comes to mind would be right in part. */
test.each([
  {
    name: 'a match whose lines share their right side is mismatched on every line',
    type: 'match',
    mdx: '<Match id="m">\n\nWhich?\n\n- a -> Closed\n- b -> Closed\n- c -> Closed\n- d -> Open\n\n</Match>',
  },
  {
    name: 'a quiz with several right answers is missed by a wrong one',
    type: 'choice',
    mdx: '<Quiz id="q">\n\nWhich?\n\n- [x] a\n- [x] b\n- [ ] c\n\n</Quiz>',
  },
  {
    name: 'a talk whose poor replies come round to a good end is taken to its bad one',
    type: 'conversation',
    mdx: [
      '<Conversation id="c">\n\n### start',
      `${reply('[best] Yes -> well')}\n${reply('[poor] No -> again')}`,
      '### again',
      `${reply('[best] Well, yes -> badly')}\n${reply('[ok] Perhaps -> start')}\n${reply('[poor] No, no -> well')}`,
      '### badly [poor]\n\nGood bye.',
      '### well [best]\n\nThank you.\n\n</Conversation>',
    ].join('\n\n'),
  },
])('$name', ({ type, mdx }) => {
  const spec = specOf(mdx)
  expect(typeOf(type).grade(spec, typeOf(type).sample(spec).wrong).credit).toBe(0)
})
