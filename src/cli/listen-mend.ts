/** What to do where an address cannot be listened on. */
export function listenMend(code: string | undefined): string {
  if (code === 'EACCES') return 'Ports below 1024 are for the system: set PORT to a higher one, and put a proxy in front.'
  if (code === 'EADDRINUSE') return 'Something else uses it: stop that, or set PORT to a free one.'
  return 'Set HEED_HOST to an address of this machine, such as 127.0.0.1 or 0.0.0.0.'
}
