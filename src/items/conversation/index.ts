import { z } from 'zod'
import { seedOf } from '../../kernel/hash.ts'
import { mean } from '../../kernel/numbers.ts'
import { shuffle } from '../../kernel/shuffle.ts'
import { invalid, partNamed } from '../answers.ts'
import { replyCredit, replyFeedback, replyFields } from '../replies.ts'
import { keyIn, partFields, questionFields, replyMark, shownPart, shownQuestion } from '../schema.ts'
import { examples, sample } from './examples.ts'
import { bestPath } from './paths.ts'
import { readConversation } from './read.ts'
import type { Grade, TurnFeedback } from '../../grading/verdict.ts'
import type { BasePrompt, ItemType } from '../item-type.ts'
import type { ShownPart } from '../schema.ts'

const spec = z.object({
  ...questionFields,
  scenes: z
    .array(
      z.object({
        ...partFields,
        mark: replyMark.optional().describe('How the talk went; endings only.'),
        options: z
          .array(z.object({ ...replyFields, next: z.string().describe('The key of the scene that follows.') }))
          .describe('None in an ending.'),
      }),
    )
    .min(2)
    .describe('In written order; the talk begins with the first.'),
})
export type ConversationSpec = z.infer<typeof spec>
type Scene = ConversationSpec['scenes'][number]

const answer = z.strictObject({
  turns: z
    .array(z.strictObject({ scene: keyIn.describe('The key of a scene.'), option: keyIn.describe('The key of the reply picked in it.') }))
    .min(1)
    .max(100)
    .describe('The way taken, from the first scene to an ending.'),
})
export type ConversationAnswer = z.infer<typeof answer>

export interface ConversationPrompt extends BasePrompt {
  type: 'conversation'
  /** The first is where the talk begins; the order of the others says nothing. An ending has no options. */
  scenes: (ShownPart & { options: (ShownPart & { next: string })[] })[]
}

export const conversation: ItemType<ConversationSpec, ConversationPrompt, ConversationAnswer> = {
  name: 'conversation',
  tag: 'Conversation',
  attributes: [],
  spec,
  answer,
  read: readConversation,
  present,
  decides: ({ scenes }) => ({ first: scenes[0]?.key, scenes: scenes.map(decidesScene).toSorted((a, b) => (a.key < b.key ? -1 : 1)) }),
  grade,
  fromForm,
  defaultMs: () => 45_000,
  examples,
  sample,
}

function present(spec: ConversationSpec, seed: number): ConversationPrompt {
  const [first, ...others] = spec.scenes
  const shown = [first!, ...others.toSorted((a, b) => (a.key < b.key ? -1 : 1))]
  return { ...shownQuestion('conversation', spec), scenes: shown.map((scene) => shownScene(scene, seed)) }
}

function shownScene(scene: Scene, seed: number): ConversationPrompt['scenes'][number] {
  const options = shuffle(scene.options, seedOf(scene.key, String(seed)))
  return { ...shownPart(scene), options: options.map((option) => ({ ...shownPart(option), next: option.next })) }
}

function decidesScene({ key, mark, options }: Scene) {
  const scored = options.map(({ key, mark, next }) => [key, mark, next]).toSorted()
  return { key, lost: mark === 'poor', options: scored }
}

interface Turn {
  scene: Scene
  option: Scene['options'][number]
}

function grade(spec: ConversationSpec, answer: ConversationAnswer): Grade {
  const { turns, ending } = follow(spec, answer)
  return {
    credit: ending.mark === 'poor' ? 0 : mean(turns.map(({ option }) => replyCredit[option.mark])),
    guess: bestPath(spec.scenes).path.reduce((chance, { options }) => chance / options.length, 1),
    feedback: {
      takeaway: spec.takeaway,
      turns: turns.map(turnFeedback),
      options: spec.scenes.flatMap(({ options }) => options.map(replyFeedback)),
    },
  }
}

/** @throws Refusal('invalid') when the turns are no way from the first scene to an ending */
function follow(spec: ConversationSpec, answer: ConversationAnswer): { turns: Turn[]; ending: Scene } {
  let scene = spec.scenes[0]!
  const turns = answer.turns.map((turn) => {
    if (turn.scene !== scene.key) throw invalid('The answer jumps to a scene to which its replies do not lead.')
    const taken = { scene, option: partNamed(scene.options, turn.option) }
    scene = partNamed(spec.scenes, taken.option.next)
    return taken
  })
  if (scene.options.length > 0) throw invalid('The answer stops before the conversation has ended.')
  return { turns, ending: scene }
}

function turnFeedback({ scene, option }: Turn): TurnFeedback {
  const best = scene.options.find(({ mark }) => mark === 'best')!
  return { scene: scene.key, chosen: option.key, best: best.key, mark: option.mark, why: option.why ?? '', feels: option.feels ?? '' }
}

/** The plain form has said what was chosen before, in order, and asks for the next turn; "back" takes the last word back. */
function fromForm(form: FormData, { scenes }: ConversationPrompt): unknown {
  const said = form.getAll('said')
  const chosen = form.get('action') === 'back' ? said.slice(0, -1) : [...said, ...form.getAll('turn')]
  const turns: { scene: string; option: string }[] = []
  let scene = scenes[0]
  for (const key of chosen) {
    const option = scene?.options.find((one) => one.key === key)
    if (!scene || !option) break
    turns.push({ scene: scene.key, option: option.key })
    scene = scenes.find((one) => one.key === option.next)
  }
  return { turns }
}
