import { head, options, quiz, type Rule } from './rule.ts'

const basics = 'id: basics\ntitle: The basics\n'
const trueFalse = (id: string, isTrue: boolean) =>
  `<Quiz id="${id}">\n\nCash is fine at counter ${id.toUpperCase()}.\n\n- [${isTrue ? 'x' : ' '}] True\n- [${isTrue ? ' ' : 'x'}] False\n\n</Quiz>`
const written = (place: number) =>
  [1, 2, 3, 4]
    .map((n) =>
      quiz(n === place ? '- [ ] 14 days\n- [x] 30 days' : options, `id="window-${n}" shuffle="no"`).replace(
        'window?',
        `window of shop ${n}?`,
      ),
    )
    .join('\n\n')
const withProse = (prose: string) => head(`${basics}status: live`).replace('\n\n<Quiz', `\n\n${prose}\n\n<Quiz`)
const dense =
  'The operationalisation of customer communication competencies necessitates organisational transformation initiatives, interdepartmental accountability structures and continuous methodological recalibration. '
const plain = 'Listen to the customer first. Say back what you have heard. Then ask what would help her most today. '

/** Advice on a lesson as a whole. Each can be allowed where its author knows better. */
export const lessonAdviceRules: Rule[] = [
  {
    id: 'right-place',
    severity: 'warning',
    what: 'The right answer stands in the same place in all questions whose answers keep their order.',
    why: 'Learners need not read the last ones.',
    wrong: written(0),
    right: written(2),
  },
  {
    id: 'many-true-false',
    severity: 'warning',
    what: 'Most questions of a lesson are true or false.',
    why: 'Half of them are right by guessing.',
    wrong: [trueFalse('a', true), trueFalse('b', false), trueFalse('c', true)].join('\n\n'),
    right: [trueFalse('a', true), trueFalse('b', false), quiz(options)].join('\n\n'),
  },
  {
    id: 'true-false',
    severity: 'warning',
    what: 'One of two answers is nearly the word for true or false.',
    why: 'It is no question of true or false then, and learners read the slip.',
    wrong: quiz('- [x] True\n- [ ] Flase'),
    right: quiz('- [x] True\n- [ ] False'),
  },
  {
    id: 'long-lesson',
    severity: 'warning',
    what: 'A lesson takes more than eight minutes.',
    why: 'Many put it off, or leave in the middle.',
    wrong: head(`${basics}minutes: 12\nallow: [minutes-off]\nstatus: live`),
    right: head(`${basics}status: live`),
  },
  {
    id: 'minutes-off',
    severity: 'warning',
    what: 'A lesson takes much more or less time than it says.',
    why: 'People plan the wrong time for it.',
    wrong: head(`${basics}minutes: 7\nstatus: live`),
    right: head(`${basics}minutes: 1\nstatus: live`),
  },
  {
    id: 'item-twice',
    severity: 'warning',
    what: 'Two questions of a lesson are word for word the same, or a <Use> names one that stands in it already.',
    why: 'Learners answer one twice, and the one that was meant is missing.',
    wrong: [quiz(options), quiz(options, 'id="window-again"')].join('\n\n'),
    right: [quiz(options), quiz('- [x] 14 days\n- [ ] 30 days', 'id="window-again"')].join('\n\n'),
  },
  {
    id: 'other-language',
    severity: 'warning',
    what: 'A question is in another language than its lesson.',
    why: 'It was most likely left untranslated.',
    wrong: `${quiz(options)}\n\n${quiz(options, 'id="time"').replace('How long is the window?', 'Wie lange hat eine Kundin Zeit?')}`,
    right: `${quiz(options)}\n\n${quiz(options, 'id="time"').replace('How long is the window?', 'How long does a customer have?')}`,
  },
  {
    id: 'not-translated',
    severity: 'warning',
    what: 'Passages of a translation are word for word those of the original.',
    why: 'Its readers get another language than the one they chose, and nothing tells them why.',
    wrong: { file: 'basics.de.mdx', text: withProse('A customer has thirty days to send it back.') },
    right: { file: 'basics.de.mdx', text: withProse('Eine Kundin hat dreißig Tage Zeit.') },
  },
  {
    id: 'list-count',
    severity: 'warning',
    what: 'A sentence says how many points follow, and the list has more or fewer.',
    why: 'Learners look for the one that is missing.',
    wrong: 'Three things help:\n\n- Listen\n- Say it back',
    right: 'Two things help:\n\n- Listen\n- Say it back',
  },
  {
    id: 'hard-to-read',
    severity: 'warning',
    what: 'The text has very long sentences or very long words.',
    why: 'Many will skim it.',
    wrong: dense.repeat(8),
    right: plain.repeat(8),
  },
  {
    id: 'review-due',
    severity: 'warning',
    what: 'Nobody has read the lesson for longer than it says.',
    why: 'What it teaches may not be true any more.',
    wrong: head(`${basics}reviewed: 2025-01-01\nreview_every: 6 months\nstatus: live`),
    right: head(`${basics}reviewed: 2026-11-01\nreview_every: 6 months\nstatus: live`),
  },
  {
    id: 'reviewed-ahead',
    severity: 'warning',
    what: 'A lesson says that it was last read on a day that is still to come.',
    why: 'Nobody is asked to read it until long after.',
    wrong: head(`${basics}reviewed: 2062-01-01\nstatus: live`),
    right: head(`${basics}reviewed: 2026-01-01\nstatus: live`),
  },
]
