/** A content folder that is kept in step with a repository elsewhere. */
export interface ContentRemote {
  url: string
  /** The one that the repository calls its own when none is named. */
  branch: string | null
}

/**
 * Reads HEED_CONTENT: an address such as `https://git.example.com/lessons.git#main` or `git@git.example.com:lessons.git`.
 *
 * @returns null for a folder
 */
export function remoteIn(content: string): ContentRemote | null {
  if (!/^(?:https?|ssh|git|file):\/\/|^[\w.-]+@[\w.-]+:/.test(content)) return null
  const [url, branch] = content.split('#', 2) as [string, string?]
  return { url, branch: branch || null }
}

/** Addresses in a text, without what signs in to them: a name or a password stands in front of the host. */
export const withoutSecret = (text: string): string => text.replaceAll(/:\/\/[^\s/]*@/g, '://')

/** Whether what Git said is about the way there, and not about the address: it may go by itself. Names that are not found may be either. */
export const isOutOfReach = (said: string): boolean =>
  /could not resolve host|(?:failed|unable) to connect|couldn't connect|connection (?:timed out|refused|reset|closed)|operation timed out|network is unreachable|no route to host|temporary failure in name resolution|block timeout reached|returned error: 5\d\d/i.test(
    said,
  )
