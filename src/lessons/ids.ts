/** Ids that Heed proposes. No package is needed here: the editor in the browser proposes them too. */

/** An id from a title: "Höflich ablehnen" gives `hoflich-ablehnen`. Empty for a title without a Latin letter or digit. */
export function idFrom(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/['’]/g, '')
  return trimmed(plain.replace(/[^a-z0-9]+/g, '-').slice(0, 60))
}

/** `wanted`, or `wanted-2`, or the first after it that is free. */
export function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  let id = wanted
  for (let n = 2; isTaken(id); n++) id = `${wanted}-${n}`
  return id
}

/** The tag under an id that the lesson's text does not have: `refunds-basics-3`. */
export function underFreeId(mdx: string, lesson: string, text: string): string {
  const stem = trimmed(lesson.slice(0, 56))
  let n = 1
  while (text.includes(`id="${stem}-${n}"`)) n++
  return mdx.replace(/id="[^"]*"/, `id="${stem}-${n}"`)
}

const trimmed = (id: string) => id.replace(/^-+|-+$/g, '')
