import { toHtml } from 'hast-util-to-html'
import type { Element, ElementContent, Root } from 'hast'
import { columns, type Kind } from './csv.ts'
import type { Mine } from './mine.ts'

const titles: Record<Kind, string> = {
  account: 'Account',
  settings: 'Settings',
  teams: 'Teams',
  assignments: 'Courses given to me by name',
  visits: 'Lessons opened',
  answers: 'Answers',
  memories: 'What I hold',
  sessions: 'Reviews',
  suspensions: 'What I do not want to be asked',
  absences: 'Absences',
  flags: 'Notes to the authors that bear my name',
  kudos: 'Words of thanks',
  reminders: 'Reminders',
  signIns: 'Sign-ins',
  identities: 'Accounts at other systems',
  deeds: 'What was done to my account',
  withheld: 'Left out',
}

const style = `
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-inline-size: 72rem; margin: 2rem auto; padding-inline: 1rem }
  h2 { margin-block: 2rem 0.5rem; font-size: 1.25rem }
  div { overflow-x: auto }
  table { border-collapse: collapse; font-size: 0.875rem }
  th, td { padding: 0.25rem 0.75rem 0.25rem 0; border-block-end: 1px solid #8886; text-align: start; vertical-align: top }
  td { overflow-wrap: anywhere; min-inline-size: 4rem }
`

/** All that Heed knows of one person as a page that needs nothing beside it. Every word in it is text, whoever typed it. */
export function pageOf(mine: Mine): string {
  const title = `What Heed knows of ${mine.account.name}`
  const kinds = Object.keys(titles) as Kind[]
  const page: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en' }, [
        h('head', {}, [
          h('meta', { charSet: 'utf-8' }),
          h('meta', { name: 'viewport', content: 'width=device-width' }),
          h('title', {}, [title]),
          h('style', {}, [style]),
        ]),
        h('body', {}, [
          h('h1', {}, [title]),
          h('p', {}, [`As of ${cell(mine.exportedAt)}.`]),
          ...kinds.flatMap((kind) => section(kind, mine)),
        ]),
      ]),
    ],
  }
  return toHtml(page)
}

function section(kind: Kind, mine: Mine): Element[] {
  const rows = [mine[kind] as Row | Row[]].flat()
  const headings = columns[kind].map((column) => h('th', { scope: 'col' }, [inWords(column)]))
  const lines = rows.map((row) =>
    h(
      'tr',
      {},
      columns[kind].map((column) => h('td', {}, [cell(row[column])])),
    ),
  )
  const table = h('table', {}, [h('thead', {}, [h('tr', {}, headings)]), h('tbody', {}, lines)])
  return [
    h('h2', {}, [titles[kind]]),
    rows.length === 0 ? h('p', {}, ['Nothing.']) : h('div', { role: 'region', ariaLabel: titles[kind], tabIndex: 0 }, [table]),
  ]
}

type Row = Readonly<Record<string, unknown>>

function h(tagName: string, properties: Element['properties'], children: (ElementContent | string)[] = []): Element {
  const content = children.map((child): ElementContent => (typeof child === 'string' ? { type: 'text', value: child } : child))
  return { type: 'element', tagName, properties, children: content }
}

/** "dueDay" is "due day". */
const inWords = (column: string): string => column.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

function cell(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'string') return JSON.stringify(value)
  return value.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{3}Z$/, '$1 $2 UTC')
}
