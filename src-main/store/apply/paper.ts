import { eq, sql } from 'drizzle-orm'
import type { PaperPrinted } from '#shared/domain/events.ts'
import { prepared, type Writer } from '#shared/sqlite/store.ts'
import { matterCase, paper } from '../tables/case.ts'
import type { At } from './at.ts'

export function applyPaperPrinted(writer: Writer, event: PaperPrinted, { position }: At): void {
  countCopy(writer).run({ paperId: event.paperId, position })
  touchCase(writer).run({ caseId: event.caseId, position })
}

const countCopy = prepared((writer: Writer) =>
  writer
    .update(paper)
    .set({ printed: sql`${paper.printed} + 1`, changedAt: sql`${sql.placeholder('position')}` })
    .where(eq(paper.paperId, sql.placeholder('paperId')))
    .prepare(),
)

const touchCase = prepared((writer: Writer) =>
  writer
    .update(matterCase)
    .set({ changedAt: sql`${sql.placeholder('position')}` })
    .where(eq(matterCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)
