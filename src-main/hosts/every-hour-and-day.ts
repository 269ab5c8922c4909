import { dateOf } from '#shared/kernel/instants.ts'
import type { Seams } from '#shared/kernel/seams.ts'

const lookEveryMs = 60_000
const hourMs = 3_600_000

/** Looks at the clock each minute, so that a day that begins, or a computer that woke up, is seen soon. */
export function everyHourAndDay({ later, wallMs }: Seams, run: () => void): () => void {
  let lastMs = wallMs()
  const look = () => {
    cancel = later(look, lookEveryMs)
    const nowMs = wallMs()
    const since = nowMs - lastMs
    if (since >= 0 && since < hourMs && dateOf(nowMs) === dateOf(lastMs)) return
    lastMs = nowMs
    run()
  }
  let cancel = later(look, lookEveryMs)
  return () => cancel()
}
