/** What mails say, in one language. A sentence with an address in it ends with the address. */
export interface Words {
  greeting(name: string | null): string
  inviteSubject(site: string): string
  /** Null where it is the site itself that invites. */
  invite(by: string | null, site: string): string
  join: string
  inviteEnds: string
  signInSubject(site: string): string
  signIn(by: string | null, site: string): string
  signInHere: string
  signInEnds: string
  /** "Six to keep, about four minutes": the work, never what could be lost. */
  work(items: number, minutes: number): string
  review: string
  whyReminded(settings: string): string
  stop(url: string): string
  nudgeSubject(course: string): string
  nudge(by: string, course: string): string
  whyNudged: string
  goOn: string
  /** @param day study day */
  due(day: string): string
  assignmentSubject(course: string): string
  assignment(by: string | null, course: string): string
  begin: string
  flagSubject: string
  flagWrote: string
  flagAnswered: Record<'open' | 'done' | 'declined', string>
  look: string
  whyFlagged: string
  testSubject(site: string): string
  test(site: string): string
}

const upToTwelve = (words: string) => {
  const numbers = words.split(' ')
  return (count: number) => numbers[count - 1] ?? String(count)
}

const english = upToTwelve('one two three four five six seven eight nine ten eleven twelve')
const german = upToTwelve('eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf')

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const dayIn = (locale: string) => {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
  return (day: string) => format.format(Date.parse(day))
}
const [englishDay, germanDay] = [dayIn('en-GB'), dayIn('de')]

const en: Words = {
  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  inviteSubject: (site) => `You are invited to ${site}`,
  invite: (by, site) =>
    `${by === null ? `You are invited to ${site}` : `${by} invites you to ${site}`}: short lessons, then about five minutes of review a day.`,
  join: 'Make my account',
  inviteEnds: 'The link works once, for seven days.',
  signInSubject: (site) => `Your sign-in link for ${site}`,
  signIn: (by, site) =>
    `${by === null ? `Somebody asked for a link that signs you in to ${site}` : `${by} made a link that signs you in to ${site}`}. You can set a new password there.`,
  signInHere: 'Sign in',
  signInEnds: 'The link works once, for 24 hours. If you do not need it, you need do nothing.',
  work: (items, minutes) => `${capitalised(english(items))} to keep, about ${minutes === 1 ? 'one minute' : `${english(minutes)} minutes`}`,
  review: 'Start the review',
  whyReminded: (settings) =>
    `You get this on working days, at the time that you chose, when a review is worth it. Change the time: ${settings}`,
  stop: (url) => `No more reminders: ${url}`,
  nudgeSubject: (course) => `To go on with: ${course}`,
  nudge: (by, course) => `${by} asks you to go on with “${course}”.`,
  whyNudged: 'Your lead sent this. It is written down where you can read it, under “What my lead sees”.',
  goOn: 'Go on',
  due: (day) => `It is to be done by ${englishDay(day)}.`,
  assignmentSubject: (course) => `To learn: ${course}`,
  assignment: (by, course) => (by === null ? `“${course}” is for you to learn.` : `${by} chose “${course}” for you to learn.`),
  begin: 'Open the course',
  flagSubject: 'An answer to your note',
  flagWrote: 'You wrote:',
  flagAnswered: {
    open: 'The author answers:',
    done: 'It was changed. The author answers:',
    declined: 'It stays as it is. The author answers:',
  },
  look: 'Look at the question',
  whyFlagged: 'You get this because you put your name to the note.',
  testSubject: (site) => `A test mail from ${site}`,
  test: (site) => `${site} can send mail.`,
}

const de: Words = {
  greeting: (name) => (name === null ? 'Guten Tag,' : `Guten Tag ${name},`),
  inviteSubject: (site) => `Ihre Einladung zu ${site}`,
  invite: (by, site) =>
    `${by === null ? `Sie sind zu ${site} eingeladen` : `${by} lädt Sie zu ${site} ein`}: kurze Lektionen, dann etwa fünf Minuten Wiederholung am Tag.`,
  join: 'Konto anlegen',
  inviteEnds: 'Der Link gilt einmal, sieben Tage lang.',
  signInSubject: (site) => `Ihr Anmeldelink für ${site}`,
  signIn: (by, site) =>
    `${by === null ? `Jemand hat um einen Link gebeten, der Sie bei ${site} anmeldet` : `${by} hat einen Link gemacht, der Sie bei ${site} anmeldet`}. Dort können Sie ein neues Passwort setzen.`,
  signInHere: 'Anmelden',
  signInEnds: 'Der Link gilt einmal, 24 Stunden lang. Wenn Sie ihn nicht brauchen, müssen Sie nichts tun.',
  work: (items, minutes) =>
    `${capitalised(german(items))} zu behalten, etwa ${minutes === 1 ? 'eine Minute' : `${german(minutes)} Minuten`}`,
  review: 'Wiederholung beginnen',
  whyReminded: (settings) =>
    `Das kommt an Arbeitstagen zu der Zeit, die Sie gewählt haben, wenn sich eine Wiederholung lohnt. Zeit ändern: ${settings}`,
  stop: (url) => `Keine Erinnerungen mehr: ${url}`,
  nudgeSubject: (course) => `Zum Weitermachen: ${course}`,
  nudge: (by, course) => `${by} bittet Sie, mit „${course}“ weiterzumachen.`,
  whyNudged: 'Das hat Ihre Teamleitung geschickt. Es steht auch dort, wo Sie lesen, was sie von Ihnen sieht.',
  goOn: 'Weitermachen',
  due: (day) => `Es ist bis ${germanDay(day)} zu erledigen.`,
  assignmentSubject: (course) => `Zu lernen: ${course}`,
  assignment: (by, course) =>
    by === null ? `„${course}“ ist für Sie zum Lernen.` : `${by} hat „${course}“ für Sie zum Lernen ausgesucht.`,
  begin: 'Kurs öffnen',
  flagSubject: 'Eine Antwort auf Ihren Hinweis',
  flagWrote: 'Sie haben geschrieben:',
  flagAnswered: { open: 'Die Antwort:', done: 'Es wurde geändert. Die Antwort:', declined: 'Es bleibt, wie es ist. Die Antwort:' },
  look: 'Frage ansehen',
  whyFlagged: 'Sie bekommen das, weil Ihr Name unter dem Hinweis steht.',
  testSubject: (site) => `Eine Testmail von ${site}`,
  test: (site) => `${site} kann Mails verschicken.`,
}

/** The language of a BCP 47 tag, where mails are written in it, else English. */
export function languageOf(locale: string): ['en' | 'de', Words] {
  return locale.split('-', 1)[0]!.toLowerCase() === 'de' ? ['de', de] : ['en', en]
}
