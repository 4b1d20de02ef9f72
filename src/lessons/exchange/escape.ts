/** An address is made a link by itself, and a backslash in it would become part of it. */
const address = /(?:[a-z]{3,5}:\/\/|mailto:|xmpp:|www\.)\S+|(?<!\S)[^\s@]+@\S+/gi

/**
 * Plain words as a lesson has to write them, so that a reader reads the same words back.
 *
 * @param before what stands in front of them in the same block: signs at the beginning of a line mean more than others
 * @param mayLink whether an address may become a link; within a gap or another link it may not
 */
export function escaped(value: string, before: string, mayLink: boolean): string {
  let done = ''
  let from = 0
  for (const { 0: found, index } of value.matchAll(address)) {
    const signs = withSigns(found)
    const isHarmless = mayLink && signs === found && !/^xmpp/i.test(found)
    done += withSigns(value.slice(from, index)) + (isHarmless ? found : unlinked(signs))
    from = index + found.length
  }
  return (done + withSigns(value.slice(from)))
    .split('\n')
    .map((line, index) => (index > 0 || isLineStart(before) ? atLineStart(line) : line))
    .join('\n')
}

function withSigns(value: string): string {
  return value
    .replace(/[\\`*{}[\]<~]/g, '\\$&')
    .replace(/&(?=#?[A-Za-z0-9])/g, '\\&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
}

const unlinked = (value: string) => value.replace(/:(?=\/\/)|(?<=mailto|xmpp):|(?<=www)\.|@/gi, '\\$&')

/** Whether nothing but spaces stands before it on its line. */
export const isLineStart = (before: string): boolean => /(?:^|\n)[ \t]*$/.test(before)

/** No list, heading, quote, table or piece of code begins here. */
function atLineStart(line: string): string {
  return line
    .replace(/^[#>+=|:-]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[ei](?=(?<=e)xport\b|(?<=i)mport\b)/, (letter) => `&#${letter.charCodeAt(0)};`)
}
