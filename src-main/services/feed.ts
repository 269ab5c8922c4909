import { eraseCase, makeAnew } from '#main/store/erase.ts'
import { keepDeskCommand } from '#main/store/notes/desk-command.ts'
import { type FeedEntry, type FeedState, keepFeedEntry, moveFeedCursor } from '#main/store/notes/feed.ts'
import { keepRoster } from '#main/store/notes/roster.ts'
import { keepDisposition } from '#main/store/notes/sync.ts'
import { namesOf } from '#main/store/queries/certificate.ts'
import { findErasure } from '#main/store/queries/erasure.ts'
import { findFeedEntry, listUnknownFeed } from '#main/store/queries/feed.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { type Act, record } from '#main/store/record.ts'
import { DepartmentAct, DispositionChanged, feedKindVersions } from '#shared/domain/department-act.ts'
import { DeskCommanded } from '#shared/domain/desk-command.ts'
import { Erasure } from '#shared/domain/erasure.ts'
import { RosterTold } from '#shared/domain/roster.ts'
import { Told } from '#shared/domain/told-events.ts'
import type { DeskId } from '#shared/kernel/ids.ts'
import { parsed } from '#shared/kernel/json.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import type { Unattended } from './clock-run.ts'
import { writeDown } from './department-act.ts'
import { takeCalendarTold, takeCatalogueTold } from './publication.ts'

/**
 * Takes a page of the centre's feed: entries in their order, and the cursor behind them, in one commit.
 *
 * Answers how many were taken. It stops before an act on entries of which the desk has no answer yet: what
 * the city said of them belongs to the order the act came in, and the answer is on its way (sync.md C.11).
 */
export function takeFeed(desk: Unattended, entries: readonly FeedEntry[]): number {
  let taken = 0
  desk.store.write((writer) => {
    const self = selfOf(writer)
    const { ackedSeq } = positionOf(writer, self.epoch)
    for (const entry of entries) {
      if (isAhead(entry, self, ackedSeq)) break
      takeEntry(writer, desk, self, entry)
      moveFeedCursor(writer, { seq: entry.seq, hash: entry.hash })
      taken += 1
    }
    // Once for all cases of this commit: a second at a desk of twenty thousand entries, and rare.
    if (self.tables.stale) makeAnew(desk.store, writer)
    return ok(undefined)
  })
  return taken
}

const batch = 200

/** What an older program kept because it did not know the kind; this one may. */
export function takeKept(desk: Unattended): void {
  if (desk.store.read((reader) => listUnknownFeed(reader, 1)).length === 0) return
  desk.store.write((writer) => {
    const self = selfOf(writer)
    for (const { feedSeq, ...row } of listUnknownFeed(writer, batch))
      takeEntry(writer, desk, self, { ...row, seq: feedSeq })
    if (self.tables.stale) makeAnew(desk.store, writer)
    return ok(undefined)
  })
}

type Self = Installation & { readonly names: ReadonlySet<DeskId>; readonly tables: { stale: boolean } }

function selfOf(writer: Writer): Self {
  return { ...getInstallation(writer), names: namesOf(writer), tables: { stale: false } }
}

/**
 * Once only, whatever the line brings twice: an entry is known by its id. An erasure heard again, after logs were
 * fetched that were not here the first time, is asked what it still finds.
 */
function takeEntry(
  writer: Writer,
  desk: Unattended,
  self: Self,
  { body, caseId, entryId, hash, kind, kindV, madeMs, seq }: FeedEntry,
): void {
  const known = findFeedEntry(writer, entryId)
  if (known && known.state !== 'UNKNOWN' && kind !== 'body-erased') return
  const entry = { body, caseId, entryId, hash, kind, kindV, madeMs, seq }
  keepFeedEntry(writer, entry, takeBody(writer, desk, self, entry), desk.seams.wallMs())
}

function takeBody(writer: Writer, desk: Unattended, self: Self, entry: FeedEntry): FeedState {
  if (!isKnown(entry)) return 'UNKNOWN'
  if (entry.kind === 'body-erased') return takeErasure(writer, desk, self, entry)
  const body = parsed(entry.body)
  if (entry.kind === 'disposition-changed') {
    const changed = DispositionChanged.safeParse(body).data
    if (!changed) return 'UNKNOWN'
    if (!self.names.has(changed.deskId)) return 'ELSEWHERE'
    keepDisposition(writer, changed.epoch, changed, desk.seams.wallMs())
    return 'TAKEN'
  }
  if (isErased(writer, entry)) return 'ELSEWHERE'
  if (entry.kind === 'case-told') {
    const told = Told.safeParse(body).data
    if (!told) return 'UNKNOWN'
    if (told.from.deskId === self.deskId) return 'ELSEWHERE'
    const { entryId, hash, seq } = entry
    const act: Act = { actor: 'desk', seams: desk.seams }
    record(writer, act, { type: 'case-told', ...told, feed: { entryId, seq, hash } })
    return 'TAKEN'
  }
  if (entry.kind === 'catalogue-published' || entry.kind === 'calendar-published') {
    const told = { entryId: entry.entryId, body }
    const take = entry.kind === 'catalogue-published' ? takeCatalogueTold : takeCalendarTold
    return take(writer, desk, told) ? 'TAKEN' : 'UNKNOWN'
  }
  if (entry.kind === 'desk-commanded') {
    const told = DeskCommanded.safeParse(body).data
    if (!told) return 'UNKNOWN'
    if (told.deskId !== undefined && told.deskId !== self.deskId) return 'ELSEWHERE'
    keepDeskCommand(writer, { entryId: entry.entryId, what: told.what, takenMs: desk.seams.wallMs() })
    return 'TAKEN'
  }
  if (entry.kind === 'roster-told') {
    const told = RosterTold.safeParse(body).data
    if (!told) return 'UNKNOWN'
    keepRoster(writer, told)
    return 'TAKEN'
  }
  const act = DepartmentAct.safeParse(body).data
  if (!act) return 'UNKNOWN'
  if (!self.names.has(act.after.deskId)) return 'ELSEWHERE'
  return writeDown(writer, desk, self, entry, act) ? 'TAKEN' : 'ELSEWHERE'
}

function takeErasure(writer: Writer, desk: Unattended, { tables }: Self, entry: FeedEntry): FeedState {
  const told = Erasure.safeParse(parsed(entry.body)).data
  if (!told || told.caseId !== entry.caseId) return 'UNKNOWN'
  // Kept first: only on the city's word does the journal let go of a body.
  keepFeedEntry(writer, entry, 'TAKEN', desk.seams.wallMs())
  const { entryId, hash, seq } = entry
  if (eraseCase(writer, desk.seams, told, { entryId, seq, hash })) tables.stale = true
  return 'TAKEN'
}

/** The city has no more of it, or this desk was told to have none. */
function isErased(writer: Writer, { body, caseId }: FeedEntry): boolean {
  return body === '' || (caseId !== null && findErasure(writer, caseId) !== undefined)
}

function isKnown({ kind, kindV }: FeedEntry): boolean {
  return Object.entries(feedKindVersions).some(([name, version]) => name === kind && version === kindV)
}

function isAhead(entry: FeedEntry, { deskId, epoch }: Installation, ackedSeq: number): boolean {
  const after = DepartmentAct.shape.after.safeParse(
    (parsed(entry.body) as { readonly after?: unknown } | undefined)?.after,
  ).data
  return after !== undefined && after.deskId === deskId && after.epoch === epoch && after.seq > ackedSeq
}
