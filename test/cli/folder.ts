import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { simpleGit } from 'simple-git'
import { newFolder, removeFolder } from '../folder.ts'

/** A content folder below a working folder of its own. */
export interface Desk {
  cwd: string
  content: string
  write(path: string, text: string): void
  read(path: string): string
  /** Commits all that is there. */
  commit(): Promise<void>
  end(): void
}

export function openDesk(files: Record<string, string> = {}): Desk {
  const cwd = newFolder()
  const content = join(cwd, 'content')
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(content, path)), { recursive: true })
    writeFileSync(join(content, path), text)
  }
  mkdirSync(content)
  for (const [path, text] of Object.entries(files)) write(path, text)
  return {
    cwd,
    content,
    write,
    read: (path) => readFileSync(join(content, path), 'utf8'),
    async commit() {
      const git = simpleGit({ baseDir: cwd, config: ['user.name=Anna', 'user.email=anna@acme.test', 'commit.gpgsign=false'] })
      await git.init()
      await git.add('.')
      await git.commit('as it is')
    },
    end: () => removeFolder(cwd),
  }
}

/** Where a command of the tests speaks. */
export function listen() {
  const said = { out: '', talk: '' }
  return { said, out: (text: string) => void (said.out += text), talk: (text: string) => void (said.talk += text) }
}
