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
