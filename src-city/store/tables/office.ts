import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { DeskStatus } from './desk.ts'

/** An office of a department that acts on items: by its name, within its area. */
export const office = pgTable('office', {
  officeId: text('office_id').primaryKey(),
  name: text('name').notNull(),
  /** The region code its centres begin with: four digits a city, six a county, nine a township. */
  area: text('area').notNull(),
  selector: text('selector').notNull().unique(),
  keyHash: text('key_hash').notNull(),
  status: text('status').$type<DeskStatus>().notNull(),
  createdMs: bigint('created_ms', { mode: 'number' }).notNull(),
})

export const officeRequest = pgTable(
  'office_request',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    officeId: text('office_id').notNull(),
    requestId: text('request_id').notNull(),
    digest: text('digest').notNull(),
    feedSeq: integer('feed_seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.officeId, table.requestId] })],
)

/** Ids and codes only, like the log. */
export const officeAudit = pgTable('office_audit', {
  auditId: text('audit_id').primaryKey(),
  officeId: text('office_id').notNull(),
  atMs: bigint('at_ms', { mode: 'number' }).notNull(),
  what: text('what').notNull(),
  centreId: text('centre_id').$type<CentreId>(),
  caseNo: text('case_no'),
  itemNo: text('item_no'),
  act: text('act'),
  code: text('code').notNull(),
})
