import type { Kept } from '../../people/admin-pages.ts'
import { deedIn, text } from '../../ui/form.ts'
import type { Heed } from '../../ui/heed.ts'

/** The forms of the site's page, each known by what stands in its hidden field. */
const deeds = {
  test: (heed) => heed.site.testMail(),
  again: (heed, form) => heed.site.tryAgain(text(form, 'letter')),
  ask: (heed) => heed.people.askProvider(),
  backup: (heed) => heed.site.backUpNow(),
  retention: (heed, form) => heed.people.changeRetention(keptIn(form)),
  detail: (heed, form) => heed.reports.switchDetail({ on: text(form, 'on') === 'yes' }),
} satisfies Record<string, (heed: Heed, form: FormData) => Promise<unknown>>

export type SiteDeed = keyof typeof deeds

/** Where on the page the outcome of a deed is said. */
const places: Record<SiteDeed, string> = {
  test: 'mail',
  again: 'letters',
  ask: 'sign-in',
  backup: 'backups',
  retention: 'retention',
  detail: 'privacy',
}

export const placeOf = (deed: SiteDeed): string => places[deed]

export const deedOf = (form: FormData): SiteDeed | undefined => deedIn(deeds, form)

export const doFor = (heed: Heed, deed: SiteDeed, form: FormData): Promise<unknown> => deeds[deed](heed, form)

/** The page once more, so that sending it again does nothing twice. */
export const afterDeed = (deed: SiteDeed | undefined): string => (deed ? `/admin/site?done=${deed}#${places[deed]}` : '/admin/site')

/** Empty unless it was the retention that was refused. */
export const keptTyped = (form: FormData | null, refused: boolean): Partial<Kept> =>
  form && refused && deedOf(form) === 'retention' ? keptIn(form) : {}

/** An empty field is no number, which is refused with what is allowed. */
function keptIn(form: FormData): Record<keyof Kept, number> {
  const count = (name: keyof Kept) => Number.parseFloat(text(form, name))
  return {
    signInDays: count('signInDays'),
    auditDays: count('auditDays'),
    answerMonths: count('answerMonths'),
    flagMonths: count('flagMonths'),
  }
}
