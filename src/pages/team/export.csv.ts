import type { APIRoute } from 'astro'
import { attachment } from '../../kernel/download.ts'

export const GET: APIRoute = async ({ locals: { heed, zone }, url }) => {
  const team = url.searchParams.get('team')
  return attachment(await heed.reports.teamCsv({ zone, ...(team === null ? {} : { team }) }))
}
