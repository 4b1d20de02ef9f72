import type { Text } from 'mdast'
import { snippet } from '../text.ts'
import { isWritten, type Look, type Place, type Sign } from './sign.ts'

/* Links, pictures and footnotes that are not written as ones, so that learners read their brackets. */

/** By the ! that stands before a picture. */
const nounOf = (mark: string): string => (mark ? 'picture' : 'link')

function spacedLink({ value }: Pick<Text, 'value'>): Sign | undefined {
  const found = /(!?)\[([^[\]\n]+)\]\((\S[^()\n]* [^()\n]*)\)/.exec(value)
  if (!found) return undefined
  const [sign, mark = '', words = '', written = ''] = found
  const noun = nounOf(mark)
  if (/^\+?\d[\d ()/-]{5,}$/.test(written))
    return {
      ...{ index: found.index, sign },
      message: `${snippet(sign)} is no link: a number to ring has tel: before it and no space.`,
      mend: `write [${words}](tel:${written.replace(/[^+\d]/g, '')})`,
    }
  const [, address, more = ''] = /^(\S+\.\w{2,5}) (?!.*\.\w{2,5}$)(.+)$/.exec(written) ?? []
  if (address !== undefined) {
    const isSize = /^=?\d*(?:x\d*|%)$|^(?:width|height)=/i.test(more)
    return {
      ...{ index: found.index, sign },
      message: isSize
        ? `${snippet(sign)} is no ${noun}, because a size stands behind its address, and none can be given.`
        : `${snippet(sign)} is no ${noun}, because other words stand behind its address.`,
      mend: `delete ${more}: write ${mark}[${words}](${address})`,
    }
  }
  const mended = `write ${mark}[${words}](${written.replaceAll(' ', '%20')})`
  return {
    ...{ index: found.index, sign },
    message: `${snippet(sign)} is no ${noun}, because its address has a space in it.`,
    mend: /\.\w+$/.test(written) ? `${mended}, or give the file a name without spaces.` : mended,
  }
}

/** `(words)[address]`. A whole address is a link by itself, so that the brackets around it stand in the text before it. */
function turnedLink({ value }: Text, { next }: Place): Sign | undefined {
  const whole = /\(([^()\n]+)\)\[((?:www\.|\/|media\/)[^\]\n]*)\]/.exec(value)
  const begun = whole || next?.type !== 'link' ? null : /\(([^()\n]+)\)\[$/.exec(value)
  const found = whole ?? begun
  if (!found) return undefined
  const address = whole ? whole[2]! : (next as { url: string }).url
  const sign = whole ? whole[0] : `${found[0]}${address}]`
  return {
    ...{ index: found.index, sign },
    message: `${snippet(sign)} is no link, because its brackets are the other way round.`,
    mend: `write [${found[1]}](${address})`,
  }
}

/** `[words] (address)`, which is two things beside each other. */
function apartLink({ value }: Text, { next }: Place): Sign | undefined {
  const whole = /(!?)\[([^[\]\n]+)\] \(((?:www\.|\/|media\/)[^()\s]*)\)/.exec(value)
  const found = whole ?? (next?.type === 'link' ? /(!?)\[([^[\]\n]+)\] \($/.exec(value) : null)
  if (!found) return undefined
  const [begun, mark = '', words = ''] = found
  const address = whole ? whole[3]! : (next as { url: string }).url
  const sign = whole ? begun : `${begun}${address})`
  return {
    ...{ index: found.index, sign },
    message: `${snippet(sign)} is no ${nounOf(mark)}, because a space stands between its brackets.`,
    mend: `write ${mark}[${words}](${address})`,
  }
}

/** `[words][name]`, of which no line says where it leads. */
function deadReference({ value }: Text, { source }: Place): Sign | undefined {
  const found = /(?<![\w\])])(!?)\[(?=[^[\]\n]*\p{L}\p{Ll})([^[\]\n]+)\]\[([\p{L}\d._-]+|\2)\](?![[(])/u.exec(value)
  if (!found || !isWritten(found[0], source)) return undefined
  const [sign, mark = '', words = '', name = ''] = found
  return {
    ...{ index: found.index, sign },
    message: `${snippet(sign)} is no ${nounOf(mark)}, because no line [${name}]: … says where it leads, so learners read the brackets.`,
    mend: withAddress(mark, words),
  }
}

/** `[^1]`, of which no line says what it stands for. A name may be anything where it does not follow a word. */
function bareFootnote({ value }: Text, { source }: Place): Sign | undefined {
  const found = /\[\^(?:\d{1,3}|(?<=[\p{L}.,;:!?)”’"']\[\^)\p{L}[\p{L}\d_]{2,})\]/u.exec(value)
  if (!found || !isWritten(found[0], source)) return undefined
  const [sign] = found
  return {
    ...{ id: 'footnote', severity: 'error', index: found.index, sign },
    message: `Lessons have no footnotes, and no line says what ${sign} stands for: learners would read the sign.`,
    mend: `delete ${sign}, or put the words into the sentence.`,
  }
}

const withAddress = (mark: string, words: string): string =>
  mark ? `write ![${words}](media/name.png)` : `write [${words}](/lessons/<id>) for a lesson, or [${words}](https://…) for another site.`

/** `[words](.`: the address has yet to be written. */
function cutLink({ value }: Text, { next, source }: Place): Sign | undefined {
  const found = next ? null : /(!?)\[(?=[^[\]\n]*\p{L})([^[\]\n]+)\]\([.,;:!?…]*(?=\s|$)(?![^()]*\))/u.exec(value)
  if (!found || !isWritten(found[0], source)) return undefined
  const [sign, mark = '', words = ''] = found
  return {
    ...{ index: found.index, sign },
    message: `${snippet(sign)} is no ${nounOf(mark)}, because it has no address, so learners read the brackets.`,
    mend: withAddress(mark, words),
  }
}

/** `[words](/lessons/calm and so on`: nothing ends its address. */
function openLink({ value }: Text, { next, source }: Place): Sign | undefined {
  const whole = /(!?)\[([^[\]\n]+)\]\(((?:www\.|\/|media\/)[^()\s]+)(?=\s|$)(?![^()\n]*\))/.exec(value)
  const found = whole ?? (next?.type === 'link' ? /(!?)\[([^[\]\n]+)\]\($/.exec(value) : null)
  if (!found) return undefined
  const [begun, mark = '', words = ''] = found
  const address = whole ? whole[3]! : (next as { url: string }).url
  const spaced = whole ? undefined : /^ [^()\n]*\)/.exec(source.split(`](${address}`)[1] ?? '')?.[0]
  if (spaced !== undefined) return spacedLink({ value: `${value}${address}${spaced}` })
  const sign = whole ? begun : `${begun}${address}`
  return {
    ...{ index: found.index, sign },
    message: `${snippet(sign)} is no ${nounOf(mark)}, because no ) stands behind its address.`,
    mend: `write ${mark}[${words}](${address})`,
  }
}

export const linkLooks: readonly Look[] = [spacedLink, turnedLink, apartLink, openLink, cutLink, deadReference, bareFootnote]
