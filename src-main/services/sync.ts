import { bundledThrough } from '#main/store/queries/bundle.ts'
import { findMatter } from '#main/store/queries/case.ts'
import { findInstallation, getInstallation } from '#main/store/queries/installation.ts'
import { countKinds, headOf, listAbove } from '#main/store/queries/journal.ts'
import { countDisposed, findLink, listUnanswered, positionOf, stateAt } from '#main/store/queries/sync.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { fixableFields } from '#shared/domain/correction.ts'
import { LinkReason, StallReason } from '#shared/domain/link.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import type { Desk } from './desk.ts'

/**
 * How far the city has confirmed a log of this desk, and how far its entries were given out, by the line or on a
 * stick. A sealed log was given out as far as the city had it at the seal.
 */
export function pointsOf(
  reader: Reader,
  epoch: number,
): { readonly ackedSeq: number; readonly sentSeq: number } {
  const { ackedSeq } = positionOf(reader, epoch)
  if (epoch !== (findInstallation(reader)?.epoch ?? 1)) return { ackedSeq, sentSeq: ackedSeq }
  return { ackedSeq, sentSeq: Math.max(findLink(reader)?.sentSeq ?? 0, bundledThrough(reader, epoch)) }
}

export function status(desk: Desk): Answer<'sync.status'> {
  return desk.store.read((reader) => {
    const epoch = findInstallation(reader)?.epoch ?? 1
    const head = headOf(reader, epoch).seq
    const position = positionOf(reader, epoch)
    const link = findLink(reader)
    const reason = LinkReason.safeParse(link?.reason).data
    const stalled = StallReason.safeParse(link?.stalled).data
    return ok({
      link: link?.link ?? 'OFFLINE',
      ...(reason ? { reason } : {}),
      ...(stalled ? { stalled } : {}),
      head,
      sent: Math.max(position.ackedSeq, pointsOf(reader, epoch).sentSeq),
      confirmed: position.ackedSeq,
      durable: position.durable,
      durableThrough: position.durableSeq,
      applied: position.appliedSeq,
      pruneOk: position.pruneOkSeq,
      waiting: head - position.ackedSeq,
      returned: countDisposed(reader, 'RETURNED'),
      held: countDisposed(reader, 'HELD'),
      ...(position.lastAckMs ? { lastConfirmedMs: position.lastAckMs } : {}),
      ...(link?.nextTryMs ? { nextTryMs: link.nextTryMs } : {}),
    })
  })
}

/** What came back first, then what waits, oldest first. */
export function outbox(desk: Desk, { limit }: Input<'sync.outbox'>): Answer<'sync.outbox'> {
  return desk.store.read((reader) => {
    const epoch = findInstallation(reader)?.epoch ?? 1
    const points = pointsOf(reader, epoch)
    const back = listUnanswered(reader)
    // A city that lost its memory is sent again what it had sent back: on the list once.
    const known = new Set(back.map(({ row }) => row.entryId))
    const waiting = listAbove(reader, epoch, points.ackedSeq, limit)
      .filter(({ entryId }) => !known.has(entryId))
      .map((row) => ({ row, each: undefined }))
    return ok({
      rows: [...back, ...waiting].slice(0, limit).map(({ each, row }) => {
        const caseNo = row.caseId ? findMatter(reader, row.caseId)?.caseNo : undefined
        return {
          seq: row.seq,
          entryId: row.entryId,
          fields: [...(fixableFields[each?.code ?? ''] ?? [])],
          kind: row.kind,
          ...(row.caseId ? { caseId: row.caseId } : {}),
          ...(caseNo ? { caseNo } : {}),
          recordedMs: row.wallMs,
          state: stateAt(row.seq, pointsOf(reader, row.epoch), each?.state),
          ...(each?.code ? { code: each.code } : {}),
          ...(each?.detail ? { sentence: each.detail } : {}),
        }
      }),
    })
  })
}

export function totals(desk: Desk): Answer<'sync.totals'> {
  return desk.store.read((reader) => {
    const { deskId, epoch } = getInstallation(reader)
    return ok({ deskId, kinds: countKinds(reader, epoch), head: headOf(reader, epoch) })
  })
}

export function now(desk: Desk): Answer<'sync.now'> {
  desk.hint('sync-now')
  return ok({})
}
