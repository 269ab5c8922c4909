import { cpuSeconds } from './cpu-time.ts'
import { timed } from './figures.ts'
import { type OnTheWire, onTheWire } from './socket-count.ts'

/** One way of sending the cases: how long, how much work for everybody who took part, what went over the wire. */
export type Sent<Value = unknown> = {
  readonly value: Value
  readonly ms: number
  readonly cpuS: number | undefined
  readonly wire: OnTheWire
}

export async function sending<Value>(
  others: readonly number[],
  work: () => Promise<Value>,
): Promise<Sent<Value>> {
  const pids = [process.pid, ...others]
  const before = cpuSeconds(pids)
  const { value: done, ms } = await timed(() => onTheWire(work))
  const after = cpuSeconds(pids)
  const cpuS = before === undefined || after === undefined ? undefined : after - before
  return { ...done, ms, cpuS }
}
