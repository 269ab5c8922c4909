import { parseArgs } from 'node:util'
import { hasPostgres, stopDatabases } from '../support/a-city.ts'
import { playMutants } from './play.ts'

/** `npm run mutate -- --count N --from S [--postgres]`: exit 1 when anything was answered, told or changed that must not be. */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    from: { type: 'string', default: '1' },
    postgres: { type: 'boolean', default: false },
  },
})
if (values.postgres && !hasPostgres) {
  console.error('PostgreSQL is not installed: nothing was tried')
  process.exit(2)
}
const report = await playMutants({
  count: Number(values.count),
  seed: Number(values.from),
  on: values.postgres ? 'postgres' : 'pglite',
  say: (line) => console.log(line),
})
await stopDatabases()
console.log(JSON.stringify(report, null, 2))
process.exitCode = report.broken.length > 0 ? 1 : 0
