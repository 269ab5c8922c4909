import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { DeskEvent, type EpochOpened } from '#shared/domain/events.ts'
import { assert, Fault } from '#shared/kernel/fault.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { type ChainPoint, Envelope, noHash } from '#shared/protocol/entry.ts'
import type { Certificate } from '#shared/protocol/messages.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import type { Store, Writer } from '#shared/sqlite/store.ts'
import { apply } from './apply/index.ts'
import { forgetFetched, thaw } from './notes/epoch.ts'
import { keepElsewhere } from './notes/picture.ts'
import { startPosition } from './notes/sync.ts'
import { projections } from './projections.ts'
import { type FetchedRow, listFetched } from './queries/epoch.ts'
import { getInstallation, type Installation } from './queries/installation.ts'
import { type JournalRow, listFrom } from './queries/journal.ts'
import { type Forgotten, keepInBranch, readdAll } from './readd.ts'
import { record } from './record.ts'
import { identityNote, logLife } from './tables/epoch.ts'
import { feedCursor, feedEntry } from './tables/feed.ts'
import { installation } from './tables/installation.ts'
import { journal } from './tables/journal.ts'
import { disposition, syncPosition } from './tables/sync.ts'

/** The life to come, as the city certified it, and the last entry both sides are proven to share. */
export type NextLife = {
  readonly certificate: Certificate
  readonly certificateText: string
  readonly deskKey: string
  readonly reason: EpochOpened['reason']
  readonly common: { readonly epoch: number; readonly seq: number }
  readonly by: StaffId | 'desk'
}

/**
 * Goes on under a new log, in one commit: what the city has and this disk had lost comes in, what this
 * desk wrote beside it makes way, the tables are made anew, and every such act is written once more under
 * its own id (sync.md C.8). Nothing is dropped: what made way is kept beside the journal for good.
 */
export function rebase(store: Store, seams: Seams, next: NextLife): void {
  inOneCommit(store, (writer) => goOnUnder(store, writer, seams, next))
}

/** With room for all a log may bring. */
export function inOneCommit(store: Store, work: (writer: Writer) => void): void {
  const usual = store.client.pragma('cache_size', { simple: true })
  store.client.pragma(`cache_size = -${cacheKib}`)
  try {
    store.write((writer) => {
      work(writer)
      return ok(undefined)
    })
  } finally {
    store.client.pragma(`cache_size = ${String(usual)}`)
  }
}

/** A year comes in by one commit: pages that leave the cache before it are sealed and written twice. */
const cacheKib = 131_072

/** The same within a commit that does more. */
export function goOnUnder(store: Store, writer: Writer, seams: Seams, next: NextLife): void {
  // Rows and what they name leave and come back within this commit.
  store.client.pragma('defer_foreign_keys = ON')
  const self = getInstallation(writer)
  const branch = listBranchOf(writer, next.common)
  const hasForgotten = forgottenBy(writer, next)
  const fetched = listFetched(writer)
  thaw(writer)
  if (branch.length > 0) {
    for (const row of branch) keepInBranch(writer, row, seams.wallMs())
    for (const { position } of branch) writer.delete(journal).where(eq(journal.position, position)).run()
  }
  const added = takeFetched(writer, fetched)
  if (branch.length > 0) rebuild(store, writer)
  else for (const row of added) applyRow(writer, row)
  forgetFetched(writer)
  keepFeedKnown(writer, added)
  keepElsewhere(writer, seams.wallMs())
  open(writer, seams, self, next)
  // Everything stands again: from here on an act that names what is not there is refused at once.
  store.client.pragma('defer_foreign_keys = OFF')
  readdAll(store, writer, seams, branch, hasForgotten)
}

/**
 * A city in another life than the one that last answered may have lost its feed; one that lacks the place an act
 * came after certainly has. Only the desk's own entry tells of such an act then.
 */
function forgottenBy(writer: Writer, { certificate, common }: NextLife): Forgotten {
  const known = writer
    .select({ life: sql<number | null>`max(${syncPosition.cityEpoch})` })
    .from(syncPosition)
    .get()?.life
  const another = known !== null && known !== undefined && certificate.cityEpoch > known
  return ({ epoch, seq }) => another || epoch > common.epoch || (epoch === common.epoch && seq > common.seq)
}

/** Own entries the city has never confirmed to be where they stand, oldest first. */
function listBranchOf(writer: Writer, { epoch, seq }: NextLife['common']): readonly JournalRow[] {
  return writer
    .select()
    .from(journal)
    .where(sql`${journal.epoch} > ${epoch} OR (${journal.epoch} = ${epoch} AND ${journal.seq} > ${seq})`)
    .orderBy(journal.position)
    .all()
}

const insertJournal = insertRow(journal)

function takeFetched(writer: Writer, fetched: readonly FetchedRow[]): readonly JournalRow[] {
  let position =
    writer
      .select({ n: sql<number>`coalesce(max(${journal.position}), 0)` })
      .from(journal)
      .get()?.n ?? 0
  return fetched.map((row) => {
    const envelope = Envelope.parse(JSON.parse(row.envelope))
    position += 1
    const taken: JournalRow = {
      ...row,
      position,
      entryId: envelope.entry_id,
      kind: envelope.kind,
      kindV: envelope.kind_v,
      caseId: envelope.case_id ?? null,
      caseRev: envelope.base ? envelope.base.case_rev + 1 : null,
      actor: envelope.actor,
      wallMs: envelope.wall_ms,
    }
    insertJournal(writer, taken)
    return taken
  })
}

const pageSize = 2_000

/** Every table of the journal, made anew from its first entry on. */
export function rebuild(store: Store, writer: Writer): void {
  for (const table of projections) store.client.exec(`DELETE FROM ${table}`)
  for (let from = 0; ; ) {
    const page = listFrom(writer, from, pageSize)
    for (const row of page) applyRow(writer, row)
    const last = page.at(-1)
    if (!last) return
    from = last.position
  }
}

function applyRow(writer: Writer, row: JournalRow): void {
  const read = DeskEvent.safeParse(JSON.parse(row.body))
  if (!read.success)
    throw new Fault('entry-unknown', row.kind, '取回的记录里有这个版本不认识的内容，请先升级程序。')
  apply(writer, read.data, { position: row.position, actor: row.actor as StaffId })
}

/** What the feed told an entry that came back from the city is written down already: never a second time. */
function keepFeedKnown(writer: Writer, added: readonly JournalRow[]): void {
  for (const row of added) {
    if (row.kind !== 'department-acted') continue
    const event = DeskEvent.parse(JSON.parse(row.body))
    assert(event.type === 'department-acted', 'the kind of a row is the type of its event')
    const { entryId, hash, seq } = event.feed
    const told = { entryId, feedSeq: seq, kind: 'item-progress', kindV: 1, caseId: event.caseId, hash }
    writer
      .insert(feedEntry)
      .values({ ...told, body: '{}', madeMs: event.atMs, takenMs: row.wallMs, state: 'TAKEN' })
      .onConflictDoNothing()
      .run()
  }
  // Read from the start once more: what is known is known by its id.
  writer.delete(feedCursor).run()
}

/** Seals the old life where the city has it, and writes the first entry of the new one. */
function open(writer: Writer, seams: Seams, self: Installation, next: NextLife): void {
  const { certificate, certificateText, deskKey, reason } = next
  const { before = [], centreId, centreName, deskId, deskPart, epoch } = certificate
  const sameDesk = deskId === self.deskId
  const last = newestBelow(writer, epoch)
  for (const { epoch: sealed, hash, seq } of sameDesk ? before : []) {
    const row = { epoch: sealed, deskId, centreId, sealedSeq: seq, sealedHash: hash }
    writer.insert(logLife).values(row).onConflictDoUpdate({ target: logLife.epoch, set: row }).run()
    keepConfirmed(writer, sealed, { seq, hash })
  }
  writer
    .update(installation)
    .set({ deskId, epoch, centreId, centreName, deskPart, deskKey, certificate: certificateText })
    .run()
  writer.insert(logLife).values({ epoch, deskId, centreId }).run()
  writer
    .update(identityNote)
    .set({ token: null, nextToken: null, publicKey: null, privateKey: null, certificate: null })
    .run()
  startPosition(writer, epoch)
  record(
    writer,
    { actor: next.by, seams },
    {
      type: 'epoch-opened',
      deskId,
      centreId,
      deskPart,
      epoch,
      reason,
      before: { deskId: self.deskId, ...last },
    },
  )
}

function newestBelow(writer: Writer, epoch: number): { epoch: number; seq: number; hash: string } {
  const row = writer
    .select({ epoch: journal.epoch, seq: journal.seq, hash: journal.hash })
    .from(journal)
    .where(sql`${journal.epoch} < ${epoch}`)
    .orderBy(desc(journal.epoch), desc(journal.seq))
    .limit(1)
    .get()
  return row ?? { epoch: epoch - 1, seq: 0, hash: noHash }
}

/** The certificate says that the city has it: as good as an answer to a batch. */
function keepConfirmed(writer: Writer, epoch: number, { hash, seq }: ChainPoint): void {
  startPosition(writer, epoch)
  writer
    .update(syncPosition)
    .set({ ackedSeq: seq, ackedHash: hash, appliedSeq: seq })
    .where(eq(syncPosition.epoch, epoch))
    .run()
  writer
    .delete(disposition)
    .where(and(eq(disposition.epoch, epoch), gt(disposition.seq, seq)))
    .run()
}
