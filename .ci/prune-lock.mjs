// After npm install: takes out of the lock file what the registry does not have.
//   node .ci/prune-lock.mjs
// A package may name optional parts for platforms that were never published; `npm ci` then refuses the whole lock file.
import { readFileSync, writeFileSync } from 'node:fs'

const file = 'package-lock.json'
const lock = JSON.parse(readFileSync(file, 'utf8'))

for (const [path, entry] of Object.entries(lock.packages)) {
  for (const name of Object.keys(entry.optionalDependencies ?? {})) {
    if (!isLocked(path, name)) delete entry.optionalDependencies[name]
  }
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)

/** Node looks for a package beside the one that wants it, then one folder up and so on. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (`${folder ? `${folder}/` : ''}node_modules/${name}` in lock.packages) return true
    if (folder === '' || !folder.includes('/node_modules/')) return `node_modules/${name}` in lock.packages
  }
}
