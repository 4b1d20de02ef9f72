import { adviceRules } from './advice-rules.ts'
import { contentRules } from './content-rules.ts'
import { idRules } from './id-rules.ts'
import { lessonAdviceRules } from './lesson-advice-rules.ts'
import { listRules } from './list-rules.ts'
import type { Rule } from './rule.ts'
import { textRules } from './text-rules.ts'

export type { Rule, Sample } from './rule.ts'

export interface RuleGroup {
  title: string
  rules: Rule[]
}

/** Every rule of the checker, in the order of the handbook. */
export const ruleGroups: readonly RuleGroup[] = [
  { title: 'Signs and tags', rules: textRules },
  { title: 'Questions and answers', rules: listRules },
  { title: 'Ids, heads and other files', rules: [...idRules, ...contentRules] },
  { title: 'Advice on writing', rules: [...adviceRules, ...lessonAdviceRules] },
]

export const rules: readonly Rule[] = ruleGroups.flatMap(({ rules }) => rules)
