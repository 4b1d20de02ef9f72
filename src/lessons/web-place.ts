/** Where a repository shows its files to people. */
export interface WebOrigin {
  /** As `git remote get-url` tells it. */
  remote: string
  branch: string
  /** Of the content folder within the repository: empty, or with a slash at its end. */
  prefix: string
}

/**
 * The page on which a line of a file can be read, on GitHub, GitLab, Bitbucket, Gitea or Forgejo; what looks like none of the others
 * is taken for a GitHub of somebody's own.
 *
 * @param file within the content folder
 * @returns null for a repository that has no pages, such as a folder on a disk
 */
export function webPlace({ remote, branch, prefix }: WebOrigin, file: string, line: number): string | null {
  const home = homeOf(remote)
  if (!home) return null
  const [at, path] = [encode(branch), encode(`${prefix}${file}`)]
  if (/gitlab/.test(home.host)) return `${home}/-/blob/${at}/${path}#L${line}`
  if (/bitbucket/.test(home.host)) return `${home}/src/${at}/${path}#lines-${line}`
  if (/gitea|forgejo|codeberg/.test(home.host)) return `${home}/src/branch/${at}/${path}#L${line}`
  return `${home}/blob/${at}/${path}#L${line}`
}

/** `git@host:group/name.git`, `ssh://git@host:22/group/name.git` and `https://user:secret@host/group/name.git` have one page. */
function homeOf(remote: string): URL | null {
  // Without a name before it, only what has a dot is a host: C:\lessons is a folder.
  const short = /^(?:[\w.-]+@(?=[\w.-]+:)|(?=[\w-]+\.[\w.-]+:))([\w.-]+):(?!\/)(.+)$/.exec(remote)
  const given = URL.parse(short ? `https://${short[1]!}/${short[2]!}` : remote)
  if (!given || !['https:', 'http:', 'ssh:', 'git:'].includes(given.protocol) || given.hostname === '') return null
  const isWeb = given.protocol.startsWith('http')
  const path = given.pathname.replace(/\/+$/, '').replace(/\.git$/, '')
  return path === '' ? null : new URL(`${isWeb ? given.protocol : 'https:'}//${isWeb ? given.host : given.hostname}${path}`)
}

const encode = (path: string) => path.split('/').map(encodeURIComponent).join('/')
