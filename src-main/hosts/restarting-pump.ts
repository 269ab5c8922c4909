import type { Pump } from '#main/sync/pump.ts'

/** A pump that begins again under another name and key when the desk opens a new log. */
export function restartingPump(start: (reopened: () => void) => Pump, after: () => void): Pump {
  let stopped = false
  const reopen = () =>
    setImmediate(() => {
      if (stopped) return
      void pump.stop()
      pump = start(reopen)
      after()
    })
  let pump = start(reopen)
  return {
    poke: (evenIfWaiting) => pump.poke(evenIfWaiting),
    stop: async () => {
      stopped = true
      await pump.stop()
    },
  }
}
