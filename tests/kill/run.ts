import { parseArgs } from 'node:util'
import { playKills } from './rounds.ts'

/** `npm run kill -- --rounds N --seed S`: exit 1 when an answer was lost, an act doubled or somebody did not drain. */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const report = await playKills({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  say: (line) => console.log(line),
})
console.log(JSON.stringify(report, null, 2))
process.exitCode = report.broken.length > 0 ? 1 : 0
