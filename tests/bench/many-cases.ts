import type { TestDesk } from '../support/a-desk.ts'
import { benchDesk, daysFor, playDays } from './bench-desk.ts'
import type { Run } from './report.ts'

let kept: TestDesk | undefined

/** One desk with many cases, made once a run; the last of its days is today. */
export async function deskWithManyCases(run: Run): Promise<TestDesk> {
  if (kept) return kept
  const cases = run.quick ? 2_000 : 10_000
  run.say(`generating ${cases} cases through the contract`)
  const desk = await benchDesk({ clock: { nowMs: Date.now() - (daysFor(cases) - 1) * 86_400_000 } })
  await playDays(desk, cases, 3)
  kept = desk
  return desk
}

export function countCases(desk: TestDesk): number {
  return desk.opened.store.client.prepare('SELECT count(*) FROM matter_case').pluck().get() as number
}

/** Closed and opened again as itself, for benches that need the file to themselves in between. */
export async function whileClosed<Value>(
  run: Run,
  work: (dir: string, secret: Buffer) => Promise<Value>,
): Promise<Value> {
  const desk = await deskWithManyCases(run)
  await desk.stop()
  try {
    return await work(desk.dir, desk.secret)
  } finally {
    kept = await benchDesk({ dir: desk.dir, secret: desk.secret, clock: desk.clock })
  }
}

export async function stopManyCases(): Promise<void> {
  await kept?.stop()
  kept = undefined
}
