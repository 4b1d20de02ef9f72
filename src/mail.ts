import { createTransport } from 'nodemailer'
import { Undelivered, type Mail } from './kernel/mail.ts'
import type { Settings } from './settings.ts'

export interface Post {
  send: Mail
  close(): void
}

/** Reaches the mail server of the settings, with few connections and no patience; null where none is set. */
export function openPost({ smtpUrl, mailFrom, url }: Pick<Settings, 'smtpUrl' | 'mailFrom' | 'url'>, now: () => number): Post | null {
  if (smtpUrl === null) return null
  const { hostname } = new URL(url)
  const from = mailFrom ?? `heed@${hostname}`
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // A letter is what stands in it: nothing in it may name a file or an address to read.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ id, ...letter }) {
      try {
        // Auto-Submitted (RFC 3834): no absence note answers it.
        const headers = { 'Auto-Submitted': 'auto-generated', ...letter.headers }
        await transport.sendMail({ ...letter, headers, from, date: new Date(now()), messageId: `<${id}@${hostname}>` })
      } catch (problem) {
        throw undelivered(problem as SmtpProblem)
      }
    },
    close: () => transport.close(),
  }
}

type SmtpProblem = Error & { code?: string; responseCode?: number; response?: string }

/** What the server said is the best hint that there is, so it is kept. */
function undelivered({ code, responseCode = 0, response, message }: SmtpProblem): Undelivered {
  const said = response ?? message
  if (code === 'EAUTH') return new Undelivered(`The mail server does not take the user and the password of HEED_SMTP_URL: ${said}`)
  const refused = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (refused) return new Undelivered(`The mail server refused this mail: ${said}`, { forGood: responseCode >= 500 })
  return new Undelivered(`The mail server of HEED_SMTP_URL could not be reached: ${said}`)
}
