import { z } from 'zod'
import type { BaseSpec, Part } from './item-type.ts'

/** Fields that every spec has. */
export const questionFields = {
  html: z.string().describe('The question, as sanitised HTML.'),
  hint: z.string().optional().describe('Shown on request before the answer; makes full credit half. HTML.'),
  takeaway: z.string().optional().describe('What to remember, shown after the answer. HTML.'),
}

/** Fields of every part that an answer can name. */
export const partFields = {
  key: z.string().describe('The opaque key by which answers name this part.'),
  text: z.string().describe('The plain wording; keys are carried to a new wording by it.'),
  html: z.string().describe('The wording as sanitised HTML.'),
}

export const replyMark = z.enum(['best', 'ok', 'poor'])
export type ReplyMark = z.infer<typeof replyMark>

/** A key in an answer. Longer than any key we make, so that a wrong one reaches `grade` and its words. */
export const keyIn = z.string().max(64)

/** A typed text in an answer; what stands beyond 500 characters is not compared. */
export const typedText = z.string().max(10_000)

export interface ShownPart {
  key: string
  html: string
}

export const shownPart = ({ key, html }: Part): ShownPart => ({ key, html })

export const shownQuestion = <T extends string>(type: T, { html, hint }: BaseSpec) => ({ type, html, hint })
