import type { APIRoute } from 'astro'
import { attachment } from '../../kernel/download.ts'
import { auditAsked } from '../../people/ui/audit-query.ts'

export const GET: APIRoute = async ({ locals: { heed, zone }, url }) => attachment(await heed.people.auditCsv(auditAsked(url, zone)))
