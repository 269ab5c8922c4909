import { recalculate, runClocks } from '#main/services/clock-run.ts'
import type { Rules, Session } from '#main/services/desk.ts'
import { handlers } from '#main/services/index.ts'
import { startPosition } from '#main/store/notes/sync.ts'
import { findFact } from '#main/store/queries/desk-fact.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { lastPosition } from '#main/store/queries/journal.ts'
import { record } from '#main/store/record.ts'
import { type Pump, startPump } from '#main/sync/pump.ts'
import type { Change } from '#shared/contract/desk.ts'
import { deskContract } from '#shared/contract/desk.ts'
import { dispatch } from '#shared/contract/dispatch.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Store } from '#shared/sqlite/store.ts'

export type EngineParts = {
  readonly store: Store
  readonly seams: Seams
  readonly rules: Rules
  readonly changed: (what: Change) => void
  readonly faulted: (error: unknown) => void
  readonly draw?: () => number
  readonly lookEveryMs?: number
  readonly timeoutMs?: number
  /** False for tools that only read, and for tests that push by hand. */
  readonly sync?: boolean
}

/** The running desk: one store, one pump, as many windows as a host lets in. */
export type DeskEngine = {
  readonly ask: (session: Session, name: string, input: unknown) => Promise<Result<unknown, string>>
  readonly pump: Pump | undefined
  /** What the day does by itself: 视为受理. Runs at the start, when a day begins and every hour. */
  readonly runClocks: () => void
  readonly stop: () => Promise<void>
}

/** Wires services and sync over an open, enrolled store. Knows no process and no window. */
export function runDesk(parts: EngineParts): DeskEngine {
  const { changed, rules, seams, store } = parts
  adoptCatalogue(parts)
  const pump =
    parts.sync === false
      ? undefined
      : startPump({
          store,
          self: store.read(getInstallation),
          seams,
          lookEveryMs: parts.lookEveryMs ?? 20_000,
          timeoutMs: parts.timeoutMs ?? 15_000,
          draw: parts.draw ?? Math.random,
          changed: () => changed('sync'),
          faulted: parts.faulted,
        })
  recalculate({ store, seams, rules })
  runClocks({ store, seams, rules })
  let written = store.read(lastPosition)

  async function ask(session: Session, name: string, input: unknown): Promise<Result<unknown, string>> {
    const desk = {
      store,
      seams,
      rules,
      session,
      get caller() {
        return session.staff?.role ?? ('nobody' as const)
      },
      hint: (what: Change | 'sync-now') => {
        if (what === 'sync-now') pump?.poke(true)
        else changed(what)
      },
    }
    const answer = await dispatch(deskContract, handlers, desk, name, input)
    tellGrowth()
    return answer
  }

  function tellGrowth(): void {
    const position = store.read(lastPosition)
    if (position > written) {
      written = position
      changed('journal')
      pump?.poke()
    }
  }

  function clocks(): void {
    try {
      runClocks({ store, seams, rules })
      tellGrowth()
    } catch (error) {
      parts.faulted(error)
    }
  }

  const timer = everyHourAndDay(seams, clocks)
  return {
    ask,
    pump,
    runClocks: clocks,
    stop: async () => {
      clearInterval(timer)
      await pump?.stop()
    },
  }
}

const lookEveryMs = 60_000
const hourMs = 3_600_000

/** Looks at the clock each minute, so that a day that begins, or a computer that woke up, is seen soon. */
function everyHourAndDay({ wallMs }: Seams, run: () => void): NodeJS.Timeout {
  let lastMs = wallMs()
  const timer = setInterval(() => {
    const nowMs = wallMs()
    const since = nowMs - lastMs
    if (since >= 0 && since < hourMs && dateOf(nowMs) === dateOf(lastMs)) return
    lastMs = nowMs
    run()
  }, lookEveryMs)
  timer.unref()
  return timer
}

/** A catalogue that came with a new build is adopted by an entry, so that the city knows from when. */
function adoptCatalogue({ rules, seams, store }: EngineParts): void {
  const wanted = `${rules.catalogue.version} ${rules.sha256}`
  if (store.read((reader) => findFact(reader, 'catalogue')) === wanted) return
  store.write((writer) => {
    startPosition(writer, getInstallation(writer).epoch)
    const event = {
      type: 'catalogue-adopted',
      version: rules.catalogue.version,
      sha256: rules.sha256,
    } as const
    record(writer, { actor: 'desk', seams }, event)
    return ok(undefined)
  })
}
