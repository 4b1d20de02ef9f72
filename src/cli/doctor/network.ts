import { createServer } from 'node:net'
import { createTransport } from 'nodemailer'
import { address as addressOf } from '../../health.ts'
import { fine, problem, type Look } from './finding.ts'

export const address: Look = ({ settings }) => addressOf(settings)

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

export const mail: Look = async ({ settings: { smtpUrl } }) => {
  if (smtpUrl === null) return [fine('mail', 'No mail server is set: links are shown to whoever made them.')]
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
