import { bigint, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { ErasureBasis } from '#shared/domain/erasure.ts'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'

export const erasure = pgTable(
  'erasure',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    caseId: text('case_id').$type<CaseId>().notNull(),
    home: text('home').$type<CentreId>().notNull(),
    caseNo: text('case_no').notNull(),
    basis: text('basis').$type<ErasureBasis>().notNull(),
    reference: text('reference').notNull(),
    askedBy: text('asked_by').notNull(),
    askedMs: bigint('asked_ms', { mode: 'number' }).notNull(),
    confirmedBy: text('confirmed_by'),
    confirmedMs: bigint('confirmed_ms', { mode: 'number' }),
    centres: jsonb('centres').$type<readonly CentreId[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.caseId] })],
)
