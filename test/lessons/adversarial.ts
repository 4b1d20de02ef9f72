/** Texts at which a pattern that goes back and forth would never come to an end. Each is repeated up to the size that is asked for. */
const pieces: Record<string, string> = {
  'opening tags': '<Quiz id="a">\n\n',
  'tags that never end': '<Quiz id="a"\n',
  'tags in a row': '<Quiz ',
  'half quotes': '<Quiz id="a ',
  'less than': '<',
  'curly brackets': '{',
  'double curly brackets in a gap': '{{a ',
  'notes that never end': '{/* ',
  'HTML comments that never end': '<!-- ',
  'back ticks': '` ``',
  fences: '```\n',
  'fences of two kinds': '```\n~~~\n',
  stars: '*a **b ',
  brackets: '[[',
  links: '[a](',
  'nested lists': '- ',
  'nested quotes': '> ',
  'options without a space': '-[ ] a\n',
  spaces: ' ',
  'tabs and no-break spaces': '\t\u00A0',
  'a table': '| a | b |\n| - | - |\n',
  headings: '## a {#b}\n',
  colons: 'a: b: c\n',
  'words with a slash': 'a/b<c/ ',
  'equal signs': 'a = ',
  backslashes: '\\<Quiz ',
  entities: '&lt;Quiz ',
  scripts: '<script ',
  imports: 'import a\n\n',
  'bold that never ends': '**a <b>',
  attributes: 'a="b" ',
  'line ends': '\n',
  arrows: 'a -> ',
  dashes: '-',
  labels: '  > Why: a\n',
}

export function adversarial(size: number): { name: string; text: string }[] {
  const fill = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size)
  const inTag = (text: string) => `<Drill id="a">\n\n${text}\n\n</Drill>\n`
  return Object.entries(pieces).flatMap(([name, piece]) => [
    { name, text: fill(piece) },
    { name: `${name} in an item`, text: inTag(fill(piece)) },
    { name: `${name} in a tag`, text: `<Quiz ${fill(piece)}>\n` },
    { name: `${name} in the head`, text: `---\nid: a\ntitle: ${fill(piece)}\n---\n` },
  ])
}
