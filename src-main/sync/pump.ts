import type { StallReason } from '#shared/domain/link.ts'
import { Courier, type CourierOptions } from './courier.ts'
import { Watchdog } from './watchdog.ts'

export type PumpOptions = CourierOptions & {
  /** Between two looks when nothing is to do; a hint shortens it. */
  readonly lookEveryMs: number
  /** In [0, 1): spreads desks that lost the same line. */
  readonly draw: () => number
  /** Disk or program is wrong; the loop goes on a minute later, and the host tells of it. */
  readonly faulted: (error: unknown) => void
  /** The city answers, and something has not moved for long; people see it, the host writes it down. */
  readonly stalled?: ((what: StallReason) => void) | undefined
}

export type Pump = {
  /** Something was written, or somebody asked: look now. Only a hint, losing it costs a moment. */
  readonly poke: (evenIfWaiting?: boolean) => void
  readonly stop: () => Promise<void>
}

const stumbleMs = 60_000
/** Every two minutes instead of every twenty seconds. */
const meteredPace = 6
/** What is under way may still end by itself when the program ends; a line that hangs may not. */
const farewellMs = 2_000

/**
 * The level-triggered loop (sync.md P.5): a timer around the courier, one exchange at a time. A disk that was
 * full for a while leaves nothing unsent until somebody writes again.
 */
export function startPump(options: PumpOptions): Pump {
  const courier = new Courier(options)
  const watchdog = new Watchdog(options)
  const { later } = options.seams
  let cancel = (): void => undefined
  let busy: Promise<void> | undefined
  let stopped = false

  const plan = (delayMs: number): void => {
    cancel()
    if (!stopped) cancel = later(run, delayMs)
  }
  const run = (): Promise<void> | undefined => {
    if (busy || stopped) return undefined
    busy = turn()
      .catch((error: unknown) => {
        plan(stumbleMs)
        options.faulted(error)
      })
      .finally(() => {
        busy = undefined
      })
    return busy
  }
  const turn = async (): Promise<void> => {
    await courier.step()
    const stalled = watchdog.look(courier.standing)
    if (stalled) {
      options.stalled?.(stalled)
      courier.anew()
    }
    const next = courier.next(options.draw())
    if (next.do === 'stop') return
    const lookMs = options.lookEveryMs * (courier.isMetered ? meteredPace : 1)
    const restMs = Math.min(lookMs, courier.pictureDelayMs ?? lookMs)
    plan(next.do === 'wait' ? next.delayMs : next.do === 'send' ? 0 : restMs)
  }

  plan(0)
  return {
    poke: (evenIfWaiting = false) => {
      if (evenIfWaiting) courier.forgive()
      if (!courier.waits) plan(0)
    },
    stop: async () => {
      stopped = true
      cancel()
      const tired = later(() => courier.giveUp(), farewellMs)
      await busy
      tired()
    },
  }
}
