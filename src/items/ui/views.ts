import type { ComponentType } from 'preact'
import BestReply from '../best-reply/View.tsx'
import Card from '../card/View.tsx'
import Choice from '../choice/View.tsx'
import Cloze from '../cloze/View.tsx'
import Conversation from '../conversation/View.tsx'
import Match from '../match/View.tsx'
import Order from '../order/View.tsx'
import Typed from '../typed/View.tsx'
import type { ViewProps } from './view.ts'

/** The view of each item type, by the name that its prompt carries. Beside `../registry.ts`, because Node runs no `.tsx`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const views: Record<string, ComponentType<ViewProps<any, any>>> = {
  choice: Choice,
  cloze: Cloze,
  typed: Typed,
  order: Order,
  match: Match,
  card: Card,
  'best-reply': BestReply,
  conversation: Conversation,
}
