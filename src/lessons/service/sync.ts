import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Context } from '../../context.ts'
import { hash } from '../../kernel/hash.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { syncWith } from '../git.ts'
import { inTurn } from '../writing.ts'

/** Brings the content folder in step with its repository, if it has one. What is new goes live by itself. */
export async function syncContent({ settings, log }: Pick<Context, 'settings' | 'log'>): Promise<void> {
  const remote = settings.contentRemote
  if (remote === null) return
  const { revision, changed, mended } = await inTurn(settings, () => syncWith(settings.content, remote))
  if (mended)
    log.warn(
      { revision },
      'The folder of the lessons was no clone of its repository any more; the clone was taken anew, and no file changed.',
    )
  log.debug({ revision, changed }, 'The lessons were compared with their repository.')
  if (changed) log.info({ revision }, 'The lessons were brought in step with their repository.')
}

/**
 * A repository says that something was pushed. What is done is a sync, so that a call sent twice or by mistake does no harm.
 *
 * @param input.body as it came, byte for byte
 * @param input.signature of X-Hub-Signature-256 (GitHub, Gitea, Forgejo); null without one
 * @param input.token of X-Gitlab-Token; null without one
 * @throws Refusal('not-found') where no secret is set or it is another
 */
export async function contentPushed(
  context: Pick<Context, 'settings' | 'log'>,
  { body, signature, token }: { body: string; signature: string | null; token: string | null },
): Promise<void> {
  const secret = context.settings.contentSecret
  const signed =
    secret !== null && signature !== null && same(signature, `sha256=${bytesToHex(hmac(sha256, utf8ToBytes(secret), utf8ToBytes(body)))}`)
  const known = secret !== null && token !== null && same(token, secret)
  if (!signed && !known) throw new Refusal('not-found', 'There is no such call.')
  await syncContent(context)
}

/** Hashes are compared, so that how long it takes tells nothing of how much was right. */
const same = (given: string, wanted: string): boolean => hash(given) === hash(wanted)
