/* What an author can do in the browser. Every deed is `(context, viewer, input) => output`, and asks for the role itself. */
export { checkText, type CheckInput } from './check-text.ts'
export { editPage } from './edit.ts'
export { answerFlag, type FlagAnswer } from './flags.ts'
export { newLesson, newLessonPage, type NewLessonInput } from './new-lesson.ts'
export { authorOverview } from './overview.ts'
export { gradePreview, previewPage, revealPreview, type GradeInput, type RevealInput } from './preview.ts'
export { putInCourse, type PutInput } from './put-in-course.ts'
export { save, type SaveInput } from './save.ts'
