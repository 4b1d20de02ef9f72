import { drill, head, options, quiz, replies, type Rule } from './rule.ts'

const basics = 'id: basics\ntitle: The basics\n'
const trueFalse = (id: string, isTrue: boolean) =>
  `<Quiz id="${id}">\n\nCash is fine.\n\n- [${isTrue ? 'x' : ' '}] True\n- [${isTrue ? ' ' : 'x'}] False\n\n</Quiz>`
const written = (place: number) =>
  [1, 2, 3, 4].map((n) => quiz(n === place ? '- [ ] 14 days\n- [x] 30 days' : options, `id="window-${n}" shuffle="no"`)).join('\n\n')
const story = 'A customer calls about a parcel that has not come and tells you at length what has happened so far. '
const dense =
  'The operationalisation of customer communication competencies necessitates organisational transformation initiatives, interdepartmental accountability structures and continuous methodological recalibration. '
const plain = 'Listen to the customer first. Say back what you have heard. Then ask what would help her most today. '

/** Advice on writing. Each can be allowed where its author knows better. */
export const adviceRules: Rule[] = [
  {
    id: 'longest-right',
    severity: 'warning',
    what: 'The right answer is much longer than the others.',
    why: 'Learners can pick it without knowing it.',
    wrong: quiz('- [x] Thirty days, counted from the day on which the parcel was delivered\n- [ ] Fourteen days'),
    right: quiz('- [x] Thirty days from the day of delivery\n- [ ] Fourteen days from the day of payment'),
  },
  {
    id: 'right-place',
    severity: 'warning',
    what: 'The right answer stands in the same place in all questions whose answers keep their order.',
    why: 'Learners need not read the last ones.',
    wrong: written(0),
    right: written(2),
  },
  {
    id: 'all-or-none',
    severity: 'warning',
    what: 'An answer is “all of the above” or “none of these”.',
    why: 'The others change places, and whoever knows two of them need not know the rest.',
    wrong: quiz('- [ ] 30 days\n- [ ] 14 days\n- [x] All of the above'),
    right: quiz('- [x] 30 days\n- [x] 14 days\n- [ ] 60 days'),
  },
  {
    id: 'negative-question',
    severity: 'warning',
    what: 'A question asks for what is not so.',
    why: 'A learner in a hurry reads over that word.',
    wrong: '<Quiz id="proof">\n\nWhich of these is not a proof of purchase?\n\n- [x] A photo\n- [ ] A receipt\n\n</Quiz>',
    right: '<Quiz id="proof">\n\nWhich of these is **not** a proof of purchase?\n\n- [x] A photo\n- [ ] A receipt\n\n</Quiz>',
  },
  {
    id: 'absolute-words',
    severity: 'warning',
    what: 'Words such as “always” and “never” stand only in wrong answers.',
    why: 'Learners soon know that such answers are wrong.',
    wrong: quiz('- [x] As a rule 30 days\n- [ ] Always 14 days\n- [ ] Never more than 7 days'),
    right: quiz('- [x] As a rule 30 days\n- [ ] As a rule 14 days\n- [ ] As a rule 7 days'),
  },
  {
    id: 'leans-on-text',
    severity: 'warning',
    what: 'A question points at the text around it.',
    why: 'In three months it is asked alone.',
    wrong: quiz(options).replace('How long', 'As we saw above, how long'),
    right: quiz(options),
  },
  {
    id: 'long-stem',
    severity: 'warning',
    what: 'A question has more than 60 words.',
    why: 'Learners search in it instead of thinking about it.',
    wrong: quiz(options).replace('How long', `${story.repeat(4)}How long`),
    right: quiz(options).replace('How long', `${story}How long`),
  },
  {
    id: 'many-options',
    severity: 'warning',
    what: 'There are more than five answers.',
    why: 'They test how well somebody reads, and hardly anybody finds four good wrong ones.',
    wrong: quiz(`- [x] 30 days\n${[1, 2, 3, 4, 5].map((n) => `- [ ] ${n} days`).join('\n')}`),
    right: quiz(options),
  },
  {
    id: 'many-gaps',
    severity: 'warning',
    what: 'There are more than three gaps.',
    why: 'Too little is left to tell what is meant.',
    wrong: '<Cloze id="clock">\n\nFrom [[delivery]] a [[customer]] has [[30]] days to [[return]] it.\n\n</Cloze>',
    right: '<Cloze id="clock">\n\nFrom [[delivery]] a customer has [[30]] days to return it.\n\n</Cloze>',
  },
  {
    id: 'same-why',
    severity: 'warning',
    what: 'A reply marked [ok] has the same Why as the best one.',
    why: 'Nobody learns what the best one has over it.',
    wrong: drill(
      replies.replace(
        '- [poor]',
        '- [ok] I shall look into that.\n  > Why: Names the harm and offers a way out.\n  > Feels: Waiting.\n- [poor]',
      ),
    ),
    right: drill(
      replies.replace('- [poor]', '- [ok] I shall look into that.\n  > Why: Polite, and promises nothing.\n  > Feels: Waiting.\n- [poor]'),
    ),
  },
  {
    id: 'bare-feedback',
    severity: 'warning',
    what: 'A note says only “Correct!” or “Wrong”.',
    why: 'Learners are told that anyway.',
    wrong: quiz('- [x] 30 days\n  > Correct!\n- [ ] 14 days'),
    right: quiz('- [x] 30 days\n- [ ] 14 days\n  > That is the time for an exchange.'),
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
    id: 'all-right',
    severity: 'warning',
    what: 'Every answer of a question is right.',
    why: 'Whoever ticks all of them need not know anything.',
    wrong: quiz('- [x] 30 days\n- [x] 14 days'),
    right: quiz('- [x] 30 days\n- [x] 14 days\n- [ ] 60 days'),
  },
  {
    id: 'gap-answers',
    severity: 'warning',
    what: 'A gap seems to hold several answers, or a hint, and is read as one.',
    why: 'Learners would have to type all of it.',
    wrong: '<Cloze id="clock">\n\nYou have [[30 / thirty]] days.\n\n</Cloze>',
    right: '<Cloze id="clock">\n\nYou have [[30|thirty]] days.\n\n</Cloze>',
  },
  {
    id: 'hint-tells',
    severity: 'warning',
    what: 'A hint says the answer.',
    why: 'Whoever takes it need not think.',
    wrong: quiz(`> [!TIP]\n> It is 30 days.\n\n${options}`),
    right: quiz(`> [!TIP]\n> Longer than an exchange.\n\n${options}`),
  },
  {
    id: 'answer-letter',
    severity: 'warning',
    what: 'An answer is named by a letter or a number.',
    why: 'Answers have none, and change places.',
    wrong: quiz('- [x] Until spring\n- [ ] Until autumn\n\n> Option A is what the law says.'),
    right: quiz('- [x] Until spring\n- [ ] Until autumn\n\n> Until spring is what the law says.'),
  },
  {
    id: 'key-in-answer',
    severity: 'warning',
    what: 'The words of an answer say whether it is right.',
    why: 'Learners read them before they answer.',
    wrong: quiz('- [x] 30 days (correct)\n- [ ] 14 days'),
    right: quiz(options),
  },
  {
    id: 'order-words',
    severity: 'warning',
    what: 'Steps begin with words such as “First” and “Then”.',
    why: 'They tell the order that learners are to find.',
    wrong: '<Order id="steps">\n\nPut them in order.\n\n1. First, greet her.\n2. Then ask what happened.\n3. Sum it up.\n\n</Order>',
    right: '<Order id="steps">\n\nPut them in order.\n\n1. Greet her.\n2. Ask what happened.\n3. Sum it up.\n\n</Order>',
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
]
