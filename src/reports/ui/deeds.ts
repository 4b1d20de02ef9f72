import type { Seen } from '../team-pages.ts'

const words: Record<string, (by: string, detail: Record<string, unknown>) => string> = {
  'account.closed': (by) => `${by} closed your account.`,
  'account.opened': (by) => `${by} opened your account again.`,
  'assignment.ended': (by, { course }) => `${by} took back what was assigned to you: ${String(course)}.`,
  'assignment.made': (by, { course, due }) => `${by} assigned ${String(course)} to you${typeof due === 'string' ? `, by ${due}` : ''}.`,
  'link.made': (by) => `${by} made a sign-in link for you.`,
  'person.added': (by) => `${by} added you.`,
  'person.exported': (by) => `${by} took a copy of all that Heed knows of you.`,
  'person.looked-at': (by) => `${by} looked at the state of your lessons and at what you hold by skill.`,
  'person.reminded': (by, { title }) => `${by} reminded you of “${String(title)}”.`,
  'person.renamed': (by) => `${by} changed your name.`,
  'role.changed': (by) => `${by} changed your role.`,
  'sign-ins.ended': (by) => `${by} ended your sign-ins.`,
  'team.joined': (by) => `${by} put you into a team.`,
  'team.left': (by) => `${by} took you out of a team.`,
}

/** What somebody did about a person, told to that person. */
export function deedSentence({ verb, by, detail }: Seen['deeds'][number]): string {
  return words[verb]?.(by ?? 'Heed', detail) ?? `${by ?? 'Heed'}: ${verb}.`
}
