import { hash, seedOf } from '../../../kernel/hash.ts'
import { shuffle } from '../../../kernel/shuffle.ts'
import type { Draft } from '../draft.ts'
import { gapsOf, inlinesOf, isBlank, lineOf, paragraph, type Rich, type Say } from '../rich.ts'
import { richHtml } from '../rich-html.ts'
import { allOrNothing, declaration, entry, mapped, outcome, score, typedDeclaration } from './declarations.ts'
import { document, element, fragment, type Xml } from './xml.ts'

export interface QtiItem {
  id: string
  title: string
  locale: string
}

/** The identifier of an item: it must not begin with a digit. */
export const identifierOf = (id: string): string => `item-${id}`

const namespace = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0'
const schema = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0p1_v1p0.xsd'

/** An assessment item of QTI 3; undefined where it has nothing like it. */
export function qtiItem(draft: Draft, { id, title, locale }: QtiItem, say: Say): string | undefined {
  const made = interactionOf(draft, id)
  if (!made) return undefined
  if (draft.hint) say('the hint is lost')
  if ('exact' in draft && draft.exact) say('that it is compared letter by letter is lost')
  const takeaway = draft.takeaway && !isBlank(draft.takeaway) ? draft.takeaway : undefined
  return document(
    element(
      'qti-assessment-item',
      {
        ...{ xmlns: namespace, 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance', 'xsi:schemaLocation': `${namespace} ${schema}` },
        ...{ identifier: identifierOf(id), title, adaptive: 'false', 'time-dependent': 'false', 'xml:lang': locale },
      },
      [
        ...made.declarations,
        outcome('SCORE', 'single', 'float', '0'),
        ...(made.feedback ? [outcome('FEEDBACK', made.feedback, 'identifier')] : []),
        ...(takeaway ? [outcome('TAKEAWAY', 'single', 'identifier', 'shown')] : []),
        element('qti-item-body', {}, made.body),
        element('qti-response-processing', {}, made.processing),
        ...(takeaway ? [modal(takeaway)] : []),
      ],
    ),
  )
}

/** Tells nothing of the part: a browser sees it before the answer. */
const nameOf = (kind: string, id: string, index: number) => `${kind}-${hash(`${kind} ${id} ${index}`).slice(0, 6)}`

interface Made {
  declarations: Xml[]
  body: Xml[]
  processing: Xml[]
  /** How many answers the feedback to each is shown for. */
  feedback?: 'single' | 'multiple'
}

function interactionOf(draft: Draft, id: string): Made | undefined {
  switch (draft.tag) {
    case 'Quiz':
      return choice(draft, id)
    case 'Typed':
      return {
        declarations: [typedDeclaration('RESPONSE', draft.accepted)],
        body: [...blocks(draft.question), element('p', {}, [entry('RESPONSE')])],
        processing: [score([mapped('RESPONSE')])],
      }
    case 'Cloze':
      return cloze(draft.question)
    case 'Order':
      return order(draft, id)
    case 'Match':
      return match(draft, id)
    case 'Card':
      return undefined
  }
}

function choice({ question, options, pick, keepOrder }: Extract<Draft, { tag: 'Quiz' }>, id: string): Made {
  const cardinality = pick === 'many' ? 'multiple' : 'single'
  const named = options.map((option, index) => ({ ...option, name: nameOf('choice', id, index) }))
  const right = named.filter(({ correct }) => correct)
  const share = cardinality === 'single' ? 1 : rounded(1 / right.length)
  const worth = named.map(({ name, correct, weight }) => ({
    key: name,
    value: correct ? share : weight ? weight / 100 : cardinality === 'single' ? 0 : -share,
  }))
  // One picked answer can be the one right answer only; the others still earn their mark by the mapping.
  const correct = cardinality === 'single' ? right.slice(0, 1) : right
  // Authors put the right one first, and not every system shuffles.
  const shown = (keepOrder ? named : shuffle(named, seedOf('qti', id))).map(({ name, words, why }) =>
    element('qti-simple-choice', { identifier: name }, [
      ...inline(words),
      ...(why && !isBlank(why)
        ? [element('qti-feedback-inline', { 'outcome-identifier': 'FEEDBACK', identifier: name, 'show-hide': 'show' }, onOneLine(why))]
        : []),
    ]),
  )
  const interaction = {
    'response-identifier': 'RESPONSE',
    shuffle: keepOrder ? 'false' : 'true',
    'max-choices': cardinality === 'single' ? 1 : 0,
  }
  return {
    declarations: [
      declaration(
        'RESPONSE',
        cardinality,
        'identifier',
        correct.map(({ name }) => name),
        worth,
        [0, 1],
      ),
    ],
    body: [...blocks(question), element('qti-choice-interaction', interaction, shown)],
    processing: [
      score([mapped('RESPONSE')]),
      element('qti-set-outcome-value', { identifier: 'FEEDBACK' }, [element('qti-variable', { identifier: 'RESPONSE' })]),
    ],
    feedback: cardinality,
  }
}

function cloze(question: Rich): Made {
  const gaps = gapsOf(question).map(({ accepted }, index) => ({ accepted, name: `RESPONSE-${index + 1}` }))
  let next = 0
  const html = richHtml(question, () => `<qti-text-entry-interaction response-identifier="${gaps[next++]!.name}"/>`)
  return {
    declarations: gaps.map(({ accepted, name }) => typedDeclaration(name, accepted, rounded(1 / gaps.length))),
    body: wrapped(question, html),
    processing: [
      score([
        element(
          'qti-sum',
          {},
          gaps.map(({ name }) => mapped(name)),
        ),
      ]),
    ],
  }
}

/** Shown in another order than the right one. */
function order({ question, steps }: Extract<Draft, { tag: 'Order' }>, id: string): Made {
  const named = steps.map((step, index) => ({ step, name: nameOf('step', id, index) }))
  const shown = shuffle(named, seedOf('qti', id)).map(({ step, name }) => element('qti-simple-choice', { identifier: name }, inline(step)))
  return {
    declarations: [
      declaration(
        'RESPONSE',
        'ordered',
        'identifier',
        named.map(({ name }) => name),
      ),
    ],
    body: [...blocks(question), element('qti-order-interaction', { 'response-identifier': 'RESPONSE', shuffle: 'true' }, shown)],
    processing: allOrNothing(),
  }
}

function match({ question, pairs }: Extract<Draft, { tag: 'Match' }>, id: string): Made {
  // Equal right sides are one: any of them would be right.
  const rights = [...new Map(pairs.map(({ right }) => [lineOf(right), right])).entries()].map(([line, right], index) => ({
    line,
    right,
    name: nameOf('right', id, index),
  }))
  const lefts = pairs.map(({ left, right }, index) => ({
    left,
    name: nameOf('left', id, index),
    goal: rights.find(({ line }) => line === lineOf(right))!.name,
  }))
  const choices = (named: { name: string; rich: Rich; most: number }[]) =>
    element(
      'qti-simple-match-set',
      {},
      named.map(({ name, rich, most }) => element('qti-simple-associable-choice', { identifier: name, 'match-max': most }, inline(rich))),
    )
  const values = lefts.map(({ name, goal }) => `${name} ${goal}`)
  const worth = values.map((key) => ({ key, value: rounded(1 / pairs.length) }))
  const shuffled = shuffle(rights, seedOf('qti', id))
  return {
    declarations: [declaration('RESPONSE', 'multiple', 'directedPair', values, worth, [0, 1])],
    body: [
      ...blocks(question),
      element('qti-match-interaction', { 'response-identifier': 'RESPONSE', shuffle: 'true', 'max-associations': pairs.length }, [
        choices(lefts.map(({ name, left }) => ({ name, rich: left, most: 1 }))),
        choices(shuffled.map(({ name, right }) => ({ name, rich: right, most: pairs.length }))),
      ]),
    ],
    processing: [score([mapped('RESPONSE')])],
  }
}

const modal = (takeaway: Rich) =>
  element('qti-modal-feedback', { 'outcome-identifier': 'TAKEAWAY', identifier: 'shown', 'show-hide': 'show' }, [
    element('qti-content-body', {}, blocks(takeaway)),
  ])

const inline = (rich: Rich) => fragment(richHtml(rich))

/** Without paragraphs, which may not stand within a choice's feedback. */
const onOneLine = (rich: Rich) => inline([paragraph(inlinesOf(rich))])

const blocks = (rich: Rich) => wrapped(rich, richHtml(rich))

/** A body takes blocks only. */
const wrapped = (rich: Rich, html: string) =>
  rich.length === 1 && rich[0]!.type === 'paragraph' ? [element('p', {}, fragment(html))] : fragment(html)

const rounded = (share: number) => Number(share.toFixed(4))
