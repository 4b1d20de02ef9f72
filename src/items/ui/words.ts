import type { Feedback, OptionFeedback, Verdict } from '../../grading/verdict.ts'

/** A shape and a word for each mark: colour never speaks alone. */
export const marks = {
  right: ['●', 'Right answer', 'good'],
  wrong: ['○', 'Not this one', 'poor'],
  best: ['●', 'Best reply', 'good'],
  ok: ['◐', 'Acceptable', 'fair'],
  poor: ['○', 'Poor', 'poor'],
} as const

export function verdictWords(verdict: Verdict, feedback: Feedback): string {
  if (feedback.hinted) return 'Right, with the hint: it counts half.'
  if (verdict === 'right') return feedback.spelling ? 'Right, watch the spelling.' : 'Right.'
  return verdict === 'nearly' ? 'Nearly.' : 'Not this time.'
}

/** Worth one more look today; nearly right waits for its day. */
export function isMissed(verdict: Verdict): boolean {
  return verdict === 'not-yet'
}

/** "tomorrow", "in 3 days"; days are whole study days from today. */
export function returns(days: number): string {
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(days, 'day')
}

export function returnSentence(days: number | null): string {
  return days === null ? '' : `You’ll see this again ${returns(days)}.`
}

/** What a screen reader says beside the verdict: where the best answer stands, as the eye sees it. */
export function announcement(feedback: Feedback, options: readonly { key: string }[] = [], response?: unknown): string {
  const best = (feedback.options ?? []).filter(isBest).map(({ key }) => options.findIndex((option) => option.key === key) + 1)
  const places = best.filter((place) => place > 0).sort((a, b) => a - b)
  if (places.length > 0) {
    const noun = feedback.options?.some(({ mark }) => mark === 'best') ? 'Best reply' : 'Right answer'
    return places.length > 1 ? `${noun}s: options ${places.join(' and ')}.` : `${noun}: option ${places[0]}.`
  }
  if (feedback.accepted?.length) return `Accepted: ${feedback.accepted.join(', ')}.`
  if (feedback.gaps) return feedback.gaps.map(({ accepted, meant }, gap) => `Gap ${gap + 1}: ${meant ?? accepted[0]}.`).join(' ')
  return inPlace(feedback, response)
}

/** Of an order and of pairs, how many stand where they belong. */
function inPlace({ order, pairs }: Feedback, response: unknown): string {
  const wanted = Object.entries<string>(order ?? pairs ?? {})
  if (wanted.length === 0) return ''
  const given = response as { order?: Record<string, string>; pairs?: Record<string, string> }
  const had = given.order ?? given.pairs
  return `${wanted.filter(([place, key]) => had?.[place] === key).length} of ${wanted.length} in place.`
}

export function isBest({ mark }: OptionFeedback): boolean {
  return mark === 'best' || mark === 'right'
}

/** The first name of who speaks in a prompt, still as HTML; undefined when nobody does, or it is no name. */
export function speakerOf(html: string): string | undefined {
  const speaker = /class="speaker"[^>]*>\s*([^<]+)/.exec(html)?.[1]
  const name = speaker?.split(/[,:(]/)[0]?.trim()
  return name && name.length <= 24 ? name : undefined
}

/** "Maya feels: still waiting." from the author's "Still waiting." */
export function feelsHtml(speaker: string | undefined, feels: string): string {
  const label = speaker ? `${speaker} feels: ` : 'They feel: '
  return feels.replace(
    /^((?:\s*<[^>]+>)*\s*)(\p{Lu}(?=\p{Ll})|A(?= ))?/u,
    (_, tags: string, capital: string | undefined) => tags + label + (capital ?? '').toLowerCase(),
  )
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Replaces each `<span data-gap="N"></span>` of a cloze; what ends a clause stays with it. */
export function fillGaps(html: string, fill: (gap: number) => string): string {
  return html.replace(
    /<span data-gap="(\d+)"><\/span>([.,;:!?…)’”»]*)/g,
    (_, gap: string, end: string) => `<span class="joined">${fill(Number(gap))}${end}</span>`,
  )
}

/** What is missing when somebody checks too early. */
export function missingWords(type: string): string {
  if (type === 'typed') return 'Write an answer first.'
  if (type === 'cloze') return 'Fill every gap first, if only with a question mark.'
  if (type === 'match') return 'Match them all first.'
  if (type === 'conversation') return 'Follow the conversation to its end first.'
  return type === 'card' ? 'Say whether you knew it first.' : 'Choose an answer first.'
}
