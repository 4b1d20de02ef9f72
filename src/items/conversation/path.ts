import type { ConversationAnswer, ConversationPrompt } from './index.ts'

export type Turn = ConversationAnswer['turns'][number]

/** The scene in which the replies so far end; the first one before any reply. */
export function sceneAfter(prompt: ConversationPrompt, turns: readonly Turn[]): ConversationPrompt['scenes'][number] {
  const last = turns.at(-1)
  const from = prompt.scenes.find(({ key }) => key === last?.scene)
  const next = from?.options.find(({ key }) => key === last?.option)?.next
  return prompt.scenes.find(({ key }) => key === next) ?? prompt.scenes[0]!
}
