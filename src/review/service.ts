/*
 * What can happen in a review, and to any answer. Every deed is `(context, viewer, input) => output`, one transaction,
 * its input checked at the door.
 */
export { answer, type AnswerResult } from './service/answer.ts'
export { answerForm } from './service/answer-form.ts'
export { flag, type FlagInput } from './service/flag.ts'
export { history } from './service/history.ts'
export { itemPage } from './service/item-page.ts'
export { learnersPerItem } from './service/learners.ts'
export { lessonPage } from './service/lesson-page.ts'
export { library, shelves } from './service/library.ts'
export { overview } from './service/overview.ts'
export { rebuildMemories, verifyMemories } from './service/rebuild.ts'
export { sendReminders } from './service/remind.ts'
export { reveal } from './service/reveal.ts'
export { start } from './service/start.ts'
export { suspend, unsuspend, type SuspendInput } from './service/suspend.ts'
export { today } from './service/today.ts'
export { voidAnswer } from './service/void.ts'
export { workAhead } from './service/work-ahead.ts'
