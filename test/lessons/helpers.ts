import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pino from 'pino'
import { openStore } from '#dialect/open.ts'
import type { Db } from '#dialect/client.ts'
import { newFolder, removeFolder } from '../folder.ts'
import { openCatalogue, type OpenCatalogue } from '../../src/lessons/catalogue.ts'

/** A content folder and a database of their own, both real, with a clock that moves a second at every look. */
export interface Shelf {
  content: string
  write(path: string, text: string): void
  /** As a careful editor saves: a new file that takes the place of the old. */
  replace(path: string, text: string): void
  remove(path: string): void
  read(path: string): string
  /** Opens the catalogue; a second time it is a restart. */
  open(options?: { watch?: boolean }): Promise<OpenCatalogue>
  /** The reading connection, while a catalogue is open. */
  db(): Db
  end(): Promise<void>
}

export function openShelf(files: Record<string, string>): Shelf {
  const folder = newFolder()
  const content = join(folder, 'content')
  let second = 0
  let opened: { catalogue: OpenCatalogue; store: ReturnType<typeof openStore> } | undefined

  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(content, path)), { recursive: true })
    writeFileSync(join(content, path), text)
  }
  const close = async () => {
    await opened?.catalogue.close()
    opened?.store.close()
    opened = undefined
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  return {
    content,
    write,
    replace(path, text) {
      write(`${path}.tmp`, text)
      renameSync(join(content, `${path}.tmp`), join(content, path))
    },
    remove: (path) => {
      rmSync(join(content, path))
    },
    read: (path) => readFileSync(join(content, path), 'utf8'),
    async open({ watch = false } = {}) {
      await close()
      const now = () => ++second * 1000
      const store = openStore({ data: join(folder, 'data') }, now, () => performance.now())
      const catalogue = await openCatalogue({
        content,
        watch,
        now,
        read: store.read,
        transaction: store.transaction,
        log: pino({ level: 'silent' }),
        keysChanged: async () => undefined,
      })
      opened = { catalogue, store }
      return catalogue
    },
    db: () => opened!.store.read,
    async end() {
      await close()
      removeFolder(folder)
    },
  }
}
