/** What a command ends with; the handbook's page on commands says it of each. Scripts rely on the numbers. */
export const exit = { fine: 0, problems: 1, wrongUse: 64, damaged: 65, fault: 70, wrongSetting: 78 } as const

export type Exit = (typeof exit)[keyof typeof exit]

/** Says what was wrong with how a command was called. */
export function wrongUse({ talk }: { talk: (text: string) => void }, sentence: string): Exit {
  talk(`${sentence}\n`)
  return exit.wrongUse
}
