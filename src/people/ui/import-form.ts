import { text } from '../../ui/form.ts'

/** What the page of the import was sent: the file that was chosen, or the one that was looked at and shall be done. */
export async function listFrom(form: FormData): Promise<{ csv: string; file: string; dryRun: boolean }> {
  const chosen = form.get('list')
  if (chosen instanceof File) return { csv: await chosen.text(), file: chosen.name, dryRun: true }
  return { csv: text(form, 'csv'), file: text(form, 'file'), dryRun: false }
}
