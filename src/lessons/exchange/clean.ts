import { plain } from '../text.ts'

/**
 * A text from elsewhere, fit for a lesson: no control characters, no halves of characters, and none of the code points that Unicode
 * leaves to programs, because `tokens.ts` uses them.
 */
export function clean(source: string): string {
  return plain(source)
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\ufdd0-\ufdef]/g, '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}
