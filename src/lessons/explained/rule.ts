/** A rule of the checker, for whoever asks `heed explain`. */
export interface Rule {
  /** As it stands in every report. */
  id: string
  severity: 'error' | 'warning'
  /** What it is. One sentence. */
  what: string
  /** Why it matters to the learner. One sentence. */
  why: string
  wrong: Sample
  right: Sample
  /** It shows in the name of a file or against what was live before, so no text alone can break it. */
  beyondText?: true
}

/** A part of a lesson, a whole one when it begins with its head, or another file of the content folder. */
export type Sample =
  string | { file: 'site.yml' | 'glossary.yml' | 'retired.yml' | 'course.yml' | 'basics.de.mdx' | 'cards/calm.mdx'; text: string }

/** Samples that differ in a line need not be written out. */
export const quiz = (lines: string, attributes = 'id="window"'): string =>
  `<Quiz ${attributes}>\n\nHow long is the window?\n\n${lines}\n\n</Quiz>`

export const replies = `- [best] I am sorry. Shall I resend it today?
  > Why: Names the harm and offers a way out.
  > Feels: Heard.
- [poor] Please ask the courier about that.
  > Why: Sends her away with the problem.
  > Feels: Dismissed.`

export const drill = (lines: string): string => `<Drill id="late">\n\n> **Maya:** My parcel is late again.\n\n${lines}\n\n</Drill>`

export const talk = (lines: string): string => `<Conversation id="chat">\n\nYou are on chat.\n\n${lines}\n\n</Conversation>`

export const head = (lines: string): string => `---\n${lines}\n---\n\n${quiz('- [x] 30 days\n- [ ] 14 days')}`

export const options = '- [x] 30 days\n- [ ] 14 days'
