import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { answers } from './answers.ts'
import { bootstrap } from './bootstrap.ts'
import { coldStart } from './cold-start.ts'
import { commit } from './commit.ts'
import { compare } from './compare.ts'
import { custody } from './custody.ts'
import { type Figure, verdictOf } from './figures.ts'
import { fleetReturn } from './fleet-return.ts'
import { keyToPaint } from './key-to-paint.ts'
import { stopManyCases } from './many-cases.ts'
import { memory } from './memory.ts'
import { heading, lineOf } from './print.ts'
import { push } from './push.ts'
import type { Bench } from './report.ts'
import { slowLine } from './slow-line.ts'
import { soak } from './soak.ts'

const benches: readonly Bench[] = [
  commit,
  push,
  coldStart,
  answers,
  keyToPaint,
  custody,
  bootstrap,
  slowLine,
  fleetReturn,
  compare,
  memory,
  soak,
]

const help = `npm run bench -- [--only NAME] [--quick] [--json] [--strict]

Measures speed and size on this machine and prints the limits measured in the same run beside them.
  --only NAME   one of ${names(benches)}; may be repeated;
                ${names(benches.filter(({ onlyByName }) => onlyByName))} run only so
  --quick       less of everything, about a minute
  --json        one JSON object instead of the table
  --strict      exit 1 when a budget is missed
Exit 0 otherwise, 2 when something could not be measured. docs/bench.md tells what each line means.`

function names(of: readonly Bench[]): string {
  return of.map(({ name }) => name).join(', ')
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const unknown = values.only.filter((name) => !benches.some((bench) => bench.name === name))
  if (unknown.length > 0) throw new Error(`no such bench: ${unknown.join(', ')}\n\n${help}`)
  const dir = mkdtempSync(join(tmpdir(), 'pingchuang-bench-'))
  // Everything the run makes lies in this folder and goes with it.
  process.env['TMPDIR'] = dir
  try {
    const wanted = benches.filter(({ name, onlyByName }) =>
      values.only.length === 0 ? !onlyByName : values.only.includes(name),
    )
    const { figures, skipped } = await measure(wanted, values.quick, values.json, dir)
    if (values.json) console.log(JSON.stringify({ quick: values.quick, figures, skipped }, null, 2))
    return values.strict && figures.some(({ verdict }) => verdict === 'missed') ? 1 : 0
  } finally {
    await stopManyCases()
    rmSync(dir, { recursive: true, force: true })
  }
}

type Told = Figure & { readonly bench: string; readonly verdict: string }
type Skipped = { readonly bench: string; readonly what: string; readonly why: string }
type Measured = { readonly figures: readonly Told[]; readonly skipped: readonly Skipped[] }

async function measure(
  wanted: readonly Bench[],
  quick: boolean,
  json: boolean,
  dir: string,
): Promise<Measured> {
  const figures: Told[] = []
  const skipped: Skipped[] = []
  const startedMs = performance.now()
  if (!json) console.log(heading)
  for (const bench of wanted) {
    if (!json) console.log(`\n${bench.name}`)
    await bench.run({
      quick,
      dir,
      say: (line) => console.error(`  … ${line}`),
      add: (figure) => {
        figures.push({ bench: bench.name, ...figure, verdict: verdictOf(figure) })
        if (!json) console.log(lineOf(figure))
      },
      skip: (what, why) => {
        skipped.push({ bench: bench.name, what, why })
        if (!json) console.log(`${what}: skipped, ${why}`)
      },
    })
  }
  const missed = figures.filter(({ verdict }) => verdict === 'missed').length
  const judged = figures.filter(({ verdict }) => verdict !== '').length
  const seconds = Math.round((performance.now() - startedMs) / 1_000)
  if (!json)
    console.log(
      `\n${judged - missed} of ${judged} budgets met, ${missed} missed, ${seconds} s${quick ? ' (quick)' : ''}`,
    )
  return { figures, skipped }
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error)
  process.exitCode = 2
}
