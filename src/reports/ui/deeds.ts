import { longDatedDay } from '../../ui/words.ts'
import { deviceName } from '../../people/ui/device-name.ts'
import type { Deed } from '../team-pages.ts'

const words: Record<string, (by: string, detail: Record<string, unknown>, object: string) => string> = {
  'account.closed': (by) => `${by} closed your account.`,
  'account.opened': (by) => `${by} opened your account again.`,
  'assignment.ended': (by, detail) => `${by} took back what was assigned to you: ${courseIn(detail)}.`,
  'assignment.made': (by, detail) =>
    `${by} assigned ${courseIn(detail)} to you${typeof detail.due === 'string' ? `, by ${longDatedDay(detail.due)}` : ''}.`,
  'detail.switched': (by, _, object) =>
    object === 'on'
      ? `${by} switched on that leads may look at the state of each required lesson of a person, and at how much that person holds by skill.`
      : `${by} switched off that leads may look at more of a person than required lessons and minutes.`,
  'identity.linked': (_, { here }) =>
    here === true
      ? 'A company account signed in as you for the first time; the password and the sign-ins from before it ended.'
      : 'You signed in with your company account.',
  'link.made': (by) => `${by} made a link that signs in as you.`,
  'link.used': (_, { label }) => `A link signed in as you${typeof label === 'string' ? `, in ${deviceName(label)}` : ''}.`,
  'password.changed': () => 'You changed your password; every other sign-in ended.',
  'person.added': joined,
  'person.exported': (by) => `${by} took a copy of all that Heed knows of you.`,
  'person.looked-at': (by) => `${by} looked at the state of your lessons and at what you hold by skill.`,
  'person.reminded': (by, { title }) => `${by} reminded you of “${String(title)}”.`,
  'person.renamed': (by) => `${by} changed your name.`,
  'role.changed': (by) => `${by} changed your role.`,
  'sign-ins.ended': (by) => `${by} ended your sign-ins.`,
  'team.joined': (by, { by: how }) => (how === 'groups' ? 'Your company account put you into a team.' : `${by} put you into a team.`),
  'team.left': (by, { by: how }) => (how === 'groups' ? 'Your company account took you out of a team.' : `${by} took you out of a team.`),
}

/** By its title, which older deeds do not have. */
const courseIn = ({ title, course }: Record<string, unknown>): string => (typeof title === 'string' ? `“${title}”` : String(course))

function joined(by: string, { by: how }: Record<string, unknown>): string {
  if (how === 'invite') return 'You took an invitation and joined.'
  if (how === 'setup') return 'You set Heed up.'
  // Else the issuer of a company account.
  return how === undefined || how === 'import' ? `${by} added you.` : 'You signed in with your company account for the first time.'
}

/** What somebody did about a person, told to that person. */
export function deedSentence({ verb, object, by, detail }: Deed): string {
  return words[verb]?.(by ?? 'Heed', detail, object) ?? `${by ?? 'Heed'}: ${verb}.`
}
