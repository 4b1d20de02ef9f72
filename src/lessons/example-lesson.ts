import { freeId, idFrom } from './ids.ts'

export interface NewLesson {
  id: string
  title: string
  /** Left out, it has none: one of an example would be left standing, and learners read it. */
  summary?: string
  /** One that site.yml lists; none where it lists none. */
  skill: string | undefined
  /** YYYY-MM-DD */
  today: string
  /** The address of who hears that something in it looks wrong. */
  owner?: string
}

/** Small letters, digits and hyphens are an id already; anything else is a title. */
export function namesFrom(name: string): { id: string; title: string } {
  const id = idFrom(name)
  const title = name === id ? id.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase()) : name.trim()
  return { id, title }
}

/** Of the example. */
export const exampleSummary = 'What you may promise when something goes back, and by when.'

/**
 * A whole lesson of three items to write over. It is a draft, so nobody sees it before its author says so.
 *
 * @param isTaken ids of items that are there or were retired
 */
export function exampleLesson({ id, title, summary, skill, today, owner }: NewLesson, isTaken: (id: string) => boolean): string {
  const [quiz, cloze, drill] = ['days', 'words', 'reply'].map((end) => freeId(`${id.slice(0, 50)}-${end}`, isTaken))
  return `---
id: ${id}
title: ${JSON.stringify(title)}
${summary === undefined ? '' : `summary: ${summary}\n`}${skill === undefined ? '' : `skills: [${skill}]\n`}${owner === undefined ? '' : `owner: ${JSON.stringify(owner)}\n`}reviewed: ${today}
review_every: 12 months
status: draft
---

{/* An example to write over. Set status to live when learners may see it. */}

Customers have **30 days** to send something back. The days begin when the parcel arrives, not when the order was placed.

<Quiz id="${quiz}">

On which day do the 30 days for a return begin?

> [!TIP]
> Think of a slow courier.

- [ ] On the day of the order
  > That would punish the customer for a slow courier.
- [x] On the day of the delivery
- [ ] On the day of the first use
  > Nobody but the customer knows that day.

> The days begin with the **delivery**.

</Quiz>

The money goes back the way it came.

<Cloze id="${cloze}">

The money for a return goes back to the same [[account|card|bank account]] that it came from, within [[14|fourteen]] days.

</Cloze>

<Drill id="${drill}">

> **Maya, on the phone:** I sent it back a week ago, and my money is still not here.

- [best] I'm sorry, Maya. I can see your parcel here and am starting the refund now.
  > Why: Owns the delay and acts on it at once.
  > Feels: Taken seriously.
- [ok] I understand that this is annoying. Let me ask the warehouse what has happened.
  > Why: Kind, but it leaves her waiting.
  > Feels: Still in the dark.
- [poor] Refunds can take a while. Please call again if nothing has come by Monday.
  > Why: Hands the work back to her.
  > Feels: Dismissed.

> Own the delay, then act on it.

</Drill>
`
}

/** @param lesson the id of its first lesson */
export function exampleCourse(title: string, lesson: string): string {
  return `# What learners see. The name of this folder is the identity of the course: keep it.
title: ${JSON.stringify(title)}
# critical, standard or nice: how sure everybody must be of it
class: standard
# Take away the first sign of the next line to assign the course to everybody.
# audience: everyone
sections:
  - title: The basics
    lessons: [${lesson}]
`
}
