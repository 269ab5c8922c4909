import { eq } from 'drizzle-orm'
import { amended, type EntryCorrected } from '#shared/domain/correction.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { matterCase } from '../tables/case.ts'
import { journal } from '../tables/journal.ts'
import type { At } from './at.ts'
import { upsertParty } from './party.ts'

/** The intake counts as it was set right; the entry itself stays as it was written. */
export function applyEntryCorrected(writer: Writer, event: EntryCorrected, { position }: At): void {
  if (event.way !== 'FIXED' || !event.caseId) return
  const row = writer.select().from(journal).where(eq(journal.entryId, event.corrects)).get()
  const first = row && DeskEvent.parse(JSON.parse(row.body))
  const [matter] = writer.select().from(matterCase).where(eq(matterCase.caseId, event.caseId)).all()
  if (first?.type !== 'matter-received' || !matter) return
  const { applicant } = amended({ ...first, applicant: matter.applicant }, event)
  upsertParty(writer, applicant, matter.receivedOn, position)
  writer
    .update(matterCase)
    .set({ applicant, changedAt: position })
    .where(eq(matterCase.caseId, event.caseId))
    .run()
}
