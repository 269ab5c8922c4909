import { desc, eq, sql } from 'drizzle-orm'
import { erasedSentence } from '#shared/domain/erasure.ts'
import { caseOf, type DeskEvent, kindVersions } from '#shared/domain/events.ts'
import { idsIn } from '#shared/domain/picture.ts'
import { assert, Fault } from '#shared/kernel/fault.ts'
import { EntryId, type StaffId } from '#shared/kernel/ids.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { bodyCommit, type Envelope, entryHash, noHash, writeEnvelope } from '#shared/protocol/entry.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Reader, type Writer } from '#shared/sqlite/store.ts'
import { apply } from './apply/index.ts'
import { type FreezeReason, findFreeze } from './queries/epoch.ts'
import { findErasure } from './queries/erasure.ts'
import { headOf } from './queries/journal.ts'
import { listKept } from './queries/picture.ts'
import { installation } from './tables/installation.ts'
import { journal } from './tables/journal.ts'

/** An act that stood in another log before: the same id, so that it takes effect once whoever brings it. */
export type Readded = {
  readonly entryId: EntryId
  readonly origin: NonNullable<Envelope['origin']>
}

/** Who acts, and the seams the act takes its time and ids from. `desk` acts before anyone signed in. */
export type Act = { readonly actor: StaffId | 'desk'; readonly seams: Seams }

/**
 * The only way anything changes: journal first, tables after, one transaction.
 *
 * Events that come in from the city take the same tables, so what a clerk sees never depends on where
 * an event was born. A picture an event names for the first time is told right before it.
 */
export function record(writer: Writer, { actor, seams }: Act, event: DeskEvent, readded?: Readded): void {
  const frozen = findFreeze(writer)
  if (frozen) throw new Fault('desk-frozen', frozen.reason, freezeSentences[frozen.reason])
  const self = identity(writer).get()
  assert(self, 'nothing is recorded before the desk is enrolled')
  const body = JSON.stringify(event)
  const named = event.type === 'picture-taken' ? [] : listKept(writer, idsIn(body))
  for (const { untold } of named) if (untold) record(writer, { actor, seams }, untold)
  const head = headOf(writer, self.epoch)
  const caseId = caseOf(event)
  if (caseId && event.type !== 'case-erased' && findErasure(writer, caseId))
    throw new Fault('case-erased', caseId, erasedSentence)
  const seen = caseId ? caseHeadOf(writer).get({ caseId }) : undefined
  const salt = Buffer.from(seams.randomBytes(32)).toString('base64url')
  const wallMs = seams.wallMs()
  const envelope: Envelope = {
    v: 1,
    hash_alg: 'sha256',
    centre_id: self.centreId,
    desk_id: self.deskId,
    epoch: self.epoch,
    seq: head.seq + 1,
    entry_id: readded?.entryId ?? EntryId.parse(seams.newId()),
    kind: event.type,
    kind_v: kindVersions[event.type],
    ...(caseId
      ? { case_id: caseId, base: { case_rev: seen?.caseRev ?? 0, case_head: seen?.hash ?? noHash } }
      : {}),
    actor,
    wall_ms: wallMs,
    boot_id: seams.bootId,
    mono_ms: Math.floor(seams.monoMs()),
    ...(readded ? { origin: readded.origin } : {}),
    deps: named.slice(0, depsMax).map(({ pictureId }) => pictureId),
    body_len: Buffer.byteLength(body),
    body_commit: bodyCommit(salt, body),
    prev: head.hash,
  }
  const text = writeEnvelope(envelope)
  // Positions run on over epochs, numbers begin anew in each.
  const position = (newest(writer).get()?.position ?? 0) + 1
  append(writer, {
    position,
    epoch: self.epoch,
    seq: envelope.seq,
    entryId: envelope.entry_id,
    kind: event.type,
    kindV: envelope.kind_v,
    caseId: caseId ?? null,
    caseRev: caseId ? (seen?.caseRev ?? 0) + 1 : null,
    actor,
    wallMs,
    envelope: text,
    salt,
    body,
    hash: entryHash(text),
  })
  apply(writer, event, { position, actor })
}

/** Only a hint for the reader of the envelope (sync.md C.3); a long case names more in its body. */
const depsMax = 50

/** What stands in the way of everybody's work, said once for every act. */
const freezeSentences: Readonly<Record<FreezeReason, string>> = {
  COPIED: '这份数据像是从别处复制来的，现在只能查看和打印。联网核对后会自动恢复办理。',
  RESTORED: '这台电脑的数据是旧的，现在只能查看和打印。请负责人按 Alt+0 处理。',
  CLONED: '另一台电脑也在用这个窗口，这里现在只能查看和打印。请负责人按 Alt+0 处理。',
  FORKED: '本机记录与市级的不一致，现在只能查看和打印。请负责人按 Alt+0 处理。',
  FENCED: '这个窗口已在另一台电脑上继续，这里只能查看和打印。请负责人按 Alt+0 处理。',
  REVOKED: '市级已停用这个窗口，不能再办理。已记下的会继续上传，请不要关机。',
}

const append = insertRow(journal)

const identity = prepared((reader: Reader) => reader.select().from(installation).prepare())

const newest = prepared((reader: Reader) =>
  reader
    .select({ position: journal.position })
    .from(journal)
    .orderBy(desc(journal.position))
    .limit(1)
    .prepare(),
)

const caseHeadOf = prepared((reader: Reader) =>
  reader
    .select({ caseRev: journal.caseRev, hash: journal.hash })
    .from(journal)
    .where(eq(journal.caseId, sql.placeholder('caseId')))
    .orderBy(desc(journal.position))
    .limit(1)
    .prepare(),
)
