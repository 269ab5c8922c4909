import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { round } from './figures.ts'
import type { Bench, Run } from './report.ts'

export type Sample = { readonly commits: number; readonly rssMb: number; readonly heapMb: number }

/** A clerk who never closes the program: does it grow? */
export const memory: Bench = { name: 'memory', run: runMemory }

async function runMemory(run: Run): Promise<void> {
  const commits = run.quick ? 6_000 : 40_000
  const every = run.quick ? 500 : 2_000
  run.say(`${commits} intakes in one process`)
  const samples = await sampled(commits, every)
  const half = samples.slice(Math.floor(samples.length / 2))
  const last = samples.at(-1)
  run.add({
    what: `RSS over ${commits.toLocaleString('en-US')} commits, slope of the second half`,
    unit: 'MB/10,000',
    value: slope(half, 'rssMb'),
    budget: { max: 8 },
    beside: `after a forced gc; highest ${round(Math.max(...samples.map(({ rssMb }) => rssMb)))} MB`,
  })
  run.add({
    what: '  RSS, sample by sample',
    unit: 'MB',
    value: last?.rssMb ?? Number.NaN,
    blocks: samples.map(({ rssMb }) => rssMb),
  })
  run.add({
    what: '  JavaScript heap, slope of the second half',
    unit: 'MB/10,000',
    value: slope(half, 'heapMb'),
    beside: `at the end ${round(last?.heapMb ?? Number.NaN)} MB`,
  })
}

/** Least squares through the samples, in MB for 10,000 commits. */
function slope(samples: readonly Sample[], key: 'rssMb' | 'heapMb'): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const x = mean(samples.map(({ commits }) => commits))
  const y = mean(samples.map((sample) => sample[key]))
  const over = samples.reduce((sum, sample) => sum + (sample.commits - x) * (sample[key] - y), 0)
  const under = samples.reduce((sum, { commits }) => sum + (commits - x) ** 2, 0)
  return (over / under) * 10_000
}

function sampled(commits: number, every: number): Promise<readonly Sample[]> {
  const child = spawn(
    process.execPath,
    ['--expose-gc', join(import.meta.dirname, 'memory-child.ts'), String(commits), String(every)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let text = ''
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code !== 0) return reject(new Error(`the process ended with ${code}`))
      resolve(
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as Sample),
      )
    })
  })
}
