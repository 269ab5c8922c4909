import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'

/** A centre that is told of a case, from its first act on; `centreId` is where the case was taken in. */
export const caseShare = pgTable(
  'case_share',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    caseId: text('case_id').$type<CaseId>().notNull(),
    toldTo: text('told_to').$type<CentreId>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.caseId, table.toldTo] })],
)
