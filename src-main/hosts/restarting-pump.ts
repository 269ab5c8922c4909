import type { Pump } from '#main/sync/pump.ts'
import type { Later } from '#shared/kernel/seams.ts'

/** A pump that begins again under another name and key when the desk opens a new log. */
export function restartingPump(later: Later, start: (reopened: () => void) => Pump, after: () => void): Pump {
  let stopped = false
  const reopen = () =>
    later(() => {
      if (stopped) return
      void pump.stop()
      pump = start(reopen)
      after()
    }, 0)
  let pump = start(reopen)
  return {
    poke: (evenIfWaiting) => pump.poke(evenIfWaiting),
    stop: async () => {
      stopped = true
      await pump.stop()
    },
  }
}
