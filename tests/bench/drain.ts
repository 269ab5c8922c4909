import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf } from '#main/store/queries/journal.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { overHttp } from '#main/sync/carry.ts'
import { startPump } from '#main/sync/pump.ts'
import { seamsAt, type TestDesk } from '../support/a-desk.ts'

const patienceMs = 240_000

/** How far the city had confirmed, and when: one mark an answer. */
export type Mark = { readonly seq: number; readonly atMs: number }
export type Drained = { readonly entries: number; readonly ms: number; readonly marks: readonly Mark[] }

/** Runs the desk's own pump until the city has confirmed the whole journal. */
export async function drain(desk: TestDesk, carry = overHttp): Promise<Drained> {
  const { store } = desk.opened
  const self = store.read(getInstallation)
  const accepted = () => store.read((reader) => positionOf(reader, self.epoch).ackedSeq)
  const head = store.read((reader) => headOf(reader, self.epoch).seq)
  const from = accepted()
  const startedMs = performance.now()
  const marks: Mark[] = []
  const done = Promise.withResolvers<void>()
  const patience = setTimeout(() => done.reject(new Error(`stuck at ${accepted()} of ${head}`)), patienceMs)
  const pump = startPump({
    store,
    pictures: desk.opened.pictures,
    self,
    seams: seamsAt({ nowMs: Date.now() }),
    lookEveryMs: 20_000,
    // As the desk itself.
    idleMs: 30_000,
    carry,
    draw: () => 0.5,
    takeFeed: () => 0,
    wantedCatalogue: () => undefined,
    takeCatalogue: async () => undefined,
    reopened: () => undefined,
    changed: () => {
      const seq = accepted()
      if (seq > (marks.at(-1)?.seq ?? from)) marks.push({ seq, atMs: performance.now() - startedMs })
      if (seq >= head) done.resolve()
    },
    faulted: (error) => done.reject(error),
  })
  try {
    await done.promise
  } finally {
    clearTimeout(patience)
    await pump.stop()
  }
  return { entries: head - from, ms: performance.now() - startedMs, marks }
}

export function rateOf({ entries, ms }: { readonly entries: number; readonly ms: number }): number {
  return (entries / ms) * 1_000
}

/** Rates over a handful of equal stretches of the drain: how even it went. */
export function ratesOf({ marks }: Drained, stretches: number): readonly number[] {
  const size = Math.max(1, Math.floor(marks.length / stretches))
  const rates: number[] = []
  for (let at = size; at < marks.length; at += size) {
    const [from, to] = [marks[at - size], marks[at]]
    if (from && to) rates.push(((to.seq - from.seq) / (to.atMs - from.atMs)) * 1_000)
  }
  return rates
}
