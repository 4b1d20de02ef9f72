import type { Definition, Image, Link, Node } from 'mdast'
import { didYouMean } from '../kernel/did-you-mean.ts'
import { anchorPrefix, leadsOutside } from './html.ts'
import type { Tidying } from './tidy.ts'

/* Where the pictures and the links of a lesson lead. */

export function picture(image: Image, tidying: Tidying): Image {
  if (!image.alt?.trim()) reportAlt(image, tidying)
  else if (/\.(?:png|jpe?g|gif|webp|svg|avif)$/i.test(image.alt)) reportName(image, tidying)
  return { ...image, url: mediaUrl(image.url, image, tidying) ?? notBeside(image, tidying) }
}

export function reportAlt(at: Node, { problem }: Tidying): void {
  problem({
    id: 'image-alt',
    at,
    message: 'This picture has no description, so whoever cannot see it learns nothing from it.',
    mend: 'say in the square brackets what it shows: ![A red parcel label](media/label.png)',
  })
}

/** What an editor writes when a picture is dropped into it. */
function reportName(image: Image, { problem }: Tidying): void {
  problem({
    id: 'image-alt',
    severity: 'warning',
    at: image,
    message: `“${image.alt}” is the name of a file, and whoever cannot see the picture learns nothing from it.`,
    mend: 'say in the square brackets what it shows: ![A red parcel label](media/label.png)',
  })
}

function notBeside({ url, ...at }: Image, { problem }: Tidying): string {
  const turned = turnedSlashes(url)
  const words = turned ?? {
    message: `The picture ${url} does not lie beside the lesson, so learners would see a gap.`,
    mend: 'put the file into the folder media of the course (in the browser: press Picture) and write media/name.png',
  }
  problem({ id: 'image-missing', at, ...words })
  return ''
}

/** Of a path as Windows writes it. */
function turnedSlashes(url: string): { message: string; mend: string } | undefined {
  const turned = url.replaceAll('\\', '/')
  if (turned === url || !mediaPath.test(turned)) return undefined
  return { message: `The path ${url} has a backslash in it, so it leads nowhere.`, mend: `write ${turned}, with the slash the other way.` }
}

const mediaPath = /^(?:\.\/)?(media\/[^?#\\]+)$/

/** `media/x.png` beside the lesson → where the server has it. */
function mediaUrl(url: string, at: Node, { course, reference }: Tidying): string | undefined {
  const file = mediaPath.exec(url)?.[1]
  if (!file || file.split('/').includes('..')) return undefined
  reference({ kind: 'media', id: decoded(file) }, at)
  return `/media/${course}/${file.slice('media/'.length)}`
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}

export function target(link: Link | Definition, tidying: Tidying): string {
  const { url } = link
  // Whoever cleans the HTML knows the beginning of an address only in small letters.
  if (leadsOutside(url)) return url.replace(/^[a-z]+:/i, (begun) => begun.toLowerCase())
  if (/^[#/]/.test(url) && !url.startsWith('//')) {
    const lesson = /^\/lessons\/([^/?#]*)/.exec(url)?.[1]
    if (lesson !== undefined) tidying.reference({ kind: 'link', id: lesson }, link)
    else if (!leadsSomewhere(url, tidying)) reportLink(link, tidying)
    return url.replace('#', `#${anchorPrefix}`)
  }
  const media = mediaUrl(url, link, tidying)
  if (media === undefined) reportLink(link, tidying)
  return media ?? ''
}

/** The pages that are Heed's own, and the headings of this lesson, the second of a name included. */
function leadsSomewhere(url: string, { anchors }: Tidying): boolean {
  if (!url.startsWith('#')) return /^\/(?:$|(?:courses|library|help|review|items|me|media|cards|glossary)(?:[/?#]|$))/.test(url)
  const anchor = url.slice(1).toLowerCase()
  return anchor === '' || anchors.has(anchor) || anchors.has(decoded(anchor)) || anchors.has(anchor.replace(/-\d+$/, ''))
}

function reportLink({ url, ...at }: Link | Definition, { problem, anchors }: Tidying): void {
  const near = url.startsWith('#') ? didYouMean(url.slice(1), anchors) : ''
  const message = `The link to ${url || 'nothing'} leads nowhere.${near}`
  problem({ id: 'link-broken', at, message, mend: mendFor(url), ...turnedSlashes(url) })
}

function mendFor(url: string): string {
  if (url.startsWith('www.')) return `write https://${url}`
  if (/^[^\s@/:]+@[^\s@/:]+\.\w+$/.test(url)) return `write mailto:${url}`
  if (/^\+?\d[\d()./-]{5,}$/.test(url)) return `write tel:${url}`
  if (url.startsWith('#')) return 'write # and the words of a heading of this lesson in small letters, with hyphens for spaces.'
  const lesson = lessonLike.exec(url)?.slice(1).find(Boolean)
  if (lesson !== undefined) return `write /lessons/${lesson}`
  return 'write /lessons/<id> for a lesson, or the whole address with https:// for another site.'
}

/** A lesson by the name of its file, or with a slip in its folder. */
const lessonLike = /^(?:[\w./-]*\/)?([a-z0-9][a-z0-9-]*)(?:\.[a-z]{2})?\.mdx?$|^\/?lessons?\/([a-z0-9][a-z0-9-]*)\/?$/
