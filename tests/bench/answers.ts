import { createPrivateKey, createPublicKey } from 'node:crypto'
import { verifyBatch } from '#city/services/verify-batch.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findHashAt, listAbove } from '#main/store/queries/journal.ts'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import { searchCatalogue } from '#shared/catalogue/search.ts'
import { type Push, protoVersion } from '#shared/protocol/messages.ts'
import { signHead } from '#shared/protocol/signing.ts'
import { rules, type TestDesk } from '../support/a-desk.ts'
import { inBlocks, latency, median } from './figures.ts'
import { countCases, deskWithManyCases } from './many-cases.ts'
import { answersOf, sampleVisit } from './one-visit.ts'
import { idNumber } from './people.ts'
import type { Bench, Run } from './report.ts'

/** What a clerk waits for between two keys, on a desk with many cases. */
export const answers: Bench = { name: 'answers', run: runAnswers }

async function runAnswers(run: Run): Promise<void> {
  const desk = await deskWithManyCases(run)
  const times = run.quick ? 150 : 600
  const cases = `${countCases(desk).toLocaleString('en-US')} cases`
  run.add(latency('theme and answers to merged matter, p95', mergeTimes(times), { budget: { max: 10 } }))
  run.add(latency('merge of the largest theme, p95', largestTimes(times), { budget: { max: 5 } }))
  run.add(latency('catalogue search, each key, p95', searchTimes(times), { budget: { max: 20 } }))
  run.add(latency('intake.review, p95', await reviewTimes(desk, times), { budget: { max: 50 } }))
  for (const scope of ['today', 'open', 'all'] as const) {
    const ms = await each(times, () => must(desk.ask('case.list', { scope, limit: 50 })))
    run.add(latency(`case.list ${scope}, 50 rows, p95`, ms, { budget: { max: 50 }, beside: cases }))
  }
  run.add(
    latency('desk.today, p95', await each(times, () => must(desk.ask('desk.today', {}))), {
      budget: { max: 50 },
    }),
  )
  run.add(
    latency('party.lookup, p95', await lookupTimes(desk, times), {
      budget: { max: 50 },
      beside: 'every second one known',
    }),
  )
  run.add(
    latency('find.anything, each key, p95', await findTimes(desk, times), {
      budget: { max: 50 },
      beside: `letters, words, tails; ${cases}`,
    }),
  )
  verify(run, desk)
}

/** What is typed into the find box, letter by letter as well as whole. */
async function findTimes(desk: TestDesk, times: number): Promise<readonly number[]> {
  const typed = [
    'w',
    'wf',
    'wfx',
    '陈',
    '陈桂',
    '山口岩',
    '0003',
    '13879912345',
    'A01-0032',
    '收字〔2026〕第0032号',
  ]
  let n = 0
  return each(times, () => must(desk.ask('find.anything', { typed: typed[n++ % typed.length] ?? '' })))
}

/** Every matter under every way to answer its questions, in turn. */
function mergeTimes(times: number): readonly number[] {
  const all = rules.catalogue.matters.flatMap(({ matterId }) =>
    answersOf(matterId, {}).map((given) => ({ matterId, given })),
  )
  return Array.from({ length: times * 2 }, (_, n) => {
    const { given, matterId } = all[(n * 7) % all.length] ?? { matterId: '', given: {} }
    const startedMs = performance.now()
    mergeMatter(rules.catalogue, matterId, given)
    return performance.now() - startedMs
  })
}

/** The theme that joins most items, under every way to answer its questions. */
function largestTimes(times: number): readonly number[] {
  const [largest] = rules.catalogue.matters.toSorted((a, b) => b.joined.length - a.joined.length)
  if (!largest) throw new Error('the catalogue has no theme')
  const all = answersOf(largest.matterId, {})
  return Array.from({ length: times }, (_, n) =>
    timed(() => mergeMatter(rules.catalogue, largest.matterId, all[n % all.length] ?? {})),
  )
}

/** What a clerk types, letter by letter, and now and then what no matter is called. */
function searchTimes(times: number): readonly number[] {
  const typed = rules.catalogue.matters.flatMap(({ initials, name }) =>
    [initials, name.slice(0, 4), '飞船上牌'].flatMap((words) =>
      Array.from(words, (_, at) => words.slice(0, at + 1)),
    ),
  )
  return Array.from({ length: times }, (_, n) =>
    timed(() => searchCatalogue(rules.catalogue, typed[(n * 7) % typed.length] ?? '')),
  )
}

function timed(work: () => unknown): number {
  const startedMs = performance.now()
  work()
  return performance.now() - startedMs
}

async function reviewTimes(desk: TestDesk, times: number): Promise<readonly number[]> {
  const draft = sampleVisit().draft(1, desk.clock.nowMs)
  await must(desk.ask('draft.save', { draft }))
  const ms = await each(times, () => must(desk.ask('intake.review', { draftId: draft.draftId })))
  await must(desk.ask('draft.discard', { draftId: draft.draftId }))
  return ms
}

async function lookupTimes(desk: TestDesk, times: number): Promise<readonly number[]> {
  const known = desk.opened.store.client
    .prepare("SELECT id_number FROM party WHERE kind = 'PERSON' ORDER BY id_number LIMIT ?")
    .pluck()
    .all(times) as readonly string[]
  const ms: number[] = []
  for (let n = 0; n < times; n += 1) {
    const number = n % 2 === 0 ? known[n % known.length] : idNumber(n)
    const [took] = await each(1, () =>
      must(desk.ask('party.lookup', { kind: 'PERSON', idNumber: number ?? '' })),
    )
    ms.push(took ?? 0)
  }
  return ms
}

/** The city's checks on real batches of this journal: links, bodies, one signature a batch. */
function verify(run: Run, desk: TestDesk): void {
  const self = desk.opened.store.read(getInstallation)
  const log = {
    ...self,
    publicKey: publicKeyOf(self.deskKey),
    status: 'ACTIVE',
    enrolledMs: 0,
    profile: 2,
    revokedMs: null,
    revokedSeq: null,
    certificateEndsMs: null,
    inPlaceOf: [],
    earlierParts: [],
    centres: [],
  } as const
  const rates = Array.from({ length: run.quick ? 6 : 20 }, (_, n) => {
    const batch = batchAt(desk, n * 200, 200)
    const startedMs = performance.now()
    const verified = verifyBatch(log, batch)
    const tookMs = performance.now() - startedMs
    if (!verified.ok) throw new Error(`a real batch does not verify: ${verified.refusal.code}`)
    return (batch.entries.length / tookMs) * 1_000
  })
  const blocks = inBlocks(rates, 5).map(median)
  run.add({ what: 'verify a batch of 200, in the city', unit: 'entries/s', value: median(rates), blocks })
}

function publicKeyOf(privateKey: string): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64url'), format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64url')
}

function batchAt(desk: TestDesk, after: number, entries: number): Push {
  const { store } = desk.opened
  const self = store.read(getInstallation)
  const rows = store.read((reader) => listAbove(reader, self.epoch, after, entries))
  const last = rows.at(-1)
  if (!last) throw new Error('the journal is shorter than that')
  const head = { epoch: self.epoch, seq: last.seq, hash: last.hash, wallMs: desk.clock.nowMs }
  return {
    proto: protoVersion,
    batchId: 'bench',
    epoch: self.epoch,
    fromSeq: after + 1,
    prevHash: store.read((reader) => findHashAt(reader, self.epoch, after)) ?? '',
    entries: rows.map(({ body, envelope, salt }) => ({ envelope, salt, body })),
    head: signHead(self.deskKey, self.deskId, head),
  }
}

async function each(times: number, work: () => Promise<unknown>): Promise<readonly number[]> {
  const ms: number[] = []
  for (let n = 0; n < times; n += 1) {
    const startedMs = performance.now()
    await work()
    ms.push(performance.now() - startedMs)
  }
  return ms
}

async function must(asked: Promise<{ readonly ok: boolean }>): Promise<void> {
  const answer = await asked
  if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer)}`)
}
