/*
 * What leaves the house, and what runs by the clock. Every deed is `(context, viewer, input) => output`; those without a
 * viewer are jobs, which act for everybody alike.
 */
export { calendar } from './service/calendar.ts'
export { deliver, undelivered } from './service/deliver.ts'
export { jobRuns, runFrequent, runNightly, runNow, type Work } from './service/jobs.ts'
export { letters, testMail, tryAgain } from './service/letters.ts'
export { backUpNow, sitePage } from './service/site.ts'
