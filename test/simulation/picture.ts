import { inOrder, signed, titles, type OrderFigures } from './tables.ts'

/** Narrow, so that a phone shows it in its own size. */
const width = 420
const edge = 20
const top = 112
const row = 58

/**
 * What each order holds more than asking the longest due first, as bars with their 95 % intervals. It brings its own
 * background, so that it is readable on any page.
 */
export function picture(oneCourse: OrderFigures[], twoCourses: OrderFigures[]): string {
  const two = compared(twoCourses)
  const one = compared(oneCourse)
  const ends = [...one, ...two].flatMap(({ more }) => [more.mean - more.margin, more.mean + more.margin])
  const [least, most] = [Math.floor(Math.min(0, ...ends)), Math.ceil(Math.max(...ends))]
  const x = (value: number) => round(edge + ((value - least) / (most - least)) * (width - 2 * edge))
  const height = top + two.length * row + 8
  const ticks = Array.from({ length: most - least + 1 }, (_, index) => least + index)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="15">`,
    style,
    `<rect class="paper" width="${width}" height="${height}" rx="8"/>`,
    `<text class="ink" x="${edge}" y="28" font-weight="600">Held, against asking the longest due first</text>`,
    keyOf('two', 44, 'Two courses at once: time is short'),
    keyOf('one', 64, 'One course: nearly everything fits'),
    ...ticks.map((tick) => tickAt(x(tick), tick, height)),
    ...two.flatMap(({ order, more }, index) => [
      `<text class="ink" x="${edge}" y="${top + index * row + 16}">${titles[order]}</text>`,
      bar('two', more, x, top + index * row + 24),
      bar('one', one[index]!.more, x, top + index * row + 38),
    ]),
    '</svg>\n',
  ].join('\n')
}

const compared = (figures: OrderFigures[]) => inOrder(figures).filter(({ order }) => order !== 'due')

const style = `<style>
.paper{fill:#f1f4f6}.ink{fill:#1a2130}.quiet{fill:#4b5563}.line{stroke:#cdd3d9}.zero,.span{stroke:#1a2130}.two{fill:#8a9200}.one{fill:#c2c872}
@media (prefers-color-scheme:dark){.paper{fill:#1f2530}.ink{fill:#e9edf2}.quiet{fill:#b0b8c1}.line{stroke:#3b434f}.zero,.span{stroke:#e9edf2}.two{fill:#c3ca3d}.one{fill:#767c33}}
</style>`

function keyOf(kind: string, y: number, text: string): string {
  return `<rect class="${kind}" x="${edge}" y="${y}" width="12" height="12"/><text class="quiet" x="${edge + 20}" y="${y + 11}" font-size="13">${text}</text>`
}

function tickAt(x: number, tick: number, height: number): string {
  const line = `<path class="${tick === 0 ? 'zero' : 'line'}" d="M${x} ${top - 4}V${height - 10}"/>`
  return `${line}<text class="quiet" x="${x}" y="${top - 10}" font-size="12" text-anchor="middle">${signed(tick, 0)} %</text>`
}

function bar(kind: string, { mean, margin }: OrderFigures['more'], x: (value: number) => number, y: number): string {
  const [from, to] = [x(Math.min(0, mean)), x(Math.max(0, mean))]
  const body = `<rect class="${kind}" x="${from}" y="${y}" width="${round(to - from)}" height="12"/>`
  return `${body}<path class="span" d="M${x(mean - margin)} ${y + 6}H${x(mean + margin)}"/>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
