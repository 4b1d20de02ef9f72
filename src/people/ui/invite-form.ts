import { deedIn, text } from '../../ui/form.ts'
import type { Heed } from '../../ui/heed.ts'
import type { ShownLink } from '../admin-pages.ts'
import type { Role } from '../role.ts'

/** The forms of the page of invitations; each returns the link that it made, if it made one. */
const deeds = {
  invite: (heed, form) =>
    heed.people.invite({
      email: text(form, 'email').trim() || undefined,
      role: (text(form, 'role') || 'learner') as Role,
      team: text(form, 'team') || undefined,
    }),
  end: async (heed, form) => {
    await heed.people.endInvitation(text(form, 'invitation'))
    return null
  },
  link: (heed, form) => heed.people.makeSignInLink({ email: text(form, 'forgot') }),
} satisfies Record<string, (heed: Heed, form: FormData) => Promise<ShownLink | null>>

type InviteDeed = keyof typeof deeds

export const inviteDeedOf = (form: FormData): InviteDeed | undefined => deedIn(deeds, form)

export async function doInvite(heed: Heed, deed: InviteDeed, form: FormData): Promise<ShownLink | null> {
  return await deeds[deed](heed, form)
}
