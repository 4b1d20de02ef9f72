import { and, desc, eq, max } from 'drizzle-orm'
import type { Db } from '#dialect/client.ts'
import { jobRun } from '#dialect/schema.ts'

export type JobRun = typeof jobRun.$inferSelect

/** Stands as the problem of a job while it runs, and for good when the process dies over it. */
export const unfinished = 'It began and did not end.'

/** Says that a job begins. @returns false when it has been run that day, or is being run: by this process or another */
export async function claimRun(tx: Db, run: JobRun): Promise<boolean> {
  const claimed = await tx.insert(jobRun).values(run).onConflictDoNothing().returning({ job: jobRun.job })
  return claimed.length > 0
}

export async function saveRun(tx: Db, run: JobRun): Promise<void> {
  await tx
    .insert(jobRun)
    .values(run)
    .onConflictDoUpdate({ target: [jobRun.job, jobRun.day], set: run })
}

export async function runOn(db: Db, job: string, day: string): Promise<JobRun | undefined> {
  return (
    await db
      .select()
      .from(jobRun)
      .where(and(eq(jobRun.job, job), eq(jobRun.day, day)))
  )[0]
}

/** The last run of each job. A system read: a job is nobody's. */
export async function lastRuns(db: Db): Promise<JobRun[]> {
  const last = db
    .select({ job: jobRun.job, day: max(jobRun.day).as('last_day') })
    .from(jobRun)
    .groupBy(jobRun.job)
    .as('last')
  const { job, day, at, ms, problem } = jobRun
  return db
    .select({ job, day, at, ms, problem })
    .from(jobRun)
    .innerJoin(last, and(eq(last.job, job), eq(last.day, day)))
    .orderBy(desc(at))
}
