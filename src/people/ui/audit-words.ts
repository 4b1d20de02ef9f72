import type { AuditLine } from '../admin-pages.ts'
import type { Role } from '../role.ts'
import type { Verb } from '../verbs.ts'
import { longDatedDay } from '../../ui/words.ts'
import { deviceName } from './device-name.ts'
import { roleWords } from './words.ts'

/** What each verb says, with `whom` it concerns. */
const says: Record<Verb, (line: AuditLine, whom: string) => string> = {
  'account.closed': (_, whom) => `closed the account of ${whom}`,
  'account.opened': (_, whom) => `opened the account of ${whom}`,
  'answer.conflict': () => 'sent two answers under one number; the first counts',
  'assignment.ended': (line, whom) => `took back ${courseIn(line)} from ${toWhom(line, whom)}`,
  'assignment.made': (line, whom) =>
    `assigned ${courseIn(line)} to ${toWhom(line, whom)}${typeof line.detail.due === 'string' ? `, by ${longDatedDay(line.detail.due)}` : ''}`,
  'backup.made': () => 'made a backup',
  'backup.restored': ({ object }) => `put back the backup ${word(object)}`,
  'calendar.ended': () => 'ended the address of their calendar',
  'calendar.made': () => 'made an address for their calendar',
  'course.begun': ({ object }) => `began the course ${word(object)}`,
  'course.changed': ({ object, detail }) =>
    `changed the course ${word(object)}${typeof detail.lesson === 'string' ? `: put ${detail.lesson} into it` : ''}`,
  'detail.switched': ({ object }) => `switched ${word(object)} that leads see the detail of a person`,
  'glossary.changed': ({ detail }) =>
    detail.from === null
      ? `added ${word(detail.term)} to the glossary`
      : detail.term === null
        ? `took ${word(detail.from)} out of the glossary`
        : `changed ${word(detail.from)} in the glossary${detail.term === detail.from ? '' : `, which is ${word(detail.term)} now`}`,
  'identity.linked': ({ object }) => `signed in with a company account of ${word(object)} for the first time`,
  'invite.ended': () => 'ended an invitation',
  'invite.made': ({ object, detail }) => `invited a ${lower(object)}${into(detail)}`,
  'item.put-back': (line) => `put ${word(line.detail.item)} back into ${word(line.object)}`,
  'lead.changed': ({ detail }, whom) =>
    `${detail.lead ? 'made' : 'no longer has'} ${whom} ${detail.lead ? 'lead of' : 'lead'} ${word(detail.team)}`,
  'lesson.begun': (line) => `began the lesson ${lessonIn(line)}`,
  'lesson.draft-discarded': (line) => `threw away the draft of ${lessonIn(line)}`,
  'lesson.drafted': (line) => `saved a draft of ${lessonIn(line)}`,
  'lesson.imported': (line) => `imported the lesson ${lessonIn(line)}`,
  'lesson.published': (line) => `published ${lessonIn(line)}`,
  'letter.revived': () => 'sent what had not left once more',
  'link.asked': (_, whom) => `was asked for a sign-in link by ${whom}`,
  'link.made': (_, whom) => `made a sign-in link for ${whom}`,
  'link.used': ({ detail }) => `signed in by a link${inBrowser(detail)}${detail.password ? ' and set a new password' : ''}`,
  'password.changed': () => 'changed their own password',
  'people.imported': ({ object, detail }) =>
    `imported ${object}: ${word(detail.added)} new, ${word(detail.placed)} already here put into teams`,
  'person.added': ({ object, detail }, whom) =>
    detail.by === 'invite'
      ? `took an invitation and joined as ${lower(object)}${into(detail)}`
      : `added ${whom} as ${lower(object)}${into(detail)}`,
  'person.erased': ({ person }) => (person?.name ? `erased ${person.name}` : 'erased somebody'),
  'person.exported': ({ object }, whom) => `took a copy of the data of ${whom} as ${word(object).toUpperCase()}`,
  'person.looked-at': (_, whom) => `looked at the detail of ${whom}`,
  'person.reminded': (_, whom) => `reminded ${whom}`,
  'person.renamed': (_, whom) => `changed the name of ${whom}`,
  'picture.added': ({ object, detail }) => `added the picture ${word(detail.picture)} to the course ${word(object)}`,
  'retention.changed': () => 'changed for how long what is kept',
  'role.changed': ({ detail }, whom) => `made ${whom} ${lower(detail.to)}, who was ${lower(detail.from)}`,
  'sign-ins.ended': (_, whom) => `ended all sign-ins of ${whom}`,
  'step-up': () => 'gave the password again',
  'team.added': ({ detail }) => `made the team ${word(detail.name)}`,
  'team.changed': ({ detail }) => {
    const renamed = detail.from === detail.name ? [] : [`named the team ${word(detail.from)} ${word(detail.name)}`]
    const moved = renamed.length > 0 && detail.under === undefined ? [] : [`moved the team ${word(detail.name)}${place(detail)}`]
    return [...renamed, ...moved].join(' and ')
  },
  'team.exported': ({ detail }) => `took a table of the people of ${word(detail.team)}`,
  'team.joined': ({ detail }, whom) => `put ${whom} into ${word(detail.team)}${detail.lead ? ' as lead' : ''}`,
  'team.left': ({ detail }, whom) => `took ${whom} out of ${word(detail.team)}`,
  'team.removed': ({ detail }) => `removed the team ${word(detail.name)}`,
}

/** The kinds of deeds, to choose from. */
const kinds: Record<Verb, string> = {
  'account.closed': 'Account closed',
  'account.opened': 'Account opened again',
  'answer.conflict': 'Answers in conflict',
  'assignment.ended': 'Assignment taken back',
  'assignment.made': 'Course assigned',
  'backup.made': 'Backup made',
  'backup.restored': 'Backup put back',
  'calendar.ended': 'Calendar address ended',
  'calendar.made': 'Calendar address made',
  'course.begun': 'Course begun',
  'course.changed': 'Course changed',
  'detail.switched': 'What leads may look at, switched',
  'glossary.changed': 'Glossary changed',
  'identity.linked': 'Company account, first sign-in',
  'invite.ended': 'Invitation ended',
  'invite.made': 'Invitation made',
  'item.put-back': 'Question put back',
  'lead.changed': 'Lead of a team changed',
  'lesson.begun': 'Lesson begun',
  'lesson.draft-discarded': 'Lesson’s draft thrown away',
  'lesson.drafted': 'Lesson’s draft saved',
  'lesson.imported': 'Lesson imported',
  'lesson.published': 'Lesson published',
  'letter.revived': 'Mail sent once more',
  'link.asked': 'Sign-in link asked for',
  'link.made': 'Sign-in link made',
  'link.used': 'Sign-in link used',
  'password.changed': 'Password changed',
  'people.imported': 'People imported',
  'person.added': 'Person added',
  'person.erased': 'Person erased',
  'person.exported': 'Person’s data copied',
  'person.looked-at': 'Person’s detail looked at',
  'person.reminded': 'Person reminded',
  'person.renamed': 'Person renamed',
  'picture.added': 'Picture added',
  'retention.changed': 'How long things are kept, changed',
  'role.changed': 'Role changed',
  'sign-ins.ended': 'Sign-ins ended',
  'step-up': 'Password given again',
  'team.added': 'Team made',
  'team.changed': 'Team renamed or moved',
  'team.exported': 'Table of a team taken',
  'team.joined': 'Team joined',
  'team.left': 'Team left',
  'team.removed': 'Team removed',
}

/** One that an older Heed stored is shown as it is. */
export const deedWords = (verb: string): string => (isVerb(verb) ? kinds[verb] : verb)

/** "Alma made Ben author, who was learner." */
export function sentenceOf(line: AuditLine): string {
  const who = line.actor === null ? 'Heed' : (line.actor.name ?? 'Somebody who was erased')
  const whom = line.person === null ? 'somebody' : (line.person.name ?? 'somebody who was erased')
  // One that an older Heed stored is shown as it is.
  const say = isVerb(line.verb) ? says[line.verb] : () => `${line.verb}${line.person === null ? '' : `: ${whom}`}`
  return `${who} ${say(line, whom)}.`
}

const isVerb = (verb: string): verb is Verb => Object.hasOwn(says, verb)

const word = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : 'something')
/** By its title, which older lines do not have. */
const courseIn = ({ detail }: AuditLine): string =>
  typeof detail.title === 'string' ? `“${detail.title}”` : `the course ${word(detail.course)}`
const toWhom = ({ person, detail }: AuditLine, whom: string): string =>
  person ? whom : typeof detail.teamName === 'string' ? detail.teamName : 'a team'
const lessonIn = ({ object, detail }: AuditLine): string =>
  `${word(object)}${typeof detail.locale === 'string' ? ` (${detail.locale})` : ''}`
/** Older lines do not know where. */
const inBrowser = ({ label }: Record<string, unknown>): string => (typeof label === 'string' ? ` in ${deviceName(label)}` : '')
/** Older lines do not know where to. */
const place = ({ under }: Record<string, unknown>): string =>
  under === undefined ? '' : under === null ? ' to the top' : ` below ${word(under)}`
const lower = (value: unknown): string => (roleWords[value as Role] ?? word(value)).toLowerCase()
const into = ({ team }: Record<string, unknown>): string => (typeof team === 'string' ? ` into ${team}` : '')
