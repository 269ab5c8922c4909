import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { checkDraft } from '#main/services/draft-check.ts'
import { IntakeDraft } from '#shared/contract/intake.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { rules, type TestDesk } from '../support/a-desk.ts'
import { type BareCommit, bareCommit, bytesOf, capture } from './bare-commit.ts'
import { benchDesk } from './bench-desk.ts'
import { latency, median, quantile, round } from './figures.ts'
import { type Sample, sampleVisit } from './one-visit.ts'
import type { Bench, Run } from './report.ts'

type Times = {
  readonly ours: number[]
  readonly bare: number[]
  readonly ratios: number[]
  readonly inside: number[]
  readonly fsync: number[]
}

/** An accepted case, durable, against the same bytes written by hand into the same encrypted file. */
export const commit: Bench = { name: 'commit', run: runCommit }

async function runCommit(run: Run): Promise<void> {
  const { blocks, each } = run.quick ? { blocks: 8, each: 30 } : { blocks: 20, each: 75 }
  const sample = sampleVisit()
  await using desk = await benchDesk({ clock: { nowMs: Date.now() } })
  const inside = insideTimes(desk)
  const { client } = desk.opened.store
  const before = lastPosition(desk)
  await decideOne(desk, sample, 0)
  const template = capture(client, before)
  const bare = bareCommit(client, template, () => desk.clock.nowMs)
  const probe = fsyncProbe(run.dir)
  const times: Times = { ours: [], bare: [], ratios: [], inside: [], fsync: [] }
  let n = 1
  for (let block = -2; block < blocks; block += 1) {
    const ours: number[] = []
    const theirs: number[] = []
    inside.length = 0
    for (let i = 0; i < each; i += 1) ours.push(await decideOne(desk, sample, n++))
    const insideNow = [...inside]
    for (let i = 0; i < each; i += 1) theirs.push(await writeBare(desk, sample, bare, n++))
    // Two blocks of each warm the caches and the compiler.
    if (block < 0) continue
    times.ours.push(...ours)
    times.bare.push(...theirs)
    times.ratios.push(median(ours) / median(theirs))
    times.inside.push(...insideNow)
    for (let i = 0; i < 10; i += 1) times.fsync.push(probe.once())
  }
  probe.close()
  const rows = `${template.length} rows, ${round(bytesOf(template) / 1_024)} KB, ${sample.items} items, ${sample.materials} materials`
  tell(run, times, rows, checksAlone(sample, run.quick ? 200 : 1_000))
}

function tell(
  run: Run,
  { ours, bare, ratios, inside, fsync }: Times,
  rows: string,
  checks: readonly number[],
): void {
  run.add({
    ...latency('intake.decide, durable', ours, { budget: { max: 30 } }),
    what: 'intake.decide, durable (p95)',
  })
  run.add({
    ...latency('', bare, { beside: rows }),
    what: 'the same bytes by hand-prepared statements (p95)',
  })
  run.add({
    what: 'ratio of the medians',
    unit: '×',
    value: median(ours) / median(bare),
    blocks: ratios,
    budget: { max: 2 },
    beside: `p95 against p95 ${round(quantile(ours, 0.95) / quantile(bare, 0.95))}×`,
  })
  const outside = median(ours) - median(inside)
  run.add({
    what: '  of it before and after the transaction (median)',
    unit: 'ms',
    value: outside,
    beside: 'input and output checked, "the journal grew"',
  })
  run.add({ what: '  of it inside the transaction (median)', unit: 'ms', value: median(inside) })
  run.add({
    what: '  inside: draft read, merged and checked, alone (median)',
    unit: 'ms',
    value: median(checks),
  })
  run.add({
    what: 'bare fsync of 4 KB in the same folder (median)',
    unit: 'ms',
    value: median(fsync),
    beside: `p95 ${round(quantile(fsync, 0.95))}`,
  })
}

async function decideOne(desk: TestDesk, sample: Sample, n: number): Promise<number> {
  const { draftId } = await saved(desk, sample, n)
  const startedMs = performance.now()
  const answer = await desk.ask('intake.decide', { draftId, choice: 'ACCEPT' })
  const tookMs = performance.now() - startedMs
  if (!answer.ok) throw new Error(`the sample was refused: ${JSON.stringify(answer.refusal)}`)
  return tookMs
}

async function writeBare(desk: TestDesk, sample: Sample, bare: BareCommit, n: number): Promise<number> {
  const { draftId } = await saved(desk, sample, n)
  const rows = bare.prepare()
  const startedMs = performance.now()
  bare.write(rows, draftId)
  return performance.now() - startedMs
}

async function saved(desk: TestDesk, sample: Sample, n: number): Promise<IntakeDraft> {
  desk.clock.nowMs += 1_000
  const draft = sample.draft(n, desk.clock.nowMs)
  const answer = await desk.ask('draft.save', { draft })
  if (!answer.ok) throw new Error(`the draft was refused: ${answer.refusal.code}`)
  return draft
}

/** How long each `Store.write` took, told by the store of this one desk. */
function insideTimes(desk: TestDesk): number[] {
  const { store } = desk.opened
  const times: number[] = []
  const write = store.write.bind(store)
  store.write = (work) => {
    const startedMs = performance.now()
    const answer = write(work)
    if (answer.ok && typeof answer.value === 'object' && answer.value !== null && 'caseNo' in answer.value)
      times.push(performance.now() - startedMs)
    return answer
  }
  return times
}

function checksAlone(sample: Sample, times: number): readonly number[] {
  const text = JSON.stringify(sample.draft(1, Date.now()))
  const day = dateOf(Date.now())
  return Array.from({ length: times }, () => {
    const startedMs = performance.now()
    checkDraft(rules, IntakeDraft.parse(JSON.parse(text)), sample.matterId, day)
    return performance.now() - startedMs
  })
}

function lastPosition(desk: TestDesk): number {
  return (desk.opened.store.client.prepare('SELECT max(position) FROM journal').pluck().get() as number) ?? 0
}

function fsyncProbe(dir: string): { readonly once: () => number; readonly close: () => void } {
  const file = openSync(join(dir, 'fsync.probe'), 'w')
  const page = Buffer.alloc(4_096, 1)
  return {
    once: () => {
      writeSync(file, page)
      const startedMs = performance.now()
      fsyncSync(file)
      return performance.now() - startedMs
    },
    close: () => closeSync(file),
  }
}
