import type { Pump } from '#main/sync/pump.ts'
import type { Later } from '#shared/kernel/seams.ts'

/** What a pump tells its keeper: its log has another name and key, or something went wrong by itself. */
export type PumpNews = { readonly reopened: () => void; readonly stumbled: () => void }

const stumbleMs = 60_000

/**
 * A pump that begins again under another name and key when the desk opens a new log, and goes on when it has
 * stumbled: a disk that was full for a while leaves nothing unsent until somebody writes again (sync.md B 9).
 */
export function restartingPump(later: Later, start: (news: PumpNews) => Pump, after: () => void): Pump {
  let stopped = false
  let cancel = (): void => undefined
  const reopened = () =>
    later(() => {
      if (stopped) return
      void pump.stop()
      pump = start(news)
      after()
    }, 0)
  const stumbled = () => {
    cancel()
    if (!stopped) cancel = later(() => pump.poke(true), stumbleMs)
  }
  const news: PumpNews = { reopened, stumbled }
  let pump = start(news)
  return {
    poke: (evenIfWaiting) => pump.poke(evenIfWaiting),
    stop: async () => {
      stopped = true
      cancel()
      await pump.stop()
    },
  }
}
