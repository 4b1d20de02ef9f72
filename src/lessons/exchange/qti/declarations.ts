import { element, words, type Xml } from './xml.ts'

/** What an item of QTI declares before its body, and how it makes a mark of an answer. */

/** What an answer is worth: 1 is the whole mark. */
export type Worth = { key: string; value: number }[]

export function declaration(
  name: string,
  cardinality: string,
  type: string,
  correct: string[],
  worth: Worth = [],
  [least, most]: number[] = [],
): Xml {
  return element('qti-response-declaration', { identifier: name, cardinality, 'base-type': type }, [
    element('qti-correct-response', {}, correct.map(value)),
    ...(worth.length > 0
      ? [
          element(
            'qti-mapping',
            { 'default-value': 0, 'lower-bound': least, 'upper-bound': most },
            worth.map(({ key, value }) =>
              element('qti-map-entry', {
                'map-key': key,
                'mapped-value': value,
                ...(type === 'string' ? { 'case-sensitive': 'false' } : {}),
              }),
            ),
          ),
        ]
      : []),
  ])
}

export const typedDeclaration = (name: string, accepted: readonly string[], share = 1) =>
  declaration(
    name,
    'single',
    'string',
    accepted.slice(0, 1),
    accepted.map((key) => ({ key, value: share })),
  )

const value = (text: string) => element('qti-value', {}, [words(text)])

export const outcome = (name: string, cardinality: string, type: string, start?: string) =>
  element(
    'qti-outcome-declaration',
    { identifier: name, cardinality, 'base-type': type },
    start === undefined ? [] : [element('qti-default-value', {}, [value(start)])],
  )

export const entry = (name: string) => element('qti-text-entry-interaction', { 'response-identifier': name })

export const mapped = (name: string) => element('qti-map-response', { identifier: name })

export const score = (how: Xml[]) => element('qti-set-outcome-value', { identifier: 'SCORE' }, how)

export const allOrNothing = (): Xml[] => [
  element('qti-response-condition', {}, [
    element('qti-response-if', {}, [
      element('qti-match', {}, [element('qti-variable', { identifier: 'RESPONSE' }), element('qti-correct', { identifier: 'RESPONSE' })]),
      score([element('qti-base-value', { 'base-type': 'float' }, [words('1')])]),
    ]),
  ]),
]
