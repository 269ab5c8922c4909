import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { hasPostgres } from './support/a-postgres.ts'
import { findChromium, howToGetOne } from './support/chromium.ts'

/**
 * `npm test` runs every lane, `npm run check` the quick ones. A lane that could not run is reported as
 * skipped with its reason and never counts as passed.
 */
type Lane = { readonly name: string; readonly run: () => Outcome | Promise<Outcome> }
type Outcome = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Files that failed beside others and passed when run once more, alone. */
  readonly unsteady?: readonly string[]
  /** What did not run, by name. */
  readonly left?: readonly string[]
  /** How long each file took, so that what makes the whole long has a name. */
  readonly files?: readonly Took[]
  readonly note?: string
}
type Took = { readonly file: string; readonly seconds: number }
type Counts = Outcome & { readonly failedFiles: readonly string[] }

const root = join(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'pingchuang-lanes-'))
/** For the lanes and every process they start: modules are loaded the short way. */
const quickly = { NODE_OPTIONS: `--import ${import.meta.resolve('#shared/loading/quick-drizzle.ts')}` }
const browser = await findChromium()
if (browser) process.env['CHROME_PATH'] = browser

const quick: readonly Lane[] = [
  ...sideBySide(
    ['lint', 'oxlint', '--type-aware', '--deny-warnings'],
    ['types: tests', 'tsc', '-p', 'tsconfig.tests.json'],
    ['types: node', 'tsc', '-p', 'tsconfig.node.json'],
    ['types: renderer', 'tsc', '-p', 'tsconfig.renderer.json'],
    ['types: shared', 'tsc', '-p', 'tsconfig.shared.json'],
    ['format', 'biome', 'check', '--linter-enabled=false', '--error-on-warnings', '.'],
  ),
  vitest('unit'),
  vitest('integration', { secondLook: true }),
  hasPostgres ? vitest('postgres', { secondLook: true }) : notRun('postgres', 'PostgreSQL is not installed'),
  vitest('simulation'),
  vitest('worlds'),
]
const slow: readonly Lane[] = [
  vitest('crash', { secondLook: true }),
  browser ? vitest('e2e', { secondLook: true }) : notRun('e2e', howToGetOne),
  browser ? vitest('alone', { secondLook: true }) : notRun('alone', howToGetOne),
]

const isQuick = process.argv[2] === 'check'
if (isQuick) process.env['WORLDS'] ??= '40'
const lanes = isQuick ? quick : [...quick, ...slow]
const report: (Outcome & { readonly lane: string; readonly seconds: number })[] = []
for (const lane of lanes) {
  console.log(`\n── ${lane.name}`)
  const startedMs = performance.now()
  const outcome = await lane.run()
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10
  report.push({ lane: lane.name, ...outcome, seconds })
}
rmSync(work, { recursive: true, force: true })

console.log('\nlane              passed  failed  skipped  seconds')
for (const { failed, lane, note, passed, seconds, skipped } of report)
  console.log(
    `${lane.padEnd(16)}${String(passed).padStart(8)}${String(failed).padStart(8)}${String(skipped).padStart(9)}${String(seconds).padStart(9)}${note ? `  ${note}` : ''}`,
  )
const sum = (key: 'passed' | 'failed' | 'skipped') => report.reduce((total, row) => total + row[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
for (const { left = [] } of report) for (const name of left) console.log(`skipped: ${name}`)
for (const { lane, unsteady = [] } of report)
  for (const file of unsteady) console.log(`unsteady, passed only when run again alone: ${file} (${lane})`)
const longest = report
  .flatMap(({ files = [] }) => files)
  .toSorted((a, b) => b.seconds - a.seconds)
  .slice(0, 12)
console.log(
  `longest files, in seconds: ${longest.map(({ file, seconds }) => `${file} ${seconds}`).join(', ')}`,
)
process.exitCode = sum('failed') > 0 ? 1 : 0

function notRun(name: string, note: string): Lane {
  return { name, run: () => ({ passed: 0, failed: 0, skipped: 1, note }) }
}

type Tool = readonly [name: string, command: string, ...args: string[]]

/** Tools that use one processor each: two at a time, begun with the first of them, each told in its turn. */
function sideBySide(...tools: readonly Tool[]): readonly Lane[] {
  const atOnce = 2
  let said: readonly Promise<{ readonly code: number; readonly printed: string }>[] = []
  const begin = () => {
    const done: (typeof said)[number][] = []
    for (const [at, [, command, ...args]] of tools.entries())
      done.push((done[at - atOnce] ?? Promise.resolve()).then(() => runQuietly(command, args)))
    said = done
  }
  return tools.map(([name], at) => ({
    name,
    run: async () => {
      if (at === 0) begin()
      const done = await said[at]
      process.stdout.write(done?.printed ?? '')
      return done?.code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
    },
  }))
}

/**
 * Lanes of real processes share a machine with others, and a process that got no turn in time says
 * nothing of the counter. Their files that failed run once more, alone: what then passes is told by
 * name as unsteady, a test to be mended, and what fails again has failed.
 */
function vitest(project: string, { secondLook = false } = {}): Lane {
  return {
    name: project,
    run: () => {
      const first = runProject(project)
      if (!secondLook || first.failed === 0 || first.failedFiles.length === 0) return first
      console.log(`\n── ${project}: once more, alone: ${first.failedFiles.join(', ')}`)
      const second = runProject(project, [...first.failedFiles, '--no-file-parallelism'])
      const unsteady = first.failedFiles.filter((file) => !second.failedFiles.includes(file))
      if (second.failed > 0) return { ...first, unsteady }
      return { ...first, passed: first.passed + first.failed, failed: 0, unsteady }
    },
  }
}

function runProject(project: string, more: readonly string[] = []): Counts {
  const file = join(work, `${project}.json`)
  rmSync(file, { force: true })
  const args = ['run', '--project', project, '--reporter=dot', '--reporter=json']
  const code = run('vitest', [...args, `--outputFile.json=${file}`, ...more], quickly)
  const counts = readCounts(file)
  // A runner that broke before it could count has failed, whatever its file says.
  if (!counts || (code !== 0 && counts.failed === 0))
    return { passed: counts?.passed ?? 0, failed: 1, skipped: 0, failedFiles: counts?.failedFiles ?? [] }
  return counts
}

function readCounts(file: string): Counts | undefined {
  try {
    const json = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      numPendingTests: number
      numTodoTests: number
      testResults: readonly {
        readonly name: string
        readonly status: string
        readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
        readonly startTime: number
        readonly endTime: number
      }[]
    }
    return {
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
      files: json.testResults.map(({ endTime, name, startTime }) => ({
        file: relative(root, name),
        seconds: Math.round((endTime - startTime) / 1000),
      })),
      left: json.testResults.flatMap(({ assertionResults, name }) =>
        assertionResults
          .filter(({ status }) => ['skipped', 'pending', 'todo', 'disabled'].includes(status))
          .map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
      ),
      failedFiles: json.testResults
        .filter(({ status }) => status === 'failed')
        .map(({ name }) => relative(root, name)),
    }
  } catch {
    return undefined
  }
}

/** What it prints is kept, so that two at a time do not speak at once. */
function runQuietly(command: string, args: readonly string[]) {
  return new Promise<{ readonly code: number; readonly printed: string }>((resolve) => {
    const child = spawn(join(root, 'node_modules', '.bin', command), args, {
      cwd: root,
      env: ownEnv(),
      shell: process.platform === 'win32',
    })
    const parts: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => parts.push(part))
    child.stderr.on('data', (part: Buffer) => parts.push(part))
    child.once('error', (error) => resolve({ code: 1, printed: `${error.message}\n` }))
    child.once('close', (code) => resolve({ code: code ?? 1, printed: Buffer.concat(parts).toString() }))
  })
}

function run(command: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): number {
  const done = spawnSync(join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    stdio: 'inherit',
    env: ownEnv(more),
    shell: process.platform === 'win32',
  })
  return done.status ?? 1
}

/** The tools start with `env node`: the project's own Node comes first, whatever the system has. */
function ownEnv(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const bin = join(root, 'node_modules', '.bin')
  return { ...process.env, ...more, PATH: `${bin}:${process.env['PATH'] ?? ''}` }
}
