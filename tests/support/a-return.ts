import { sentences, type VerdictCode } from '#city/store/apply/verdict.ts'
import { keepDisposition } from '#main/store/notes/sync.ts'
import { listOfCase } from '#main/store/queries/journal.ts'
import type { CaseId, EntryId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import type { TestDesk } from './a-desk.ts'

/** The city's word about the intake of a case, as it would come with its answer; which entry that is. */
export function sentBack({ clock, opened }: TestDesk, caseId: CaseId, code: VerdictCode): EntryId {
  const { store } = opened
  const row = store
    .read((reader) => listOfCase(reader, caseId))
    .find(({ kind }) => kind === 'matter-received')
  if (!row) throw new Error('no intake')
  const { entryId, epoch, seq } = row
  store.write((writer) => {
    keepDisposition(
      writer,
      epoch,
      { seq, state: 'RETURNED_RULE', code, detail: sentences[code] },
      clock.nowMs,
    )
    return ok(undefined)
  })
  return entryId
}
