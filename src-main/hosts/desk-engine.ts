import { noCardReader } from '#main/devices/no-card-reader.ts'
import { noSticks } from '#main/devices/sticks.ts'
import type { HeadMark } from '#main/security/head-mark.ts'
import { recalculate, type Unattended } from '#main/services/clock-run.ts'
import type { Session } from '#main/services/desk.ts'
import { takeFeed } from '#main/services/feed.ts'
import { handlers } from '#main/services/index.ts'
import { tidyPictures } from '#main/services/picture-files.ts'
import { takeCatalogue, wantedCatalogue } from '#main/services/publication.ts'
import { findFreeze } from '#main/store/queries/epoch.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { lastPosition } from '#main/store/queries/journal.ts'
import { isSwitchedOff } from '#main/store/queries/roster.ts'
import { Bundles } from '#main/sync/bundles.ts'
import { type Carry, lineIdleMs, overHttp } from '#main/sync/carry.ts'
import { type Pump, startPump } from '#main/sync/pump.ts'
import type { CardReader } from '#shared/contract/card-reader.ts'
import type { Change } from '#shared/contract/desk.ts'
import { deskContract } from '#shared/contract/desk.ts'
import { dispatch } from '#shared/contract/dispatch.ts'
import type { StallReason } from '#shared/domain/link.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Sticks } from '#shared/kernel/sticks.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { adoptShipped } from './catalogue/adopt-shipped.ts'
import { openShelf } from './catalogue/shelf.ts'
import { catchUp, passTime, resume } from './catch-up.ts'
import { everyHourAndDay } from './every-hour-and-day.ts'
import { restartingPump } from './restarting-pump.ts'
import type { ShippedRules } from './rules.ts'
import { watchMark } from './watch-mark.ts'

export type EngineParts = {
  readonly store: Store
  readonly pictures: SealedFiles
  readonly seams: Seams
  /** What came with the program; the desk goes by it until the city brings a newer one. */
  readonly rules: ShippedRules
  readonly changed: (what: Change) => void
  readonly faulted: (error: unknown) => void
  /** Something has not gone up or come down for long although the city answers. */
  readonly stalled?: (what: StallReason) => void
  readonly cardReader?: CardReader
  /** The sticks of this computer; none for tools and tests that have no use for one. */
  readonly sticks?: Sticks
  /** Where a piece of a bundle is cut, when not where the protocol says. */
  readonly pieceBytes?: number
  readonly draw?: () => number
  readonly lookEveryMs?: number
  /** How long nothing may move on the line to the city. */
  readonly idleMs?: number
  /** False for tools that only read, and for tests that push by hand. */
  readonly sync?: boolean
  /** How requests reach the city; over the line of this computer unless told otherwise. */
  readonly carry?: Carry
  /** Beside the database; without one a restored database is known by the city only. */
  readonly mark?: HeadMark
}

/** The running desk: one store, one pump, as many windows as a host lets in. */
export type DeskEngine = {
  readonly ask: (session: Session, name: string, input: unknown) => Promise<Result<unknown, string>>
  readonly pump: Pump | undefined
  /** What the day does by itself: 视为受理, errands whose letter ran out. Runs at the start, when a day begins and every hour. */
  readonly runClocks: () => void
  readonly stop: () => Promise<void>
}

/** Wires services and sync over an open, enrolled store. Knows no process and no window. */
export function runDesk(parts: EngineParts): DeskEngine {
  const { changed, rules: shipped, seams, store } = parts
  const watch = watchMark(store, parts.mark, seams, parts.faulted)
  const mayWrite = () => store.read(findFreeze) === undefined
  if (mayWrite()) adoptShipped(parts)
  const shelf = openShelf(store, shipped)
  const rulesNow = () => shelf.inForce(dateOf(seams.wallMs()))
  let version = rulesNow().catalogue.version
  const unattended = () => ({ store, seams, shelf, rules: rulesNow(), pictures: parts.pictures })
  const told = { take, unattended, adopted }
  const pump =
    parts.sync === false
      ? undefined
      : restartingPump(seams.later, (reopened) => pumpOf(parts, told, reopened), anew)

  const bundles = bundlesOf(parts, (entries) => take(entries))

  /** Written anew under another log: every window asks again, and what the start left undone is done. */
  function anew(): void {
    for (const what of ['journal', 'sync', 'session'] as const) changed(what)
    if (mayWrite()) orTold(parts.faulted, undefined, () => resume(parts, unattended))
    clocks()
  }

  if (mayWrite()) catchUp(unattended)
  let written = store.read(lastPosition)

  async function ask(session: Session, name: string, input: unknown): Promise<Result<unknown, string>> {
    tellCatalogue()
    if (endsHere(store, session)) changed('session')
    const desk = {
      ...unattended(),
      session,
      cardReader: parts.cardReader ?? noCardReader,
      bundles,
      get caller() {
        return session.staff?.role ?? ('nobody' as const)
      },
      hint: (what: Change | 'sync-now') => {
        if (what === 'sync-now') pump?.poke(true)
        else if (what === 'catalogue') adopted()
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
      watch.look()
      pump?.poke()
    }
  }

  /** A version that waited takes over on its day, while the program runs: windows ask for it again. */
  function tellCatalogue(): void {
    const now = rulesNow().catalogue.version
    if (now === version) return
    version = now
    changed('catalogue')
  }

  /** A new version may bring the calendar of a year that was not known: 暂定 becomes a day. */
  function adopted(): void {
    shelf.refresh()
    version = rulesNow().catalogue.version
    changed('catalogue')
    if (mayWrite()) recalculate(unattended())
  }

  function take(entries: Parameters<typeof takeFeed>[1]): number {
    const taken = takeFeed(unattended(), entries)
    passOn(entries, { adopted, changed, tidy: () => tidyPictures(unattended()) })
    tellGrowth()
    return taken
  }

  const clocks = () =>
    orTold(parts.faulted, undefined, () => {
      tellCatalogue()
      if (mayWrite()) passTime(unattended())
      tellGrowth()
    })

  const restClocks = everyHourAndDay(seams, clocks)
  return {
    ask,
    pump,
    runClocks: clocks,
    stop: async () => {
      restClocks()
      await pump?.stop()
      watch.stop()
    },
  }
}

/** What a page of the feed brought is seen at once. */
function passOn(
  entries: Parameters<typeof takeFeed>[1],
  {
    adopted,
    changed,
    tidy,
  }: Pick<EngineParts, 'changed'> & Pick<Told, 'adopted'> & { readonly tidy: () => void },
): void {
  const brings = new Set(entries.map(({ kind }) => kind))
  if (brings.has('calendar-published')) adopted()
  else if (brings.has('catalogue-published')) changed('catalogue')
  if (brings.has('desk-commanded')) tidy()
  if (brings.has('roster-told')) changed('session')
}

/** Whom the city switched off does nothing more here, from the next question on. */
function endsHere(store: Store, session: Session): boolean {
  const { staff } = session
  if (!staff || !store.read((reader) => isSwitchedOff(reader, staff.staffId))) return false
  session.staff = undefined
  return true
}

/** What comes down from the city, and who is to know of it. */
type Told = {
  readonly take: (entries: Parameters<typeof takeFeed>[1]) => number
  readonly unattended: () => Unattended
  readonly adopted: () => void
}

function pumpOf(
  {
    carry = overHttp,
    changed,
    draw,
    faulted,
    idleMs = lineIdleMs,
    lookEveryMs: every,
    pictures,
    seams,
    stalled,
    store,
  }: EngineParts,
  { adopted, take, unattended }: Told,
  reopened: () => void,
): Pump {
  return startPump({
    store,
    pictures,
    self: store.read(getInstallation),
    seams,
    carry,
    lookEveryMs: every ?? 20_000,
    idleMs,
    draw: draw ?? Math.random,
    changed: () => changed('sync'),
    faulted,
    stalled,
    takeFeed: (entries) => orTold(faulted, 0, () => take(entries)),
    wantedCatalogue: () => orTold(faulted, undefined, () => wantedCatalogue(unattended())),
    takeCatalogue: async (told, file) => {
      if (await takeCatalogue(unattended(), told, file)) adopted()
      else changed('catalogue')
    },
    reopened,
  })
}

function bundlesOf(
  {
    carry = overHttp,
    changed,
    faulted,
    pictures,
    pieceBytes,
    seams,
    sticks = noSticks,
    store,
    idleMs = lineIdleMs,
  }: EngineParts,
  take: (entries: Parameters<typeof takeFeed>[1]) => number,
): Bundles {
  return new Bundles({
    store,
    seams,
    pictures,
    sticks,
    carry,
    idleMs,
    takeFeed: (entries) => orTold(faulted, 0, () => take(entries)),
    moved: () => changed('sync'),
    ...(pieceBytes ? { pieceBytes } : {}),
  })
}

/** What goes wrong by itself is told and stays as it was: the counter, and what it sends, go on. */
function orTold<Value>(faulted: EngineParts['faulted'], otherwise: Value, work: () => Value): Value {
  try {
    return work()
  } catch (error) {
    faulted(error)
    return otherwise
  }
}
