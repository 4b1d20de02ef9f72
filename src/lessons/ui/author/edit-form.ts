import { isRefusal, type Refusal } from '../../../kernel/refusal.ts'
import { text } from '../../../ui/form.ts'
import type { Heed } from '../../../ui/heed.ts'
import { underFreeId } from '../../ids.ts'
import { insertionOf } from '../../insertion.ts'
import { insertables } from '../../insertables.ts'
import { placeIn } from './place.ts'

/** What a form of the edit page came to: somewhere to go, or the page again with what was typed. */
export interface EditOutcome {
  to?: string
  refusal?: Refusal
  text?: string
  read?: string
}

export async function editBy(author: Heed['author'], lesson: string, locale: string | undefined, form: FormData): Promise<EditOutcome> {
  const [action, tag] = [text(form, 'action'), text(form, 'insert')]
  const typed = { text: text(form, 'text'), read: text(form, 'read') }
  const here = (saved: string) => `/author/edit/${encodeURIComponent(lesson)}?${new URLSearchParams({ ...(locale && { locale }), saved })}`
  // Without the script an item comes at the end; it is saved with the rest.
  if (tag) return { ...typed, text: withItem(typed.text, lesson, tag) }
  try {
    if (action === 'place') {
      const { course, section = 0 } = placeIn(text(form, 'place'))
      await author.putInCourse(lesson, { course, section })
      return { to: here('place') }
    }
    if (action === 'put-back') {
      await author.putBack(lesson, { item: text(form, 'item') })
      return { to: here('put-back') }
    }
    if (action === 'translate') {
      const to = text(form, 'to')
      await author.translate(lesson, { locale: to })
      return { to: `/author/edit/${encodeURIComponent(lesson)}?${new URLSearchParams({ locale: to, saved: 'translation' })}` }
    }
    if (action === 'discard') {
      await author.discardDraft(lesson, { locale, read: typed.read })
      return { to: here('discarded') }
    }
    if (action === 'throw-away') {
      await author.throwAway(lesson, { locale, read: typed.read })
      return { to: '/author?saved=thrown-away' }
    }
    const { committed, standing } = await author.save(lesson, { ...typed, locale, publish: action === 'publish', retire: whysIn(form) })
    const done = action !== 'publish' ? 'draft' : standing.state === 'retired' ? 'retired' : 'published'
    return { to: here(committed === false ? 'without-git' : done) }
  } catch (thrown) {
    if (!isRefusal(thrown)) throw thrown
    return { refusal: thrown, ...(typed.read && typed) }
  }
}

function withItem(source: string, lesson: string, tag: string): string {
  const example = insertables.find((each) => each.tag === tag)
  if (!example) return source
  const { at, insert } = insertionOf(source, source.trimEnd().length, underFreeId(example.mdx, lesson, source))
  return source.slice(0, at) + insert + source.slice(at)
}

/** Why items are taken out: one field each. */
function whysIn(form: FormData): Record<string, string> {
  const whys = [...form.keys()].flatMap((name) => (name.startsWith('why.') ? [[name.slice('why.'.length), text(form, name)] as const] : []))
  return Object.fromEntries(whys)
}
