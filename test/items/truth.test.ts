import { describe, expect, test } from 'vitest'
import type { ChoiceSpec } from '../../src/items/choice/index.ts'
import { isTrueFalse } from '../../src/items/choice/truth.ts'
import { typeOf } from '../../src/items/registry.ts'
import { compile } from '../../src/lessons/compile.ts'

describe('true and false', () => {
  test.each([
    ['en', 'True', 'False'],
    ['de', 'Richtig', 'Falsch'],
    ['de-AT', 'Wahr', 'Falsch'],
    ['fr', 'Vrai', 'Faux'],
    ['es', 'Verdadero', 'Falso'],
    ['it', 'Vero', 'Falso'],
    ['nl', 'Waar', 'Onwaar'],
    ['pt-BR', 'True', 'False'],
  ])('are known in %s, in either order', (locale, whenTrue, whenFalse) => {
    expect(isTrueFalse([whenTrue, whenFalse], locale)).toBe(true)
    expect(isTrueFalse([whenFalse, whenTrue], locale)).toBe(true)
  })

  test.each([
    ['en', ['Richtig', 'Falsch']],
    ['de', ['Richtig', 'Wahr']],
    ['de', ['Richtig', 'Falsch', 'Weder noch']],
    ['de', ['Falsch', 'Falsch']],
    ['it', ['Verdadero', 'Falso']],
  ])('are not, in %s, %j', (locale, options) => {
    expect(isTrueFalse(options, locale)).toBe(false)
  })

  test('make a German question what its original is', () => {
    const asked = (locale: string, whenTrue: string, whenFalse: string) => {
      const mdx = `<Quiz id="agree">\n\nTo repeat is to agree.\n\n- [ ] ${whenTrue}\n- [x] ${whenFalse}\n\n</Quiz>`
      const source = `---\nid: a-lesson\ntitle: A lesson\nskills: [one]\nstatus: live\n---\n\n${mdx}\n`
      const spec = compile(source, { locale, course: 'a' }).lesson!.items[0]!.spec as ChoiceSpec
      const choice = typeOf('choice')
      const wrong = choice.grade(spec, { options: [spec.options[0]!.key] })
      return { trueFalse: spec.trueFalse, written: spec.written, ms: choice.defaultMs(spec), credit: wrong.credit, guess: wrong.guess }
    }
    expect(asked('de', 'Richtig', 'Falsch')).toEqual({ trueFalse: true, written: true, ms: 8_000, credit: 0, guess: 0.5 })
    expect(asked('de', 'Richtig', 'Falsch')).toEqual(asked('en', 'True', 'False'))
  })
})
