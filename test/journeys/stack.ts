import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from '../folder.ts'
import { answerTo, meet, send } from '../api/device.ts'
import { teaContent, type Client } from '../running.ts'

/*
 * A course of many questions, each with its number in its words: enough that a test can lose the network hundreds of times
 * and still find something to answer.
 */
const perLesson = 40

const lessonNames = (count: number) => Array.from({ length: Math.ceil(count / perLesson) }, (_, n) => `stack-${n + 1}`)

const quiz = (number: number) => `<Quiz id="q${number}">

What is the answer to question ${number}?

- [x] The right one
- [ ] The left one
- [ ] Neither of them

</Quiz>
`

/** A content folder with the tea course and `count` questions beside it. */
export function stackOf(count: number): string {
  const folder = newFolder()
  cpSync(teaContent, folder, { recursive: true })
  const course = join(folder, 'courses/stack')
  mkdirSync(course)
  const names = lessonNames(count)
  for (const [n, name] of names.entries()) {
    const numbers = Array.from({ length: Math.min(perLesson, count - n * perLesson) }, (_, at) => n * perLesson + at + 1)
    const front = `---\nid: ${name}\ntitle: Stack ${n + 1}\nsummary: Many questions.\nminutes: 9\nskills: [serving]\nstatus: live\n---\n`
    writeFileSync(join(course, `${name}.mdx`), `${front}\nMany questions.\n\n${numbers.map(quiz).join('\n')}`)
  }
  const lists = `sections:\n  - title: All\n    lessons: [${names.join(', ')}]\n`
  writeFileSync(join(course, 'course.yml'), `title: The stack\naudience: everyone\nclass: standard\n${lists}`)
  return folder
}

/** Answers all of them, so that they come back. */
export async function learn(client: Client, count: number): Promise<void> {
  for (const [n, name] of lessonNames(count).entries()) {
    const item = await meet(client, name)
    const numbers = Array.from({ length: Math.min(perLesson, count - n * perLesson) }, (_, at) => n * perLesson + at + 1)
    const answers = numbers.map((number) => {
      const asked = item(`q${number}`)
      return answerTo(asked, { options: [asked.prompt.options![0]!.key] }, { ms: 4000 })
    })
    await send(client, ...answers)
  }
}
