import { benchDesk } from './bench-desk.ts'
import type { Sample } from './memory.ts'
import { sampleVisit } from './one-visit.ts'

const [commits = 0, every = 1] = process.argv.slice(2).map(Number)
const casesADay = 4_000
const mega = 1_048_576

/** Intakes one after the other through the contract; keeps nothing of them but the samples. */
const visit = sampleVisit()
await using desk = await benchDesk({ clock: { nowMs: Date.now() } })
// What is watched here is memory: waiting for the disk would only make it longer.
desk.opened.store.client.pragma('synchronous = OFF')
for (let n = 1; n <= commits; n += 1) {
  desk.clock.nowMs += n % casesADay === 0 ? 86_400_000 : 1_000
  const draft = visit.draft(n, desk.clock.nowMs)
  await desk.ask('draft.save', { draft })
  const answer = await desk.ask('intake.decide', { draftId: draft.draftId, choice: 'ACCEPT' })
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.refusal)}`)
  if (n % every === 0) console.log(JSON.stringify(sample(n)))
}

function sample(n: number): Sample {
  globalThis.gc?.()
  const { heapUsed, rss } = process.memoryUsage()
  return { commits: n, rssMb: rss / mega, heapMb: heapUsed / mega }
}
