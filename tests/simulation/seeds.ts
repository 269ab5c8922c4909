import '#shared/loading/quick-drizzle.ts'
import { parentPort, workerData } from 'node:worker_threads'

/** A worker of `npm run simulate`: plays the seeds it is given, one after the other, on a database of its own. */
const { acts } = workerData as { readonly acts: number | undefined }
// Linked only now: by then the loader knows the short way.
const { simBeginning } = await import('../support/sim-beginning.ts')
const { SimWorld } = await import('../support/sim-world.ts')
const beginning = await simBeginning()
parentPort?.on('message', (seed: number) => {
  void new SimWorld(seed, beginning).run(acts).then((report) => parentPort?.postMessage(report))
})
parentPort?.postMessage('ready')
