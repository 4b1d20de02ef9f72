import { secretPattern } from './secret.ts'

/**
 * The cookie of a sign-in, or another of ours. `__Host-` binds it to this very host; browsers accept that over https only.
 *
 * @param url the public address
 * @param pattern what its value looks like; anything else is none
 */
export function cookieOf(url: string, own = 'heed', pattern = secretPattern) {
  const secure = url.startsWith('https:')
  const name = secure ? `__Host-${own}` : own
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    /** The token in a Cookie header, else null. Two of a kind mean that somebody planted one: then there is none. Never throws. */
    read(header: string | undefined): string | null {
      const values = (header ?? '')
        .split(';')
        .map((pair) => pair.trim())
        .filter((pair) => pair.startsWith(`${name}=`))
        .map((pair) => pair.slice(name.length + 1))
      const only = values.length === 1 ? values[0]! : ''
      return pattern.test(only) ? only : null
    },
    /** A Set-Cookie value; 0 seconds take the cookie away. */
    write: (token: string, seconds: number): string => `${name}=${token}; Max-Age=${seconds}; ${attributes}`,
  }
}
