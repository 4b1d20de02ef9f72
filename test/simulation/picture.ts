import { inOrder, signed, titles, type OrderFigures } from './tables.ts'

const width = 720
const left = 250
const row = 34
const top = 96

/**
 * What each order holds more than the longest due first, as bars with their 95 % interval. It brings its own background, so
 * that it is readable on any page.
 */
export function picture(oneCourse: OrderFigures[], twoCourses: OrderFigures[]): string {
  const orders = inOrder(twoCourses).filter(({ order }) => order !== 'due')
  const other = inOrder(oneCourse).filter(({ order }) => order !== 'due')
  const all = [...orders, ...other].flatMap(({ more }) => [more.mean - more.margin, more.mean + more.margin])
  const [least, most] = [Math.floor(Math.min(0, ...all)), Math.ceil(Math.max(...all))]
  const x = (value: number) => round(left + ((value - least) / (most - least)) * (width - left - 32))
  const height = top + orders.length * (row + 14) + 16
  const ticks = Array.from({ length: most - least + 1 }, (_, index) => least + index)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="15">`,
    style,
    `<rect class="paper" width="${width}" height="${height}" rx="8"/>`,
    `<text class="ink" x="16" y="28" font-weight="600">Knowledge held, against “longest due first”</text>`,
    legend(),
    ...ticks.map((tick) => tickAt(x(tick), signed(tick, 0), height, tick === 0)),
    ...orders.flatMap((figures, index) => [
      `<text class="ink" x="16" y="${top + index * (row + 14) + 21}">${nameOf(figures)}</text>`,
      bar(figures, x, top + index * (row + 14), 'two'),
      bar(other[index]!, x, top + index * (row + 14) + row / 2, 'one'),
    ]),
    '</svg>\n',
  ].join('\n')
}

const style = `<style>
.paper{fill:#fdfdfe}.ink{fill:#1a2130}.quiet{fill:#4b5563}.line{stroke:#c6ccd2}.zero{stroke:#1a2130}.two{fill:#8a9200}.one{fill:#c9cf7a}.span{stroke:#1a2130}
@media (prefers-color-scheme:dark){.paper{fill:#1a1f27}.ink{fill:#e9edf2}.quiet{fill:#b0b8c1}.line{stroke:#3b434f}.zero{stroke:#e9edf2}.two{fill:#d7de4b}.one{fill:#7f8537}.span{stroke:#e9edf2}}
</style>`

function legend(): string {
  return [
    `<rect class="two" x="16" y="42" width="14" height="14"/><text class="quiet" x="36" y="54" font-size="13">two courses at once: time is short</text>`,
    `<rect class="one" x="290" y="42" width="14" height="14"/><text class="quiet" x="310" y="54" font-size="13">one course: nearly everything fits</text>`,
  ].join('\n')
}

function tickAt(x: number, text: string, height: number, zero: boolean): string {
  return `<path class="${zero ? 'zero' : 'line'}" d="M${x} ${top - 8}V${height - 12}"/><text class="quiet" x="${x}" y="${top - 14}" font-size="13" text-anchor="middle">${text} %</text>`
}

function bar({ more }: OrderFigures, x: (value: number) => number, y: number, kind: string): string {
  const [from, to] = [x(Math.min(0, more.mean)), x(Math.max(0, more.mean))]
  const middle = y + 8
  return [
    `<rect class="${kind}" x="${from}" y="${y + 2}" width="${round(to - from)}" height="12"/>`,
    `<path class="span" d="M${x(more.mean - more.margin)} ${middle}H${x(more.mean + more.margin)}"/>`,
  ].join('')
}

function nameOf({ order }: OrderFigures): string {
  return titles[order].replace(' for its interval', '')
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
