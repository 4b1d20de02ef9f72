/** A lesson as an author writes it, around the parts that a test is about. */
export function lessonText(body: string, head: Record<string, string> = {}): string {
  const keys = { id: 'basics', title: 'The basics', status: 'live', ...head }
  const lines = Object.entries(keys).map(([key, value]) => `${key}: ${value}`)
  return `---\n${lines.join('\n')}\n---\n\n${body}\n`
}

/** The line of a lesson's file on which its body begins, with the head of `lessonText`. */
export const bodyLine = 7

export const quiz = (id: string, right = '30 days', wrong = '14 days'): string =>
  `<Quiz id="${id}">\n\nHow long does a customer have to ask for a refund?\n\n- [x] ${right}\n- [ ] ${wrong}\n\n</Quiz>`

/** The ten examples of the authors' guide, whole and correct. */
export const tenExamples = `How long is the window? Read on.

<Quiz id="refund-window">

How long does a customer have to ask for a refund?

> [!TIP]
> Think of when the clock starts.

- [ ] 14 days
  > That is the *exchange* window.
- [x] 30 days
- [ ] 60 days

> Thirty days from **delivery**, not from purchase.

</Quiz>

<Quiz id="refund-proof">

Which of these count as proof of purchase?

- [x] The order number
- [x] A line on a bank statement
- [ ] A photo of the parcel

</Quiz>

<Quiz id="refund-cash">

A refund can always be paid in cash.

- [ ] True
- [x] False

</Quiz>

<Cloze id="refund-clock">

Customers have [[30|thirty]] days from [[delivery::not purchase]] to ask for a refund.

</Cloze>

<Typed id="lost-code">

Which code do you set on a lost parcel?

- [x] LP-1
- [x] LP1
- [ ] LP-2
  > LP-2 is for *damaged* parcels.

</Typed>

<Order id="complaint-call">

Put the steps of a complaint call in order.

1. Let the customer finish
2. Say back what you heard
3. Offer two ways forward
4. Agree the next step

</Order>

<Match id="say-need">

Match what the customer says with what they need.

- "Nobody told me" -> An explanation
- "This is the third time" -> Ownership
- "Just fix it" -> A date and time

</Match>

<Card id="csat">

What does CSAT measure?

---

How satisfied a customer was with *one* contact, from 1 to 5.

</Card>

<Drill id="third-late-parcel" skill="de-escalation">

> **Maya, customer for six years:** This is the third parcel that's late. I'm done with you people.

- [best] I'm sorry, Maya. Three late parcels isn't good enough. I can resend it for tomorrow or refund you now. Which helps more?
  > Why: Names the harm and hands her the choice.
  > Feels: Heard, and back in control.
- [ok] I understand. Let me look into what happened.
  > Why: Polite, but promises nothing she can hold on to.
  > Feels: Still waiting.
- [poor] Deliveries are the courier's job, so please call them.
  > Why: True or not, it sends her away with the problem.
  > Feels: Dismissed.

> Own it, then offer a choice of two.

</Drill>

<Conversation id="third-late-parcel-chat">

You are on chat. Maya has been a customer for six years.

### opening

> **Maya:** Third late parcel. Why should I stay?

- [best] I'm sorry. That's three times. May I fix today's first? -> offer
  > Why: Owns the pattern, asks leave.
  > Feels: Taken seriously.
- [poor] Could you confirm your order number? -> cold
  > Why: Process before person.
  > Feels: Like a ticket.

### offer

> **Maya:** OK. What can you do?

- [best] Resend for tomorrow, or refund now: your call. -> stays
  > Why: Two clear choices.
  > Feels: In control.

### cold [poor]

> **Maya:** Forget it. Close my account.

### stays [best]

> **Maya:** Tomorrow works. Thank you.

</Conversation>`
