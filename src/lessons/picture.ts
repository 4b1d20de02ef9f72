import { escaped } from './exchange/escape.ts'
import { idFrom } from './ids.ts'

/* Pictures that an author brings into a lesson. No package is needed here: the editor in the browser writes their Markdown. */

/** Bytes of a picture: proxies take ten megabytes. */
export const longestPicture = 10_000_000

/** In words, for whoever brought something else. */
export const pictureKinds = 'PNG, JPEG, GIF, WebP and AVIF'

type PictureKind = 'png' | 'jpg' | 'gif' | 'webp' | 'avif'

/** The kind by the first bytes: a name says what somebody wishes. It is the ending under which the server names the type. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const letters = String.fromCharCode(...bytes.subarray(0, longestStart))
  if (letters.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (letters.startsWith('\xff\xd8\xff')) return 'jpg'
  if (/^GIF8[79]a/.test(letters)) return 'gif'
  if (/^RIFF[^]{4}WEBPVP8/.test(letters)) return 'webp'
  return isAvif(letters) ? 'avif' : undefined
}

const longestStart = 512

/** A box `ftyp` with its length, and names of four letters, that of AVIF among them: HEIC begins alike and few browsers show it. */
function isAvif(letters: string): boolean {
  if (letters.slice(4, 8) !== 'ftyp') return false
  const length = [0, 1, 2, 3].reduce((sum, place) => sum * 256 + letters.charCodeAt(place), 0)
  const brands = letters.slice(8, Math.min(length, longestStart)).match(/[^]{4}/g) ?? []
  return brands.some((brand, place) => place !== 1 && /^avi[fs]$/.test(brand))
}

/** Whether it is a drawing as text, which may hold a script. */
export function isSvg(bytes: Uint8Array): boolean {
  return /<svg[\s>]/i.test(new TextDecoder().decode(bytes.subarray(0, 4096)))
}

/** "Größe der Tasse.PNG" gives `grosse-der-tasse`. */
export const pictureStem = (name: string): string => idFrom(name.replace(/\.[A-Za-z0-9]{1,5}$/, '')) || 'picture'

/** As a paragraph of a lesson. The words are said as they were typed, whatever signs are in them. */
export function pictureMdx(words: string, path: string): string {
  return `![${escaped(words.trim().replace(/\s+/g, ' '), '![', false)}](${path})`
}
