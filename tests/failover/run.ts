import { parseArgs } from 'node:util'
import { hasPostgres } from '../support/a-postgres.ts'
import { playRounds } from './rounds.ts'

/** `npm run failover`: 200 kills of the primary and 20 failovers under load; exit 1 when anything was lost or doubled. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, failovers: { type: 'string', default: '20' } },
})
if (!hasPostgres) {
  console.error('PostgreSQL is not installed: nothing was tried')
  process.exit(2)
}
const [kills, failovers] = [Number(values.kills), Number(values.failovers)]
const every = Math.max(1, Math.round(kills / Math.max(1, failovers)))
const rounds: ('kill' | 'failover')[] = []
for (let n = 1; n <= kills; n++) {
  rounds.push('kill')
  if (n % every === 0 && rounds.length < n + failovers) rounds.push('failover')
}
while (rounds.filter((round) => round === 'failover').length < failovers) rounds.push('failover')
const report = await playRounds(rounds, (line) => console.log(line))
console.log(JSON.stringify(report, null, 2))
process.exitCode = report.lost.length + report.twice.length > 0 ? 1 : 0
