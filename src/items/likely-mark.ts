import { nearest } from '../kernel/did-you-mean.ts'
import { replyMark, type ReplyMark } from './schema.ts'

/** The mark that another word in its place stands for; undefined where it may be any. */
export function likelyMark(word: string, taken: ReadonlySet<ReplyMark> = new Set()): ReplyMark | undefined {
  if (/^(?:x|good|great|right|correct|gut|richtig)$/i.test(word)) return taken.has('best') ? 'ok' : 'best'
  if (/^(?:|bad|wrong|worst|schlecht|falsch)$/i.test(word)) return 'poor'
  return word.length > 2 ? nearest(word, replyMark.options) : undefined
}

/** What a list of replies lacks first. */
export const lackingMark = (taken: ReadonlySet<ReplyMark>): ReplyMark =>
  (['best', 'poor'] as const).find((mark) => !taken.has(mark)) ?? 'ok'
