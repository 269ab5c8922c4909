import { bigint, boolean, integer, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { CentreRole, ItemState } from '#shared/domain/item-case.ts'
import type { CaseId, CentreId, DeskId, PaperId } from '#shared/kernel/ids.ts'

const caseKey = {
  centreId: text('centre_id').$type<CentreId>().notNull(),
  caseId: text('case_id').$type<CaseId>().notNull(),
}

/** A case without the people in it: those stay in the journal. */
export const matterCase = pgTable(
  'matter_case',
  {
    ...caseKey,
    caseNo: text('case_no').notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    matterId: text('matter_id').notNull(),
    receivedOn: text('received_on').notNull(),
    choice: text('choice'),
    decidedOn: text('decided_on'),
    changedMs: bigint('changed_ms', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.centreId, table.caseId] }),
    unique('matter_case_by_no').on(table.centreId, table.caseNo),
  ],
)

export const itemCase = pgTable(
  'item_case',
  {
    ...caseKey,
    itemNo: text('item_no').notNull(),
    itemId: text('item_id').notNull(),
    state: text('state').$type<ItemState>().notNull(),
    acceptedOn: text('accepted_on'),
    promisedDue: text('promised_due'),
    statutoryDue: text('statutory_due'),
    since: text('since').notNull(),
    corrections: integer('corrections').notNull(),
    extended: boolean('extended').notNull(),
    deptName: text('dept_name').notNull(),
    role: text('role').$type<CentreRole | ''>().notNull(),
    /** The number of the item on the platform, once somebody told it. */
    projectNo: text('project_no'),
    /** The last entry of the feed that moved this item, and the last one its desk has written down. */
    actedSeq: integer('acted_seq').notNull(),
    seenSeq: integer('seen_seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.caseId, table.itemNo] })],
)

export const materialItem = pgTable(
  'material_item',
  { ...caseKey, rowId: text('row_id').notNull(), state: text('state').notNull() },
  (table) => [primaryKey({ columns: [table.centreId, table.caseId, table.rowId] })],
)

export const paper = pgTable(
  'paper',
  {
    ...caseKey,
    paperId: text('paper_id').$type<PaperId>().notNull(),
    kind: text('kind').notNull(),
    docNo: text('doc_no').notNull(),
    printed: integer('printed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.caseId, table.paperId] })],
)
