import type { BasePrompt } from '../item-type.ts'

export interface Turn {
  scene: string
  option: string
}

export interface ConversationPrompt extends BasePrompt {
  scenes: { key: string; html: string; options: { key: string; html: string; next: string }[] }[]
}

/** The scene in which the replies so far end; the first one before any reply. */
export function sceneAfter(prompt: ConversationPrompt, turns: readonly Turn[]): ConversationPrompt['scenes'][number] {
  const last = turns.at(-1)
  const from = prompt.scenes.find(({ key }) => key === last?.scene)
  const next = from?.options.find(({ key }) => key === last?.option)?.next
  return prompt.scenes.find(({ key }) => key === next) ?? prompt.scenes[0]!
}
