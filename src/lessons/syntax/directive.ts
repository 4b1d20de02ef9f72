import type { Text } from 'mdast'
import type { Place, Sign } from './sign.ts'

const kinds =
  'tip|note|info|warning|caution|danger|important|hint|details|success|question|example|callout|tipp|hinweis|achtung|warnung|wichtig|beispiel'

const begun = new RegExp(
  String.raw`^:{3,}(?:(?<word>\p{L}[\w-]*)|[ \t]+(?<kind>${kinds})\b)(?:[ \t]*\[(?<boxed>[^\]\n]*)\][ \t]*|[ \t](?<titled>[^\n:]*))?(?:\n(?<line>[^\n]*)|$)`,
  'iu',
)

/** `:::tip` above a passage and `:::` below it, as other programs write a box. Below its answers an item tells of any text. */
export function directive({ value }: Text, { inItem, belowAnswers, source }: Place): Sign | undefined {
  const found = belowAnswers || !/^[>\s]*:::[^{\n]*(?:\n|$)/.test(source) ? null : begun.exec(value)
  if (!found) return undefined
  const { word, kind = word!, boxed, titled, line = '' } = found.groups as Record<string, string | undefined>
  const sign = found[0].split('\n')[0]!.trimEnd()
  const isHint = inItem && /^(?:tip|hint)$/i.test(kind)
  const title = (boxed ?? titled)?.trim() || kind[0]!.toUpperCase() + kind.slice(1)
  const label = `**${title}${/\p{P}$/u.test(title) ? '' : ':'}**`
  const words = line && !/^:{3,}/.test(line) ? line.trim() : '…'
  return {
    ...{ index: 0, sign },
    message: `${sign} is shown as it stands here, and so is the ::: that ends it: they make no box.`,
    mend: `write a quote in its place, "> ${isHint ? '[!TIP]' : label} ${words}", and delete the lines with :::.`,
  }
}
