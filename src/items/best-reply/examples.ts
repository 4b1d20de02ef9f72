import type { Example, Sample } from '../item-type.ts'
import type { BestReplyAnswer, BestReplySpec } from './index.ts'

const reply =
  (mark: string) =>
  (spec: BestReplySpec): BestReplyAnswer => ({ option: spec.options.find((option) => option.mark === mark)!.key })

export const examples: Example<BestReplySpec, BestReplyAnswer>[] = [
  {
    name: 'three replies',
    mdx: `<Drill id="lamp-third-call">

> **Ilse, on the phone:** I ring you for the third time about this lamp, and each time somebody else picks up.

- [best] Three calls and three voices, that wears anyone out. I’ll stay with this until your lamp is lit. What did the last one tell you?
  > Why: Takes the pattern seriously and makes itself *responsible*.
  > Feels: At last there is one person.
- [ok] I’m sorry that you had to call again. Could you tell me once more what’s the matter with the lamp, so that I can note it down?
  > Why: Friendly, and she starts from zero a third time.
  > Feels: Patient, for now.
- [poor] We’re many here, so it’s quite normal to get another colleague. Your notes are in the system, whoever it is that picks up.
  > Why: Explains our house instead of answering her trouble.
  > Feels: Like a number in a queue.

> Count what they count: *three* calls are the complaint.

</Drill>`,
    answers: [
      { name: 'best', answer: reply('best'), credit: 1 },
      { name: 'ok', answer: reply('ok'), credit: 0.5 },
      { name: 'poor', answer: reply('poor'), credit: 0 },
    ],
    secrets: ['responsible', 'one person', 'from zero', 'for now', 'our house', 'in a queue', 'Count what'],
  },
  {
    name: 'a situation, a hint and two paragraphs of notes',
    mdx: `<Drill id="garden-chat-silence">

You have asked a customer for a photo of his hedge trimmer. Five minutes have passed.

> **Pavel, on chat:** Sorry. My daughter came in. Where were we?

> [!TIP]
> Who has lost the thread?

- [poor] I’ve been waiting for your photo for a while now. Please send it.

  > Why: Counts the minutes against him.

  > Feels: Told off.

- [best] No hurry, I hope she’s well. We were at the photo of the blade.

  > Why: Greets what came between and *picks up the thread* for him.

  > Feels: Welcome back.

</Drill>`,
    answers: [
      { name: 'best', answer: reply('best'), credit: 1 },
      { name: 'poor', answer: reply('poor'), credit: 0 },
    ],
    secrets: ['Counts the', 'Told off', 'picks up', 'Welcome back'],
  },
]

export const sample = (spec: BestReplySpec): Sample<BestReplyAnswer> => ({ right: reply('best')(spec), wrong: reply('poor')(spec) })
