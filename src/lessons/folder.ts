import type { ContentFiles } from './content.ts'

/** What is needed of `node:fs/promises`: the edge or the service brings it. */
export interface Disk {
  readdir(
    path: string,
    options: { recursive: true; withFileTypes: true },
  ): Promise<{ name: string; parentPath: string; isFile(): boolean }[]>
  readFile(path: string, encoding: 'utf8'): Promise<string>
  stat(path: string): Promise<{ size: number; mtimeMs: number }>
}

const atOnce = 64

/** The texts of a content folder. A folder that is not there is an empty one; symbolic links are not followed out of it. */
export async function readFolder(disk: Disk, folder: string): Promise<ContentFiles> {
  const paths = await pathsIn(disk, folder)
  const isText = (path: string) => /\.(?:mdx|yml)$/.test(path)
  const texts = await inChunks(paths.filter(isText), async (path) => [path, await readOrNothing(disk, `${folder}/${path}`)] as const)
  return {
    texts: new Map(texts.filter((entry): entry is [string, string] => entry[1] !== undefined)),
    others: new Set(paths.filter((path) => !isText(path))),
  }
}

/** Changes when any file of the folder does, as far as the file system tells without reading them. */
export async function signatureOf(disk: Disk, folder: string): Promise<string> {
  const paths = await pathsIn(disk, folder)
  const stats = await inChunks(paths, async (path) => {
    const { size, mtimeMs } = await disk.stat(`${folder}/${path}`).catch(() => ({ size: -1, mtimeMs: -1 }))
    return `${path} ${size} ${mtimeMs}`
  })
  return stats.join('\n')
}

/** Only what a content folder may hold: `courses/`, `cards/` and the files beside them. Hidden files are an editor's or Git's. */
async function pathsIn(disk: Disk, folder: string): Promise<string[]> {
  const beside = ['site.yml', 'glossary.yml', 'retired.yml']
  const entries = await disk.readdir(folder, { recursive: true, withFileTypes: true }).catch(emptyWhenMissing)
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''))
    .filter((path) => (/^(?:courses|cards)\//.test(path) || beside.includes(path)) && !/(?:^|\/)\.|~$/.test(path))
    .toSorted()
}

function emptyWhenMissing(problem: unknown): [] {
  if ((problem as { code?: string }).code === 'ENOENT') return []
  throw problem
}

/** A file may be gone between looking and reading. */
async function readOrNothing(disk: Disk, path: string): Promise<string | undefined> {
  return disk.readFile(path, 'utf8').catch(() => undefined)
}

async function inChunks<In, Out>(values: In[], work: (value: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = []
  for (let from = 0; from < values.length; from += atOnce) done.push(...(await Promise.all(values.slice(from, from + atOnce).map(work))))
  return done
}
