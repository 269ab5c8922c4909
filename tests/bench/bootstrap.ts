import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findFreeze } from '#main/store/queries/epoch.ts'
import { overHttp } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import { aDesk, people, type TestDesk } from '../support/a-desk.ts'
import { aCityProcess, anEnrolmentCode } from '../support/city-process.ts'
import { benchDesk, daysFor, playDays } from './bench-desk.ts'
import { drain } from './drain.ts'
import { timed } from './figures.ts'
import type { Bench, Run } from './report.ts'

/** What a desk of many cases needs to have all of them again from the city, on a disk that has none. */
export const bootstrap: Bench = { name: 'bootstrap', run: runBootstrap }

const wantedCases = 20_000
const budgetS = 60
const patienceMs = 600_000

async function runBootstrap(run: Run): Promise<void> {
  const cases = run.quick ? 600 : 3_000
  const city = await aCityProcess({ dataDir: join(run.dir, 'city-bootstrap') })
  try {
    const enrolled = await enrol(city.url, await anEnrolmentCode(city), 'bench')
    const clock = { nowMs: Date.now() - daysFor(cases) * 86_400_000 }
    const dir = join(run.dir, 'desk-bootstrap')
    mkdirSync(dir)
    const empty = join(run.dir, 'desk-empty')
    const first = await benchDesk({ enrolled, cityUrl: city.url, clock, dir, install: true })
    await first.stop()
    copy(dir, empty)
    const full = await benchDesk({ dir, secret: first.secret, clock })
    run.say(`generating ${cases} cases through the contract`)
    await playDays(full, cases, 11)
    const { entries } = await drain(full)
    await full.stop()
    rmSync(dir, { recursive: true })
    copy(empty, dir)
    run.say(`fetching ${entries} entries`)
    const { bytes, cpuMs, ms, pages } = await fetched({ ...full, clock: { nowMs: Date.now() } })
    run.add({
      what: `bootstrap of a desk with ${wantedCases.toLocaleString('en-US')} cases`,
      unit: 's',
      value: ((ms / cases) * wantedCases) / 1_000,
      budget: { max: budgetS },
      beside: `reckoned from ${cases} cases, ${entries} entries in ${pages} pages: ${Math.round(ms)} ms`,
    })
    run.add({
      what: '  entries fetched, checked and put into effect',
      unit: 'entries/s',
      value: (entries / ms) * 1_000,
    })
    run.add({
      what: '  CPU of the desk for as many',
      unit: 's',
      value: ((cpuMs / cases) * wantedCases) / 1_000,
      beside: 'work and not waiting: hardly depends on who else uses the machine',
    })
    run.add({ what: '  over the line', unit: 'KB/case', value: bytes / cases / 1_024 })
  } finally {
    await city.stop()
  }
}

/** From the manager's word to the moment the desk may be worked on again. */
async function fetched({ clock, dir, secret }: Pick<TestDesk, 'clock' | 'dir' | 'secret'>) {
  let [bytes, pages] = [0, 0]
  await using desk = await aDesk({
    dir,
    secret,
    clock,
    sync: true,
    lookEveryMs: 100,
    idleMs: 15_000,
    carry: async (address, request) => {
      const brought = await overHttp(address, request)
      if (/\/v1\/log\?/.test(address)) {
        pages += 1
        bytes += Buffer.byteLength(brought.text)
      }
      return brought
    },
  })
  const frozen = () => desk.opened.store.read(findFreeze)
  await when(() => frozen()?.reason === 'RESTORED')
  await desk.signIn(2)
  const said = await desk.ask('epoch.goOn', { pin: people[2].pin })
  if (!said.ok) throw new Error(said.refusal.code)
  const before = process.cpuUsage()
  const { ms } = await timed(() => when(() => frozen() === undefined))
  const { system, user } = process.cpuUsage(before)
  return { ms, cpuMs: (system + user) / 1_000, bytes, pages }
}

async function when(holds: () => boolean): Promise<void> {
  const endMs = performance.now() + patienceMs
  while (!holds()) {
    if (performance.now() > endMs) throw new Error('the desk did not come back')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (file) => !/in-use\.lock$|head-mark\.json$/.test(file) })
}
