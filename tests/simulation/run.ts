import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { SeedReport } from '../support/sim-world.ts'

/**
 * `npm run simulate -- --seeds N --from S --workers W`, or as many as fit into `--minutes M`: prints every violation,
 * and one line of sums. Whatever the number of workers, a seed is the same world.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '100' },
    from: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
    acts: { type: 'string' },
    minutes: { type: 'string', default: '100000' },
    show: { type: 'boolean', default: false },
  },
})
const from = Number(values.from)
const seeds = Number(values.seeds)
let untilMs = performance.now() + Number(values.minutes) * 60_000
// Whoever ends a long run still wants its sums.
process.once('SIGINT', () => {
  untilMs = 0
})
let next = from
const reports: SeedReport[] = []
/** Seeds in which the process itself came to an end: a program may be killed in a world, a worker may not. */
const fatal: number[] = []

export type Said = 'ready' | { readonly report: SeedReport; readonly cpuMs: number }

/**
 * Gives a worker one seed after the other until there are no more; answers what processor time it took. A process and
 * not a thread: V8 now and then ends a process in which several threads compile WebAssembly, as PGlite is.
 */
function played(): Promise<number> {
  const worker = fork(join(import.meta.dirname, 'seeds.ts'), values.acts === undefined ? [] : [values.acts], {
    serialization: 'advanced',
    // A seed makes much that is forgotten at once: with more room for the young a fifth of the time is saved.
    execArgv: ['--max-semi-space-size=64'],
  })
  return new Promise((resolve, reject) => {
    let taken = 0
    let seed: number | undefined
    worker.on('error', reject)
    worker.on('exit', (code, signal) => {
      if (code === 0) return resolve(taken)
      if (seed === undefined) return reject(new Error(`a worker ended with ${code ?? signal}`))
      console.log(JSON.stringify({ seed, fatal: code ?? signal }))
      fatal.push(seed)
      resolve(played().then((more) => taken + more))
    })
    worker.on('message', (said: Said) => {
      if (said !== 'ready') {
        taken = said.cpuMs
        heard(said.report)
      }
      if (next >= from + seeds || performance.now() > untilMs) return worker.disconnect()
      seed = next
      worker.send(seed)
      next += 1
    })
  })
}

function heard({ lastLines, ...report }: SeedReport): void {
  reports.push({ ...report, lastLines: [] })
  if (values.show || report.violations.length > 0) console.log(JSON.stringify(report))
  if (report.violations.length > 0) console.log(lastLines.join('\n'))
}

const startedMs = performance.now()
const cpuMs = await Promise.all(Array.from({ length: Math.min(seeds, Number(values.workers)) }, played))
const sum = (of: (report: SeedReport) => number) => reports.reduce((all, report) => all + of(report), 0)
const inOrder = reports.toSorted((a, b) => a.seed - b.seed)
const traces = createHash('sha256')
for (const { seed, trace } of inOrder) traces.update(`${seed} ${trace}\n`)
const tenths = (n: number) => Math.round(n * 10) / 10
console.log(
  JSON.stringify({
    seeds: reports.length,
    from,
    acts: sum((report) => report.acts),
    steps: sum((report) => report.steps),
    faults: sum((report) => Object.values(report.faults).reduce((all, n) => all + n, 0)),
    requests: sum((report) => report.requests),
    departmentActs: sum((report) => report.departmentActs),
    violations: sum((report) => report.violations.length),
    fatal,
    firstTraces: inOrder.slice(0, 4).map((report) => report.trace),
    trace: traces.digest('hex').slice(0, 16),
    seconds: tenths((performance.now() - startedMs) / 1_000),
    cpuSeconds: tenths(cpuMs.reduce((all, n) => all + n, 0) / 1_000),
  }),
)
process.exitCode = fatal.length + sum((report) => report.violations.length) > 0 ? 1 : 0
