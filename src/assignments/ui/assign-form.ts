import type { Made } from '../made.ts'
import type { Refusal } from '../../kernel/refusal.ts'
import type { Forecast } from '../../reports/feasibility.ts'
import { refusalOf, text } from '../../ui/form.ts'
import type { Heed } from '../../ui/heed.ts'

export interface Given {
  course: string
  team: string
  /** An address; only where the page asks for one. */
  person: string
  due: string
}

export interface Handled {
  given: Given
  forecast: Forecast | undefined
  refusal: Refusal | null
  /** The query of the page that tells what was done; null when nothing was. */
  done: string | null
}

/** What the form of an assignment asked for: to make one, to end one, or what it would ask of people. */
export async function handle(heed: Heed, form: FormData | null): Promise<Handled> {
  const given = { course: text(form, 'course'), team: text(form, 'team'), person: text(form, 'person').trim(), due: text(form, 'due') }
  const plan = {
    course: given.course,
    team: given.team || undefined,
    person: given.person || undefined,
    due: given.due || undefined,
  }
  let forecast: Handled['forecast']
  let made: Made | undefined
  const deeds: Record<string, () => Promise<unknown>> = {
    assign: async () => (made = await heed.assignments.assign(plan)),
    end: () => heed.assignments.end(text(form, 'id')),
    look: async () => (forecast = await heed.reports.feasible(plan)),
  }
  const deed = text(form, 'deed')
  const refusal = form && (await refusalOf(deeds[deed] ?? deeds.look!))
  const done = form && !refusal && deed !== 'look' && deeds[deed] ? `?done=${deed}${made ? toldOf(made) : ''}` : null
  return { given, forecast, refusal, done }
}

/** What the page says of it afterwards: which it is, and the day that it had before. */
const toldOf = ({ id, replaced, before }: Made): string => `&id=${id}${replaced ? `&before=${before ?? 'none'}` : ''}`
