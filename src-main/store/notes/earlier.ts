import { and, inArray, lt } from 'drizzle-orm'
import { EntryCorrected } from '#shared/domain/correction.ts'
import type { EntryId } from '#shared/kernel/ids.ts'
import { earlierMax } from '#shared/protocol/limits.ts'
import type { Welcome } from '#shared/protocol/messages.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { namesOf } from '../queries/certificate.ts'
import { getInstallation } from '../queries/installation.ts'
import { findByEntryId, type JournalRow, listOfCase } from '../queries/journal.ts'
import { logLife } from '../tables/epoch.ts'
import { disposition } from '../tables/sync.ts'
import { keepDisposition, keepLookedAt } from './sync.ts'

/**
 * What waits or came back of the logs before this one, as the city says at each greeting: a disk that was lost or
 * put back took the first answer with it. What it no longer names was applied meanwhile.
 */
export function keepEarlier(writer: Writer, told: NonNullable<Welcome['earlier']>, nowMs: number): void {
  const logs = writer
    .select({ epoch: logLife.epoch })
    .from(logLife)
    .where(
      and(lt(logLife.epoch, getInstallation(writer).epoch), inArray(logLife.deskId, [...namesOf(writer)])),
    )
  const known = writer.select().from(disposition).where(inArray(disposition.epoch, logs)).all()
  for (const { epoch, seq } of told.length < earlierMax ? known : [])
    if (!told.some((each) => each.epoch === epoch && each.seq === seq))
      keepDisposition(writer, epoch, { seq, state: 'APPLIED' }, nowMs)
  for (const each of told) {
    const row = findByEntryId(writer, each.entryId)
    if (row?.epoch !== each.epoch || row.seq !== each.seq) continue
    const before = known.find(({ epoch, seq }) => epoch === each.epoch && seq === each.seq)
    if (before?.state === each.state && before.code === (each.code ?? null)) continue
    keepDisposition(writer, each.epoch, each, nowMs)
    const left = findLeft(writer, row, each.entryId)
    if (left) keepLookedAt(writer, each.epoch, each.seq, left.seq)
  }
}

/** Where a person had said that an entry is not pursued: of that the city says nothing more. */
function findLeft(writer: Writer, { caseId }: JournalRow, entryId: EntryId): JournalRow | undefined {
  if (!caseId) return undefined
  return listOfCase(writer, caseId).find(({ body, kind }) => {
    if (kind !== 'entry-corrected') return false
    const { corrects, way } = EntryCorrected.parse(JSON.parse(body))
    return corrects === entryId && way === 'LEFT'
  })
}
