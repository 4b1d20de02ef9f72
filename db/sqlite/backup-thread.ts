import { parentPort, workerData } from 'node:worker_threads'
import { makeBackup, type BackupOrder } from '../backups.ts'

/** Runs in a thread of its own: reading every row takes seconds in which a server must answer. */
parentPort!.postMessage(makeBackup(workerData as BackupOrder))
