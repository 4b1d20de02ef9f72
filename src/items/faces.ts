import type { Feedback, OptionFeedback } from '../grading/verdict.ts'
import type { BasePrompt } from './item-type.ts'

interface Part {
  key: string
  html: string
}

/** What the prompts of all types may hold, beside the question. */
interface Prompt extends BasePrompt {
  options?: Part[]
  gaps?: { hint?: string }[]
  items?: Part[]
  left?: Part[]
  right?: Part[]
  scenes?: (Part & { options: Part[] })[]
}

/** The two sides of a paper card, as HTML that needs nothing of ours to be read. */
export interface Faces {
  front: string
  back: string
}

/**
 * An item as a card: the question on one side, the right answer and why on the other.
 *
 * @param feedback to a right answer
 * @param site the address of this Heed, for links into it
 */
export function facesOf(prompt: Prompt, feedback: Feedback, site: string): Faces {
  return { front: portable(frontOf(prompt), site), back: portable(backOf(prompt, feedback), site) }
}

/** The right answer alone, without notes, as HTML. */
export function answerOf(prompt: Prompt, { takeaway: _, options, ...feedback }: Feedback): string {
  return backOf(prompt, { ...feedback, options: options?.map(({ key, mark }) => ({ key, mark })) })
}

function frontOf(prompt: Prompt): string {
  const { options, items, left, right, scenes } = prompt
  const question = fillGaps(prompt.html, (gap) => `<b>[${escapeHtml(prompt.gaps?.[gap]?.hint ?? '…')}]</b>`)
  const start = scenes?.[0]
  return [question, list(options), list(items), list(left), list(right), start && start.html + list(start.options)].join('')
}

function backOf(prompt: Prompt, { options = [], gaps, accepted, order, pairs, back, turns, takeaway }: Feedback): string {
  const { scenes } = prompt
  const best = scenes ? [] : options.filter(({ mark }) => mark === 'right' || mark === 'best')
  return [
    gaps && fillGaps(prompt.html, (gap) => `<b>${escapeHtml(gaps[gap]!.accepted[0]!)}</b>`),
    accepted && `<p>${accepted.map(escapeHtml).join(' / ')}</p>`,
    best.length > 0 && `<ul>${best.map((option) => told(option, prompt.options)).join('')}</ul>`,
    order && `<ol>${order.map((key) => `<li>${wordsOf(key, prompt.items)}</li>`).join('')}</ol>`,
    pairs &&
      `<ul>${Object.entries(pairs)
        .map((pair) => pairOf(pair, prompt))
        .join('')}</ul>`,
    back,
    scenes && turns?.map(({ scene, best: reply }) => turnOf(scenes, scene, reply, options)).join(''),
    takeaway && `<div>${takeaway}</div>`,
  ]
    .filter(Boolean)
    .join('')
}

const list = (parts: Part[] | undefined) => (parts ? `<ul>${parts.map(({ html }) => `<li>${html}</li>`).join('')}</ul>` : '')

const wordsOf = (key: string, parts: Part[] = []) => parts.find((part) => part.key === key)?.html ?? ''

function told({ key, why, feels }: OptionFeedback, parts: Part[] | undefined): string {
  const notes = [why, feels && `Feels: ${feels}`].filter(Boolean).map((note) => `<br><small>${note}</small>`)
  return `<li>${wordsOf(key, parts)}${notes.join('')}</li>`
}

const pairOf = ([left, right]: [string, string], prompt: Prompt) =>
  `<li>${wordsOf(left, prompt.left)} → ${wordsOf(right, prompt.right)}</li>`

function turnOf(scenes: NonNullable<Prompt['scenes']>, key: string, reply: string, options: OptionFeedback[]): string {
  const scene = scenes.find((each) => each.key === key)!
  const best = options.find((option) => option.key === reply)!
  return `${scene.html}<ul>${told(best, scene.options)}</ul>`
}

/** Pictures stay here and leave their words; links into Heed become whole addresses. */
function portable(html: string, site: string): string {
  return html
    .replace(/<img\b(?:"[^"]*"|[^">])*>/g, (image) => {
      const alt = /\balt="([^"]*)"/.exec(image)?.[1]
      return alt ? `[${alt}]` : ''
    })
    .replaceAll('href="/', `href="${site}/`)
    .replaceAll(' tabindex="0"', '')
}

const fillGaps = (html: string, fill: (gap: number) => string) =>
  html.replace(/<span data-gap="(\d+)"><\/span>/g, (_, gap: string) => fill(Number(gap)))

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
