import '#shared/loading/quick-drizzle.ts'
import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#shared/kernel/fault.ts'
import type { Given, Said, ThreadSettings } from './push-threads.ts'

/** One of the threads that take batches: unpacks, checks and records with connections of its own, and knows nobody else. */
assert(parentPort, 'a push thread is started by the city')
const port = parentPort
const say = (said: Said) => port.postMessage(said)

// Linked only now: by then the loader knows the short way.
const { batchTaker } = await import('./push-taker.ts')
const taker = batchTaker(workerData as ThreadSettings, (lost) => say({ lost }))
port.on('message', (given: Given | 'stop') => {
  if (given === 'stop') void taker.close().then(() => port.close())
  else void taker.take(given).then((came) => say({ id: given.id, ...came }))
})
