import { learnersPerItem as countLearners } from '../../../db/learners.ts'
import type { Context } from '../../context.ts'

/** Item id to the number of people who have learnt it. Nobody is named. */
export async function learnersPerItem(context: Context): Promise<ReadonlyMap<string, number>> {
  return new Map((await countLearners(context.read)).map(({ itemId, people }) => [itemId, people]))
}
