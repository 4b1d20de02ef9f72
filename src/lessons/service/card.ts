import { z } from 'zod'
import type { Context } from '../../context.ts'
import { parse } from '../../kernel/parse.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Viewer } from '../../people/role.ts'
import { inLanguage } from '../in-language.ts'
import type { CardView } from '../learner-pages.ts'
import { cardFor } from '../live.ts'
import { localesOf } from '../locales.ts'

const wanted = z.object({ locale: z.string().optional(), accepts: z.string().optional() })

/**
 * A quick-reference card in the language of whoever reads it.
 *
 * @throws Refusal('not-found')
 */
export async function card(context: Context, viewer: Viewer, id: string, input: z.input<typeof wanted>): Promise<CardView> {
  const { locale, accepts } = parse(wanted, input)
  const live = context.catalogue.live()
  const locales = localesOf(live.site, viewer.locale, accepts, locale)
  const found = cardFor(live, id, locales)
  if (!found) throw new Refusal('not-found', 'There is no such card.', 'The cards that there are stand in the Library.')
  const { title, summary, skill, html } = found
  return {
    id,
    locale: found.locale,
    translated: found.locale === locales[0],
    title,
    summary,
    skill: skill === null ? null : { id: skill, title: inLanguage(live, locales).site.skills[skill] ?? skill },
    html,
  }
}
