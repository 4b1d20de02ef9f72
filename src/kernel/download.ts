/** A file to be taken away. */
export interface Download {
  name: string
  /** Media type. */
  type: string
  body: Uint8Array
}

/** The reply by which a browser saves it, and nothing in between keeps it. */
export function attachment({ name, type, body }: Download): Response {
  const headers = { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' }
  return new Response(new Uint8Array(body), { headers })
}
