import { expect, test } from 'vitest'
import { explain } from '../../src/cli/explain.ts'

function run(id?: string, format = 'text') {
  const said = { out: '', talk: '' }
  const exit = explain(id, { format }, { out: (text) => (said.out += text), talk: (text) => (said.talk += text) })
  return { exit, ...said }
}

test('a rule is explained with what is wrong and what is right', () => {
  const { exit, out, talk } = run('option-brackets')
  expect([exit, talk]).toEqual([0, ''])
  expect(out).toBe(
    [
      'option-brackets (error)',
      '',
      'The brackets of an answer are not as they should be. The line is not seen as an answer, so learners cannot choose it.',
      '',
      'Wrong:',
      '',
      ...['<Quiz id="window">', '', 'How long is the window?', '', '- [x] 30 days', '- [] 14 days', '', '</Quiz>'].map(
        (line) => line && `    ${line}`,
      ),
      '',
      'Right:',
      '',
      ...['<Quiz id="window">', '', 'How long is the window?', '', '- [x] 30 days', '- [ ] 14 days', '', '</Quiz>'].map(
        (line) => line && `    ${line}`,
      ),
      '',
    ].join('\n'),
  )
})

test('without one, all of them are listed, each on a line', () => {
  const { exit, out } = run()
  expect(exit).toBe(0)
  expect(out).toMatch(/^Signs and tags\n/)
  expect(out).toMatch(/^ {2}quiz-no-right-answer {2,}No answer is marked right\.$/m)
})

test('for programs it is data', () => {
  expect(JSON.parse(run('unclosed', 'json').out)).toMatchObject({ rules: [{ id: 'unclosed', severity: 'error' }] })
  expect(JSON.parse(run(undefined, 'json').out).rules.length).toBeGreaterThan(80)
})

test('a rule that there is not is wrong use, and the nearest one is named', () => {
  const { exit, out, talk } = run('option-bracket')
  expect([exit, out]).toEqual([64, ''])
  expect(talk).toContain('Did you mean "option-brackets"?')
})
