import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes that may pile up. */
const enough = 24 * 1024 * 1024
const few = 5

/**
 * To be called after each lesson that was compiled. Left alone, V8 lets the trees of thousands of lessons pile up before it looks
 * for memory: at 1,600 lessons 600 MiB, of which 50 are in use. A young tree costs next to nothing to throw away.
 */
export function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options: { type: 'minor' | 'major'; flavor?: 'regular' | 'last-resort' }) => void
  // Reading the folder has left something too; for a handful of lessons it is not worth looking.
  let inUse = 0
  let compiled = 0
  return () => {
    if (++compiled < few) return
    collect({ type: 'minor' })
    if (getHeapStatistics().used_heap_size < inUse + enough) return
    collect({ type: 'major', flavor: inUse === 0 ? 'last-resort' : 'regular' })
    inUse = getHeapStatistics().used_heap_size
  }
}
