import { sql } from 'drizzle-orm'
import type { StallReason } from '#shared/domain/link.ts'
import { noHash } from '#shared/protocol/entry.ts'
import type { Disposition, PushAck } from '#shared/protocol/messages.ts'
import { prepared, type Writer } from '#shared/sqlite/store.ts'
import { disposition, syncLink, syncPosition } from '../tables/sync.ts'

export type LinkNote = {
  readonly link: 'CONNECTED' | 'OFFLINE' | 'HALTED'
  readonly reason?: string | undefined
  readonly sentSeq: number
  readonly nextTryMs?: number | undefined
}

/**
 * Moves the positions by an answer whose signature was verified; nothing else may move them.
 *
 * `acked` is set as the city says, also backwards: a city that lost its memory is filled again from
 * here (sync.md C.16), and what it once confirmed is not lost by that.
 */
export function keepAck(writer: Writer, ack: PushAck, signedText: string, nowMs: number): void {
  const row = {
    epoch: ack.epoch,
    ackedSeq: ack.received.seq,
    ackedHash: ack.received.hash,
    durableSeq: ack.durableSeq,
    appliedSeq: ack.appliedSeq,
    pruneOkSeq: ack.pruneOkSeq,
    durable: ack.durable,
    cityEpoch: ack.cityEpoch,
    lastAck: signedText,
    lastAckMs: nowMs,
  }
  writer.insert(syncPosition).values(row).onConflictDoUpdate({ target: syncPosition.epoch, set: row }).run()
  for (const each of ack.dispositions) keepDisposition(writer, ack.epoch, each, nowMs)
}

/** What became of an entry, as the city last said: with the answer to a batch, or later down its feed. */
export function keepDisposition(
  writer: Writer,
  epoch: number,
  { code, detail, seq, state }: Pick<Disposition, 'seq' | 'state' | 'code' | 'detail'>,
  nowMs: number,
): void {
  const told = {
    epoch,
    seq,
    state,
    code: code ?? null,
    detail: detail ?? null,
    toldMs: nowMs,
    answeredSeq: null,
  }
  // Applied in the end: what was held stands in the way of nothing any more.
  if (state === 'APPLIED')
    writer
      .delete(disposition)
      .where(sql`${disposition.epoch} = ${epoch} AND ${disposition.seq} = ${seq}`)
      .run()
  else
    writer
      .insert(disposition)
      .values(told)
      .onConflictDoUpdate({ target: [disposition.epoch, disposition.seq], set: told })
      .run()
}

/** A person said what is to become of an entry that came back; nobody is asked about it any more. */
export function keepLookedAt(writer: Writer, epoch: number, seq: number, answeredSeq: number): void {
  writer
    .update(disposition)
    .set({ answeredSeq })
    .where(sql`${disposition.epoch} = ${epoch} AND ${disposition.seq} = ${seq}`)
    .run()
}

/** How safe the city says our entries are; told at a greeting too, when there is nothing to send. */
export function keepPositions(
  writer: Writer,
  epoch: number,
  told: { readonly durable: boolean; readonly durableSeq: number; readonly pruneOkSeq?: number | undefined },
): void {
  writer
    .update(syncPosition)
    .set({
      durable: told.durable,
      durableSeq: sql`min(acked_seq, ${told.durableSeq})`,
      pruneOkSeq: sql`min(acked_seq, ${told.pruneOkSeq ?? 0})`,
    })
    .where(sql`${syncPosition.epoch} = ${epoch}`)
    .run()
}

/** The city's head of our log is lower than what it once confirmed: send again from there. */
export function rewindAcked(writer: Writer, epoch: number, seq: number, hash: string): void {
  writer
    .update(syncPosition)
    .set({
      ackedSeq: seq,
      ackedHash: hash,
      appliedSeq: sql`min(applied_seq, ${seq})`,
      durableSeq: sql`min(durable_seq, ${seq})`,
      pruneOkSeq: sql`min(prune_ok_seq, ${seq})`,
    })
    .where(sql`${syncPosition.epoch} = ${epoch}`)
    .run()
}

export function startPosition(writer: Writer, epoch: number): void {
  writer
    .insert(syncPosition)
    .values({
      epoch,
      ackedSeq: 0,
      ackedHash: noHash,
      durableSeq: 0,
      appliedSeq: 0,
      pruneOkSeq: 0,
      durable: false,
    })
    .onConflictDoNothing()
    .run()
}

/** Only for the status line; no decision is ever taken from it. */
export function keepLink(writer: Writer, note: LinkNote, nowMs: number): void {
  putLink(writer).run({
    link: note.link,
    reason: note.reason ?? null,
    sentSeq: note.sentSeq,
    nextTryMs: note.nextTryMs ?? null,
    changedMs: nowMs,
  })
}

const putLink = prepared((writer: Writer) =>
  writer
    .insert(syncLink)
    .values({
      onlyRow: 1,
      link: sql.placeholder('link'),
      reason: sql.placeholder('reason'),
      sentSeq: sql.placeholder('sentSeq'),
      nextTryMs: sql.placeholder('nextTryMs'),
      changedMs: sql.placeholder('changedMs'),
    })
    .onConflictDoUpdate({
      target: syncLink.onlyRow,
      set: {
        link: sql`excluded.link`,
        reason: sql`excluded.reason`,
        sentSeq: sql`excluded.sent_seq`,
        nextTryMs: sql`excluded.next_try_ms`,
        changedMs: sql`excluded.changed_ms`,
      },
    })
    .prepare(),
)

/** What does not move although the city answers; only for the people at the desk. */
export function keepStalled(writer: Writer, stalled: StallReason | undefined): void {
  writer
    .update(syncLink)
    .set({ stalled: stalled ?? null })
    .run()
}
