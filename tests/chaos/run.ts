import { parseArgs } from 'node:util'
import { faults } from './proxy.ts'
import { playFaults } from './rounds.ts'

/** `npm run chaos [-- --seconds N --seed S --faults 'delay,portal 200']`: exit 1 when anything was lost, doubled or did not heal. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    faults: { type: 'string', default: faults.join(',') },
  },
})
const wished = faults.filter((fault) => values.faults.split(',').includes(fault))
if (wished.length === 0) {
  console.error(`nothing to play; the faults are: ${faults.join(', ')}`)
  process.exit(2)
}
const report = await playFaults({
  faults: wished,
  faultMs: Number(values.seconds) * 1_000,
  seed: Number(values.seed),
  say: (line) => console.log(line),
})
console.log(JSON.stringify(report, null, 2))
process.exitCode = report.broken.length > 0 ? 1 : 0
