import { refusalOf, text } from '../../../ui/form.ts'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Heed } from '../../../ui/heed.ts'
import { placeIn } from './place.ts'
import type { ImportLook } from '../../author-pages.ts'
import type { ImportFormat } from '../../exchange/formats.ts'

export interface ImportOutcome {
  /** Where the lesson goes, as `placeIn` reads it. */
  course: string
  format: string
  /** What the file would become. */
  look?: ImportLook
  /** The draft as it was typed, when it was not written. */
  typed?: string
  refusal: Refusal | null
  /** The lesson that was written. */
  written?: string
}

/** Looks at the file that was chosen, or writes the draft that was looked at. */
export async function importBy(author: Heed['author'], form: FormData): Promise<ImportOutcome> {
  const [course, format, typed] = [text(form, 'course'), text(form, 'format'), text(form, 'text')]
  const chosen = form.get('file')
  if (!(chosen instanceof File)) {
    let written: string | undefined
    const refusal = await refusalOf(async () => ({ lesson: written } = await author.writeImport({ ...placeIn(course), text: typed })))
    return { course, format, refusal, ...(written === undefined ? { typed } : { written }) }
  }
  let look: ImportLook | undefined
  const bytes = new Uint8Array(await chosen.arrayBuffer())
  const asked = { name: chosen.name, bytes, course: placeIn(course).course, ...(format && { format: format as ImportFormat }) }
  const refusal = await refusalOf(async () => (look = await author.lookAtImport(asked)))
  return { course, format, refusal, ...(look && { look }) }
}
