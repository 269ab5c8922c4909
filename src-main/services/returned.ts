import { keepLookedAt } from '#main/store/notes/sync.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findByEntryId, headOf } from '#main/store/queries/journal.ts'
import { countDisposed, listDisposed } from '#main/store/queries/sync.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { decideCorrection } from '#shared/domain/correction.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { actOf, type Desk, today } from './desk.ts'

/**
 * 退回待改: a person says what is to become of an entry the city sent back.
 *
 * The entry itself stays as it is. Until the city has judged again nobody is asked about it; sent back once
 * more, it is on the list again.
 */
export function answer(
  desk: Desk,
  { entryId, ...wish }: Input<'sync.answerReturned'>,
): Answer<'sync.answerReturned'> {
  return desk.store.write((writer) => {
    const row = findByEntryId(writer, entryId)
    const back = row && listDisposed(writer, row.epoch).find(({ seq }) => seq === row.seq)
    if (!row || !back?.state.startsWith('RETURNED') || back.answeredSeq !== null)
      return refuse('not-returned')

    const returned = { entryId, caseId: row.caseId ?? undefined, code: back.code ?? '' }
    const corrected = decideCorrection(returned, wish, today(desk))
    if (!corrected.ok) return corrected

    record(writer, actOf(desk), corrected.value)
    const { epoch } = getInstallation(writer)
    keepLookedAt(writer, row.epoch, row.seq, headOf(writer, epoch).seq)
    return ok({ left: countDisposed(writer, 'RETURNED') })
  })
}
