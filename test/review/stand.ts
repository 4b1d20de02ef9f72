import { expect } from 'vitest'
import { everyMemory } from '../../db/answers.ts'
import type { School } from '../world.ts'

/** The cached memories say what the log says, and making them anew moves no date. */
export async function expectMemoriesToStand({ app, context }: School): Promise<void> {
  expect(await app.system.memory.verify()).toMatchObject({ different: 0 })
  const before = await everyMemory(context.read)
  await app.system.memory.rebuild()
  expect(await everyMemory(context.read)).toEqual(before)
}
