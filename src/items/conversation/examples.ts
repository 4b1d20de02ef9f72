import { replyCredit } from '../replies.ts'
import { bestPath } from './paths.ts'
import type { Example, Sample } from '../item-type.ts'
import type { ConversationAnswer, ConversationSpec } from './index.ts'

/** The way that begins with the first scene and takes a reply of each of these marks. */
const way =
  (...marks: string[]) =>
  (spec: ConversationSpec): ConversationAnswer => {
    let scene = spec.scenes[0]!
    const turns = marks.map((mark) => {
      const option = scene.options.find((each) => each.mark === mark)!
      const turn = { scene: scene.key, option: option.key }
      scene = spec.scenes.find(({ key }) => key === option.next)!
      return turn
    })
    return { turns }
  }

export const examples: Example<ConversationSpec, ConversationAnswer>[] = [
  {
    name: 'three turns with marked endings',
    mdx: `<Conversation id="library-card">

You sit at the desk of a town library. A reader puts his card in front of you.

### start

> **Mr Okoro:** Your machine says that my card is blocked. I have been coming here since 1998.

- [best] Since 1998, and then a machine says no. Let me see what it means. -> cause
  > Why: Greets the years first, then *goes looking*.
  > Feels: Known here.
- [ok] Let me have a look. May I take your card for a moment? -> cause
  > Why: Helps, and passes over what he said about the years.
  > Feels: Served.
- [poor] Then there will be a fee open. Have you checked your account? -> fee
  > Why: A guess, and it makes him the culprit.
  > Feels: Suspected.

### fee

> **Mr Okoro:** A fee? I have never brought a book back late!

- [best] I’m sorry, I guessed. May I look what the block is really about? -> cause
  > Why: Takes the guess back *without a but*.
  > Feels: Softer.
- [poor] The system does not block anyone without a reason, you know. -> leaves
  > Why: Believes the machine, not the man.
  > Feels: Called a liar.

### cause

> **Mr Okoro:** And? What does it say?

- [best] It wants your new address, nothing more. Shall we type it in together? -> stays
  > Why: Names the cause and does the rest *at his side*.
  > Feels: Relieved, and a little amused.
- [poor] Your data are incomplete. There is a form for it on our website. -> leaves
  > Why: Right, and it sends him home with homework.
  > Feels: Sent away.

### leaves [poor]

> **Mr Okoro:** Keep the card.

### stays [best]

> **Mr Okoro:** Number nine, Mill Lane. And I would have let you keep it!

> People forgive machines when *people* are kind.

</Conversation>`,
    answers: [
      { name: 'best all along', answer: way('best', 'best'), credit: 1 },
      { name: 'one ok', answer: way('ok', 'best'), credit: 0.75 },
      { name: 'a slip and a good recovery', answer: way('poor', 'best', 'best'), credit: 2 / 3 },
      { name: 'a good beginning and a bad end', answer: way('best', 'poor'), credit: 0 },
      { name: 'poor all along', answer: way('poor', 'poor'), credit: 0 },
    ],
    secrets: [
      'goes looking',
      'Known here',
      'culprit',
      'without a but',
      'Believes the machine',
      'at his side',
      'amused',
      'homework',
      'forgive',
      'best',
      'poor',
    ],
  },
  {
    name: 'scenes in a row, no arrows',
    mdx: `<Conversation id="late-tram">

### platform

> **A traveller:** Has the number five gone?

- [best] A minute ago, sorry. Where do you need to be?
  > Why: Answers, then asks for the *need* behind it.
  > Feels: In good hands.
- [ok] Yes, it left a minute ago.
  > Why: True and short.
  > Feels: Stranded.

### need

> **The traveller:** At the hospital, at ten.

- [best] Then take the bus over there, it gets you to the door by ten.

### thanks

> **The traveller:** You have saved my morning.

</Conversation>`,
    answers: [
      { name: 'best all along', answer: way('best', 'best'), credit: 1 },
      { name: 'one ok', answer: way('ok', 'best'), credit: 0.75 },
    ],
    secrets: ['behind it', 'In good hands', 'True and short', 'Stranded', 'best', 'platform'],
  },
]

/** Wrong ends poorly, where a talk can; else it takes the weakest reply of each scene that still leads to an end. */
export function sample({ scenes }: ConversationSpec): Sample<ConversationAnswer> {
  const right = bestPath(scenes).path.map((scene) => ({ scene: scene.key, option: scene.options.find(({ mark }) => mark === 'best')!.key }))
  const wrong = weakestWay(scenes, ({ mark }) => mark === 'poor') ?? weakestWay(scenes, () => true) ?? right
  return { right: { turns: right }, wrong: { turns: wrong } }
}

type Scene = ConversationSpec['scenes'][number]
type Turns = ConversationAnswer['turns']

/** A way to an ending of that kind, the weaker replies tried first; undefined when there is none. */
function weakestWay(scenes: readonly Scene[], isWanted: (ending: Scene) => boolean): Turns | undefined {
  const seen = new Set<string>()
  const onwards = (key: string): Turns | undefined => {
    const scene = scenes.find((each) => each.key === key)!
    if (scene.options.length === 0) return isWanted(scene) ? [] : undefined
    if (seen.has(key)) return undefined
    seen.add(key)
    for (const option of scene.options.toSorted((a, b) => replyCredit[a.mark] - replyCredit[b.mark])) {
      const rest = onwards(option.next)
      if (rest) return [{ scene: key, option: option.key }, ...rest]
    }
    return undefined
  }
  return onwards(scenes[0]!.key)
}
