import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { facesOf } from '../../src/items/faces.ts'
import { openSchool, type School } from '../world.ts'
import { openPackage, sidesOf, type AnkiPackage } from '../reports/package.ts'

let world: School
let pack: AnkiPackage
beforeAll(async () => {
  world = await openSchool()
  const mia = await world.person('Mia')
  for (const lesson of ['brewing', 'tasting', 'serving']) await world.reads(mia, lesson)
  pack = openPackage(await world.as(mia).reports.exportMine({ format: 'anki' }))
})
afterAll(() => {
  pack.close()
  world.close()
})

describe('the two sides', () => {
  test.each([
    {
      type: 'a choice',
      word: 'pot of green tea',
      front: ['<li>75 degrees</li>', '<li>95 degrees</li>'],
      back: ['75 degrees<br><small>The leaves give their taste'],
      onlyBehind: 'The leaves give',
      never: 'That scalds them',
    },
    {
      type: 'a choice of many',
      word: 'bitter',
      front: ['<li>The water boiled</li>', '<li>The pot had been warmed</li>'],
      back: ['<li>The water boiled</li>', '<li>The leaves stayed in for ten minutes</li>'],
      onlyBehind: undefined,
      never: 'a kindness to the leaves',
    },
    {
      type: 'a cloze',
      word: 'black tea for',
      front: ['in the water for <b>[fewer than three]</b> minutes, black tea for <b>[…]</b>'],
      back: ['<b>two</b> minutes, black tea for <b>four</b>', 'Set a timer'],
      onlyBehind: 'two',
      never: 'data-gap',
    },
    {
      type: 'a typed answer',
      word: 'lidded cup',
      front: ['brews and drinks'],
      back: ['<p>gaiwan</p>'],
      onlyBehind: 'gaiwan',
      never: 'samovar',
    },
    {
      type: 'an order',
      word: 'steps of a tasting',
      front: ['<li>Take a sip</li>'],
      back: ['<ol><li>Look at the leaves</li><li>Smell the cup</li><li>Take a sip</li><li>Write it down</li></ol>'],
      onlyBehind: '<ol>',
      never: '<img',
    },
    {
      type: 'a match',
      word: 'where it grows',
      front: ['<li>Darjeeling</li>', '<li>South Africa</li>'],
      back: ['<li>Darjeeling → India</li>', '<li>Sencha → Japan</li>', '<li>Rooibos → South Africa</li>'],
      onlyBehind: '→',
      never: '<img',
    },
    {
      type: 'a card',
      word: 'first flush',
      front: ['What does first flush mean?'],
      back: ['The first harvest of <strong>spring</strong>.'],
      onlyBehind: 'spring',
      never: '<img',
    },
    {
      type: 'a drill',
      word: 'This is cold',
      front: ['Iwan, at the counter', '<li>Cold? It left the kitchen hot, I can tell you that.</li>'],
      back: ['I make you a hot one now.<br><small>Owns it and acts at once.</small><br><small>Feels: Taken care of.', 'explain later'],
      onlyBehind: 'Owns it',
      never: 'Called a liar',
    },
    {
      type: 'a conversation',
      word: 'forty tins',
      front: ['I never know what to take', '<li>The oolong is on offer this week.</li>'],
      back: ['What do you like to drink in the morning?<br>', 'Coffee, strong', 'May I brew you a sip?'],
      onlyBehind: 'May I brew',
      never: 'You will not regret it',
    },
  ])('$type', ({ word, front, back, onlyBehind, never }) => {
    const sides = sidesOf(pack, word)
    for (const text of front) expect(sides.front).toContain(text)
    for (const text of back) expect(sides.back).toContain(text)
    if (onlyBehind) expect(sides.front).not.toContain(onlyBehind)
    expect(sides.front + sides.back).not.toContain(never)
  })
})

describe('what a card needs of Heed', () => {
  const question = { type: 'card', html: '' }
  const front = (html: string) => facesOf({ ...question, html }, {}, 'https://heed.example').front

  test.each([
    ['a picture leaves its words', '<p>See <img src="/media/tea/cup.png" alt="a cup > a mug"></p>', '<p>See [a cup > a mug]</p>'],
    ['a picture without words leaves nothing', '<p>See <img src="/media/tea/cup.png"></p>', '<p>See </p>'],
    [
      'a link into Heed gets its address',
      '<a href="/lessons/brewing">Brewing</a>',
      '<a href="https://heed.example/lessons/brewing">Brewing</a>',
    ],
    ['a link elsewhere stays', '<a href="https://tea.example/">Tea</a>', '<a href="https://tea.example/">Tea</a>'],
    [
      'a word of the glossary is no stop for the tab key',
      '<dfn class="term" title="x" tabindex="0">x</dfn>',
      '<dfn class="term" title="x">x</dfn>',
    ],
  ])('%s', (_, html, shown) => {
    expect(front(html)).toBe(shown)
  })

  test('what was written as words stays words', () => {
    const { back } = facesOf({ ...question, type: 'typed', html: 'Which tag?' }, { accepted: ['<b>', 'a & b'] }, '')
    expect(back).toBe('<p>&#60;b&#62; / a &#38; b</p>')
  })
})
