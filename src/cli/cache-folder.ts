import { join } from 'node:path'

/** Where nothing of anybody's is lost when it is deleted. */
export const cacheFolder = join(import.meta.dirname, '../../node_modules/.cache/heed')
