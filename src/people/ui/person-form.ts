import { attachment } from '../../kernel/download.ts'
import type { ShownLink } from '../admin-pages.ts'
import type { Role } from '../role.ts'
import { deedIn, text } from '../../ui/form.ts'
import type { Heed } from '../../ui/heed.ts'

/** The forms of a person's page, each known by what stands in its hidden field. */
const deeds = {
  name: (heed, person, form) => heed.people.renamePerson({ person, name: text(form, 'name') }),
  role: (heed, person, form) => heed.people.changeRole({ person, role: text(form, 'role') as Role }),
  place: (heed, person, form) => heed.people.placeInTeam({ person, team: text(form, 'team'), lead: form.has('lead') }),
  take: (heed, person, form) => heed.people.takeFromTeam({ person, team: text(form, 'team') }),
  link: (heed, person) => heed.people.makeSignInLink({ email: person }),
  signIns: (heed, person) => heed.people.endSignInsOf({ person }),
  close: (heed, person) => heed.people.closeAccount({ person }),
  open: (heed, person) => heed.people.openAccount({ person }),
  export: async (heed, person, form) => attachment(await heed.reports.exportPerson({ person, format: text(form, 'format') as 'html' })),
  erase: (heed, person, form) => heed.people.erasePerson({ person, address: text(form, 'address') }),
} satisfies Record<string, (heed: Heed, person: string, form: FormData) => Promise<unknown>>

type PersonDeed = keyof typeof deeds

export const deedOf = (form: FormData): PersonDeed | undefined => deedIn(deeds, form)

/** @returns the link or the file that was made, for the two forms that make one */
export async function doFor(heed: Heed, person: string, deed: PersonDeed, form: FormData): Promise<{ link?: ShownLink; file?: Response }> {
  const done = await deeds[deed](heed, person, form)
  if (deed === 'export') return { file: done as Response }
  return deed === 'link' ? { link: done as ShownLink } : {}
}

/** Where the page of a person goes on after a deed; nobody's page is there once they are erased. */
export function afterDeed(person: string, deed: PersonDeed | undefined): string {
  if (deed === 'erase') return '/admin/people?done=erase'
  // A closed account is told at the top, where its form was.
  const place = deed === 'close' || deed === 'open' ? '' : `#deed-${deed === 'take' ? 'place' : deed}`
  return `/admin/people/${person}${deed ? `?done=${deed}${place}` : ''}`
}
