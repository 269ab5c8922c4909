import { parseArgs } from 'node:util'
import { simBeginning } from '../support/sim-beginning.ts'
import { SimWorld } from '../support/sim-world.ts'

/** `npm run simulate -- --seeds N --from S`, or as many as fit into `--minutes M`: prints every violation, and one line of sums. */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    acts: { type: 'string' },
    minutes: { type: 'string', default: '100000' },
    show: { type: 'boolean', default: false },
  },
})
const from = Number(values.from)
const beginning = await simBeginning()
const startedMs = performance.now()
const untilMs = startedMs + Number(values.minutes) * 60_000
let [seeds, steps, faults, requests, violations] = [0, 0, 0, 0, 0]
let trace = ''
for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
  if (performance.now() > untilMs) break
  const report = await new SimWorld(seed, beginning).run(
    values.acts === undefined ? undefined : Number(values.acts),
  )
  seeds += 1
  steps += report.steps
  requests += report.requests
  faults += Object.values(report.faults).reduce((sum, n) => sum + n, 0)
  trace = report.trace
  if (values.show || report.violations.length > 0)
    console.log(
      JSON.stringify({ ...report, lastLines: undefined, ms: Math.round(performance.now() - startedMs) }),
    )
  if (report.violations.length > 0) {
    violations += report.violations.length
    console.log(report.lastLines.join('\n'))
  }
}
const seconds = Math.round((performance.now() - startedMs) / 100) / 10
console.log(JSON.stringify({ seeds, from, steps, faults, requests, violations, trace, seconds }))
await beginning.close()
process.exitCode = violations > 0 ? 1 : 0
