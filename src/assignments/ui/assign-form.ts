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
  /** The deed that was done; null for a look at what it would ask. */
  done: string | null
}

/** What the form of an assignment asked for: to make one, to end one, or what it would ask of people. */
export async function handle(heed: Heed, form: FormData | null): Promise<Handled> {
  const given = { course: text(form, 'course'), team: text(form, 'team'), person: text(form, 'person').trim(), due: text(form, 'due') }
  const due = given.due === '' ? undefined : given.due
  const to = given.person === '' ? { team: given.team } : { person: given.person }
  const deeds: Record<string, () => Promise<unknown>> = {
    assign: () => heed.assignments.assign({ course: given.course, ...to, due }),
    end: () => heed.assignments.end(text(form, 'id')),
  }
  let forecast: Handled['forecast']
  const look = async () => (forecast = due ? await heed.reports.feasible({ course: given.course, team: given.team, due }) : undefined)
  const deed = text(form, 'deed')
  const refusal = form && (await refusalOf(deeds[deed] ?? look))
  return { given, forecast, refusal, done: form && deeds[deed] && !refusal ? deed : null }
}
