import type { AuditLine } from '../admin-pages.ts'
import type { Role } from '../role.ts'
import { roleWords } from './words.ts'

/** What each verb says, with `whom` it concerns. A verb without a row is shown as it is stored. */
const says: Record<string, (line: AuditLine, whom: string) => string> = {
  'account.closed': (_, whom) => `closed the account of ${whom}`,
  'account.opened': (_, whom) => `opened the account of ${whom}`,
  'assignment.ended': ({ person, detail }, whom) => `took back the course ${word(detail.course)} from ${person ? whom : 'a team'}`,
  'assignment.made': ({ person, detail }, whom) =>
    `assigned the course ${word(detail.course)} to ${person ? whom : 'a team'}${typeof detail.due === 'string' ? `, by ${detail.due}` : ''}`,
  'backup.made': () => 'made a backup',
  'calendar.ended': () => 'ended the address of their calendar',
  'calendar.made': () => 'made an address for their calendar',
  'detail.switched': ({ object }) => `switched ${word(object)} that leads see the detail of a person`,
  'invite.ended': () => 'ended an invitation',
  'invite.made': ({ object, detail }) => `invited a ${lower(object)}${into(detail)}`,
  'lead.changed': ({ detail }, whom) =>
    `${detail.lead ? 'made' : 'no longer has'} ${whom} ${detail.lead ? 'lead of' : 'lead'} ${word(detail.team)}`,
  'letter.revived': () => 'sent what had not left once more',
  'link.asked': (_, whom) => `was asked for a sign-in link by ${whom}`,
  'link.made': (_, whom) => `made a sign-in link for ${whom}`,
  'link.used': ({ detail }) => (detail.password ? 'signed in by a link and set a new password' : 'signed in by a link'),
  'people.imported': ({ object, detail }) => `imported ${object}: ${word(detail.added)} new, ${word(detail.placed)} put into teams`,
  'person.added': ({ object, detail }, whom) =>
    detail.by === 'invite'
      ? `took an invitation and joined as ${lower(object)}${into(detail)}`
      : `added ${whom} as ${lower(object)}${into(detail)}`,
  'person.erased': (_, whom) => `erased ${whom}`,
  'person.exported': ({ object }, whom) => `took a copy of the data of ${whom} as ${word(object).toUpperCase()}`,
  'person.looked-at': (_, whom) => `looked at the detail of ${whom}`,
  'person.reminded': (_, whom) => `reminded ${whom}`,
  'person.renamed': (_, whom) => `changed the name of ${whom}`,
  'retention.changed': () => 'changed for how long what is kept',
  'role.changed': ({ detail }, whom) => `made ${whom} ${lower(detail.to)}, who was ${lower(detail.from)}`,
  'sign-ins.ended': (_, whom) => `ended all sign-ins of ${whom}`,
  'step-up': () => 'gave the password again',
  'team.added': ({ detail }) => `made the team ${word(detail.name)}`,
  'team.changed': ({ detail }) =>
    detail.from === detail.name ? `moved the team ${word(detail.name)}` : `changed the team ${word(detail.from)} to ${word(detail.name)}`,
  'team.joined': ({ detail }, whom) => `put ${whom} into ${word(detail.team)}${detail.lead ? ' as lead' : ''}`,
  'team.left': ({ detail }, whom) => `took ${whom} out of ${word(detail.team)}`,
  'team.removed': ({ detail }) => `removed the team ${word(detail.name)}`,
}

/** "Alma made Ben author, who was learner." */
export function sentenceOf(line: AuditLine): string {
  const who = line.actor === null ? 'Heed' : (line.actor.name ?? 'Somebody who was erased')
  const whom = line.person === null ? 'somebody' : (line.person.name ?? 'somebody who was erased')
  const say = says[line.verb] ?? (() => `${line.verb}${line.person === null ? '' : `: ${whom}`}`)
  return `${who} ${say(line, whom)}.`
}

const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : 'something')
const lower = (value: unknown): string => (roleWords[value as Role] ?? word(value)).toLowerCase()
const into = ({ team }: Record<string, unknown>): string => (typeof team === 'string' ? ` into ${team}` : '')
