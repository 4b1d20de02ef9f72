import { ruleGroups, type Rule, type Sample } from './index.ts'

/** Longer samples are for `heed explain`. */
const longest = 480

/** The page of the handbook about every problem, as MDX. */
export function problemsPage(): string {
  const groups = ruleGroups.map(({ title, rules }) => `## ${title}\n\n${rules.map(section).join('\n\n')}`)
  return `---
title: Every problem, explained
summary: What each rule of the checker finds, why it matters to learners, and what to write instead.
order: ${place}
---

The checker prints the name of a rule with each problem. \`npm run -s heed -- explain <rule>\` prints what stands here. A warning under “Advice on writing” can be declined where you know better: \`allow="long-stem"\` on the tag of one item, or \`allow: [long-lesson]\` in the head of a lesson for what is about the whole of it.

${groups.join('\n\n')}
`
}

const place = 9

function section({ id, severity, what, why, wrong, right }: Rule): string {
  const isShort = textOf(wrong).length + textOf(right).length <= longest
  const samples = isShort ? `\n\nWrong:\n\n${fence(wrong)}\n\nRight:\n\n${fence(right)}` : ''
  return `### ${id}\n\n${severity === 'error' ? 'An error' : 'A warning'}. ${escaped(what)} ${escaped(why)}${samples}`
}

/** In a page of the handbook a bracket of its own means something too. */
const escaped = (text: string) => text.replace(/[<{[\]}]/g, '\\$&')

const textOf = (sample: Sample) => (typeof sample === 'string' ? sample : sample.text)

function fence(sample: Sample): string {
  const { file, text } = typeof sample === 'string' ? { file: undefined, text: sample } : sample
  const marks = text.includes('```') ? '````' : '```'
  return `${marks}text\n${file === undefined ? '' : `# ${file}\n`}${text.trimEnd()}\n${marks}`
}
