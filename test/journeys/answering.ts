import type { Locator } from 'playwright-core'
import { itemTypes } from '../../src/items/registry.ts'
import type { BestReplyAnswer } from '../../src/items/best-reply/index.ts'
import type { CardAnswer } from '../../src/items/card/index.ts'
import type { ChoiceAnswer } from '../../src/items/choice/index.ts'
import type { ClozeAnswer } from '../../src/items/cloze/index.ts'
import type { ConversationAnswer, ConversationSpec } from '../../src/items/conversation/index.ts'
import type { MatchAnswer, MatchSpec } from '../../src/items/match/index.ts'
import type { OrderAnswer, OrderSpec } from '../../src/items/order/index.ts'
import type { TypedAnswer } from '../../src/items/typed/index.ts'
import { rowsOf } from '../sql.ts'

export interface Asked {
  type: string
  spec: unknown
}

/** What the author meant by an item: a browser never gets to see it, so it is read from the database. */
export function askedItem(data: string, id: string): Asked {
  const [row] = rowsOf<{ type: string; spec: string }>(
    data,
    `SELECT item.type, item_version.spec FROM item_version JOIN item ON item.id = item_id WHERE item_id = '${id}' AND locale = 'en' ORDER BY n DESC LIMIT 1`,
  )
  return { type: row!.type, spec: JSON.parse(row!.spec) as unknown }
}

type Hand = (form: Locator, answer: never, spec: never) => Promise<void>

/** How a person gives an answer of each type, by what is on the screen. */
const hands: Record<string, Hand> = {
  choice: async (form: Locator, { options }: ChoiceAnswer) => {
    for (const key of options) await form.locator(`label:has(input[value="${key}"])`).click()
  },
  'best-reply': async (form: Locator, { option }: BestReplyAnswer) => {
    await form.locator(`label:has(input[value="${option}"])`).click()
  },
  typed: async (form: Locator, { text }: TypedAnswer) => {
    await form.locator('input[name=text]').fill(text)
  },
  cloze: async (form: Locator, { gaps }: ClozeAnswer) => {
    for (const [n, text] of gaps.entries()) await form.locator(`input[name="gap.${n}"]`).fill(text)
  },
  card: async (form: Locator, { knew }: CardAnswer) => {
    await form.getByRole('button', { name: 'Show the back' }).click()
    await form.getByRole('button', { name: knew ? 'I knew it' : 'I did not' }).click()
  },
  match: async (form: Locator, { pairs }: MatchAnswer, spec: MatchSpec) => {
    for (const { left } of spec.pairs) {
      const right = spec.pairs.find((pair) => pair.right.key === pairs[left.key])!.right
      await form.getByRole('list', { name: 'First list' }).getByRole('button', { name: left.text }).click()
      await form.getByRole('list', { name: 'Second list' }).getByRole('button', { name: right.text }).click()
    }
  },
  order: async (form: Locator, { order }: OrderAnswer, spec: OrderSpec) => {
    for (const [place, key] of order.entries()) {
      const { text } = spec.steps.find((part) => part.key === key)!
      const row = form.locator('li', { hasText: text })
      while ((await form.locator('li').nth(place).textContent())?.includes(text) === false)
        await row.getByRole('button', { name: 'Move up' }).click()
    }
  },
  conversation: async (form: Locator, { turns }: ConversationAnswer, spec: ConversationSpec) => {
    for (const { scene, option } of turns) {
      const { text } = spec.scenes.find(({ key }) => key === scene)!.options.find(({ key }) => key === option)!
      await form.getByRole('list', { name: 'Choose a reply' }).getByRole('button', { name: text }).click()
    }
  },
}

/** Gives an answer by tapping and typing; what follows (Check) is the caller's. Cards are graded by giving it. */
export async function give(form: Locator, { type, spec }: Asked, worth: 'right' | 'wrong'): Promise<void> {
  const sample = itemTypes.find(({ name }) => name === type)!.sample(spec)
  await hands[type]!(form, sample[worth] as never, spec as never)
}

export const handedTypes = Object.keys(hands)
