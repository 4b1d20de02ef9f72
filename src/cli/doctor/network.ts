import { createServer } from 'node:net'
import { createTransport } from 'nodemailer'
import { address as addressOf } from '../../health.ts'
import { listenMend } from '../listen-mend.ts'
import { withApp } from '../with-app.ts'
import { fine, problem, type Look } from './finding.ts'

export const address: Look = ({ settings }) => addressOf(settings)

export const port: Look = async ({ settings: { host, port }, isServed }) => {
  const trouble = await listenOnce(host, port)
  if (isServed) return [fine('port', `Heed is serving ${trouble ? `on ${host}:${port}` : 'this data folder on another port'}.`)]
  if (!trouble) return [fine('port', `${host}:${port} is free.`)]
  if (trouble === 'EADDRINUSE' && (await isHeed(port)))
    return [fine('port', `Another Heed serves on ${host}:${port}. To start this data folder beside it, set PORT to another one.`)]
  return [problem('port', `Heed could not listen on ${host}:${port} (${trouble}).`, listenMend(trouble))]
}

/** Whether what listens there is one of ours, with another data folder. */
async function isHeed(port: number): Promise<boolean> {
  try {
    const reply = await fetch(`http://127.0.0.1:${port}/api/openapi.json`, { signal: AbortSignal.timeout(patience.socketTimeout) })
    return ((await reply.json()) as { info?: { title?: string } }).info?.title === 'Heed'
  } catch {
    return false
  }
}

/** The organisation's own sign-in, where there is one. */
export const company: Look = async ({ settings, database }) => {
  if (settings.oidc === null || !database) return []
  const { issuer } = settings.oidc
  try {
    await withApp(settings, { catalogue: false }, (app) => app.system.people.askProvider())
    return [fine('sign-in', `${issuer} answers.`)]
  } catch (thrown) {
    return [problem('sign-in', (thrown as Error).message, 'Look at HEED_OIDC_ISSUER and at the network; passwords and links still work.')]
  }
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
