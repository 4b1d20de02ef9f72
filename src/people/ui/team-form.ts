import { deedIn, text } from '../../ui/form.ts'
import type { Heed } from '../../ui/heed.ts'

/** The forms of a team's page, each known by what stands in its hidden field. */
const deeds = {
  name: (heed, team, form) => heed.people.changeTeam({ team, name: text(form, 'name') }),
  move: (heed, team, form) => heed.people.changeTeam({ team, parent: text(form, 'parent') || null }),
  place: (heed, team, form) => heed.people.placeInTeam({ team, person: text(form, 'person'), lead: form.has('lead') }),
  take: (heed, team, form) => heed.people.takeFromTeam({ team, person: text(form, 'person') }),
  remove: (heed, team) => heed.people.removeTeam({ team }),
} satisfies Record<string, (heed: Heed, team: string, form: FormData) => Promise<unknown>>

type TeamDeed = keyof typeof deeds

export const teamDeedOf = (form: FormData): TeamDeed | undefined => deedIn(deeds, form)

export async function doWithTeam(heed: Heed, team: string, deed: TeamDeed, form: FormData): Promise<void> {
  await deeds[deed](heed, team, form)
}
