import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** A mail server on the loopback, which speaks SMTP and keeps what it was given. */
export interface MailServer {
  url: string
  /** In the order of arrival. */
  mails: ParsedMail[]
  /** From now on, says this to every recipient; null to take mails again. */
  refuses(answer: { code: number; says: string } | null): void
  /** The mail that came last, to that address. */
  lastTo(address: string): ParsedMail
  close(): Promise<void>
}

export async function openMailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = []
  let refusal: { code: number; says: string } | null = null
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, answer) => answer(refusal && Object.assign(new Error(refusal.says), { responseCode: refusal.code })),
    onData(stream, _session, answer) {
      void simpleParser(stream).then((mail) => {
        mails.push(mail)
        answer()
      })
    },
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.server.address() as { port: number }
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuses: (answer) => (refusal = answer),
    lastTo(address) {
      const mail = mails.findLast(({ to }) => [to].flat().some((each) => each?.text.includes(address)))
      if (!mail) throw new Error(`Nothing came to ${address}`)
      return mail
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
