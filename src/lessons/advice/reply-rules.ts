import type { ConversationSpec } from '../../items/conversation/index.ts'
import type { Found } from './item-rules.ts'
import type { ItemView } from './item-view.ts'

/** What teaches the wrong thing about replies to a customer. */

export function sameWhy({ options }: ItemView): Found | undefined {
  const best = options.find(({ isRight }) => isRight)?.why.toLowerCase()
  const same = options.find(({ isOk, why }) => isOk && why !== '' && why.toLowerCase() === best)
  return (
    same && {
      at: same.text,
      message: 'This reply has the same Why as the best one, so nobody learns what the best one has over it.',
      mend: 'say what is missing in this reply.',
    }
  )
}

/** A feeling that is named first, and neither denied nor held against another. */
export function feelsContradict({ item, options, words }: ItemView): Found | undefined {
  if (item.type !== 'best-reply' || !words) return undefined
  const found = options.find(({ isRight, isOk, feels }) => {
    if (isOk || words.weighs.test(feels)) return false
    return (isRight ? words.feelsBad : words.feelsGood).test(feels)
  })
  return (
    found && {
      at: found.feels,
      message: `“${found.feels}” is not how the customer feels after a reply that is marked ${found.isRight ? 'best' : 'poor'}.`,
      mend: 'write how this reply makes the customer feel, or give it another mark.',
    }
  )
}

/** The best reply of a scene ends it badly, and a poor one well. */
export function crossedWays({ item }: ItemView): Found | undefined {
  if (item.type !== 'conversation') return undefined
  const { scenes } = item.spec as ConversationSpec
  const endOf = (key: string) => scenes.find((scene) => scene.key === key)?.mark
  const crossed = scenes.find(
    ({ options }) =>
      options.some(({ mark, next }) => mark === 'best' && endOf(next) === 'poor') &&
      options.some(({ mark, next }) => mark === 'poor' && endOf(next) === 'best'),
  )
  const best = crossed?.options.find(({ mark }) => mark === 'best')
  return (
    best && {
      at: best.text,
      message: 'The best reply leads to an ending marked [poor], and a poor one to an ending marked [best].',
      mend: 'let the two arrows change places.',
    }
  )
}
