import { stringify } from 'csv-stringify/sync'
import { csvOptions } from '../../kernel/csv.ts'
import { text } from '../../ui/form.ts'
import type { ImportResult } from '../admin-pages.ts'

/** What the page of the import was sent: the file that was chosen, or the one that was looked at and shall be done. */
export async function listFrom(form: FormData): Promise<{ csv: string; file: string; dryRun: boolean }> {
  const chosen = form.get('list')
  if (chosen instanceof File) return { csv: await chosen.text(), file: chosen.name, dryRun: true }
  return { csv: text(form, 'csv'), file: text(form, 'file'), dryRun: false }
}

/** A table in an address: Heed keeps no link that it made, so the page itself holds the file. */
export function linksFile(links: NonNullable<ImportResult['done']>['links']): string {
  const rows = links.map(({ email, name, url }) => ({ email, name, link: url }))
  return `data:text/csv;charset=utf-8,${encodeURIComponent(stringify(rows, csvOptions))}`
}
