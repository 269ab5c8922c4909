import '#shared/loading/quick-drizzle.ts'
import type { Said } from './run.ts'

/** A worker of `npm run simulate`: plays the seeds it is given, one after the other, on a database of its own. */
const [acts] = process.argv.slice(2).map(Number)
// Linked only now: by then the loader knows the short way.
const { simBeginning } = await import('../support/sim-beginning.ts')
const { SimWorld } = await import('../support/sim-world.ts')
const say = (said: Said) => process.send?.(said)
const beginning = await simBeginning()
process.on('message', (seed: number) => {
  void new SimWorld(seed, beginning).run(acts).then((report) => {
    const { system, user } = process.cpuUsage()
    say({ report, cpuMs: (system + user) / 1_000 })
  })
})
process.on('disconnect', () => process.exit(0))
say('ready')
