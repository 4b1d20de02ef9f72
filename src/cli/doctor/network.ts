import { createServer } from 'node:net'
import { createTransport } from 'nodemailer'
import { fine, problem, type Look } from './finding.ts'

const ownNames = ['localhost', '127.0.0.1', '[::1]', '::1']

export const address: Look = ({ settings: { url, host, trustProxy } }) => {
  const { protocol, hostname, pathname } = new URL(url)
  if (pathname !== '/')
    return [problem('address', `HEED_URL=${url} has a path, and Heed lives at the root of its host.`, 'Give it a host of its own.')]
  if (protocol === 'http:') {
    return ownNames.includes(hostname)
      ? [fine('address', `Heed is at ${url}, for this machine alone.`)]
      : [
          problem(
            'address',
            `${url} is not encrypted: passwords can be read on the way.`,
            'Put a proxy with TLS in front and set HEED_URL to https.',
          ),
        ]
  }
  const encrypted = fine('address', `Heed is at ${url}; browsers are told to come by https only.`)
  if (trustProxy > 0) return [encrypted]
  const where = ownNames.includes(host) ? 'Something in front of Heed does the TLS' : 'Heed itself does no TLS'
  return [
    encrypted,
    problem(
      'proxy',
      `${where}, but HEED_TRUST_PROXY is 0: everybody seems to come from one address.`,
      'Set it to how many proxies stand in front.',
    ),
  ]
}

export const port: Look = async ({ settings: { host, port }, isServed }) => {
  const trouble = await listenOnce(host, port)
  if (isServed) return [fine('port', `Heed is serving ${trouble ? `on ${host}:${port}` : 'this data folder on another port'}.`)]
  if (!trouble) return [fine('port', `${host}:${port} is free.`)]
  return [problem('port', `Heed could not listen on ${host}:${port} (${trouble}).`, 'Stop what uses it, or set HEED_PORT to a free one.')]
}

/** @returns why it cannot be listened on */
async function listenOnce(host: string, port: number): Promise<string | undefined> {
  const probe = createServer()
  const trouble = await new Promise<string | undefined>((told) => {
    probe.once('error', (thrown: NodeJS.ErrnoException) => told(thrown.code ?? thrown.message))
    probe.listen(port, host, () => told(undefined))
  })
  await new Promise((closed) => probe.close(closed))
  return trouble
}

const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 5000, dnsTimeout: 5000 }

export const mail: Look = async ({ settings: { smtpUrl, mailFrom } }) => {
  if (smtpUrl === null) return [fine('mail', 'No mail server is set: links are shown to whoever made them.')]
  if (mailFrom === null)
    return [problem('mail', 'HEED_SMTP_URL is set, but HEED_MAIL_FROM is not: a mail needs a sender.', 'Set HEED_MAIL_FROM to an address.')]
  const transport = createTransport({ url: smtpUrl, ...patience })
  const { host } = new URL(smtpUrl)
  try {
    await transport.verify()
    return [fine('mail', `The mail server ${host} lets Heed in.`)]
  } catch (thrown) {
    return [
      problem(
        'mail',
        `The mail server ${host} does not let Heed in (${(thrown as Error).message}).`,
        'Look at HEED_SMTP_URL and the network.',
      ),
    ]
  } finally {
    transport.close()
  }
}
