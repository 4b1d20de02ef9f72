import { Undelivered } from '../../kernel/mail.ts'
import type { Integration } from '../integration.ts'
import { examples } from './examples.ts'
import { kinds, write } from './kinds.ts'
import { asHtml, asText } from './page.ts'

export const email: Integration = {
  name: 'email',
  kinds: Object.keys(kinds),
  isReady: ({ mail }) => mail !== null,
  async deliver(news, outside) {
    const content = write(news, outside)
    if (!content) throw new Undelivered('What it should say cannot be read; a newer Heed may have written it.', { forGood: true })
    const { subject, unsubscribe } = content
    // RFC 8058: a mail program ends such mails by itself with one POST.
    const headers: Record<string, string> = unsubscribe
      ? { 'List-Unsubscribe': `<${unsubscribe.byProgram}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
      : {}
    await outside.mail!({ id: news.id, to: news.recipient.email, subject, text: asText(content), html: asHtml(content), headers })
  },
  examples,
}
