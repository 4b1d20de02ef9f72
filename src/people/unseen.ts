/** Scripts whose letters neither a joiner nor another form changes: beside them such a sign only hides. */
const plain = String.raw`\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}`
const shown = String.raw`[[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]--[\p{Default_Ignorable_Code_Point}\p{sc=Inherited}${plain}]]`

/** Between letters of Persian, Sinhala and others, and within emoji, joiners are part of how a word is written. */
const strayJoiner = String.raw`(?<!${shown}|\p{Extended_Pictographic}\uFE0F)[\u200C\u200D]|[\u200C\u200D](?!${shown})`
/** Emoji and Chinese characters have several forms. */
const strayForm = String.raw`(?<!${shown}|[0-9#*])\p{Variation_Selector}`
/** What turns words around, has no width or fills the place of a letter. */
const hidden = String.raw`[\p{Default_Ignorable_Code_Point}--[\u200C\u200D\p{Variation_Selector}]]`

const unseen = new RegExp(`${hidden}|${strayJoiner}|${strayForm}`, 'gv')

/** A name without the signs that nobody sees and by which somebody could be called as somebody else appears. */
export const withoutUnseen = (name: string): string => name.replace(unseen, '')
