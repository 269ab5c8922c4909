import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MatterDecided } from '#shared/domain/events.ts'
import type { CentreRole, Clocks, ItemState, Limit } from '#shared/domain/item-case.ts'
import type { Act } from '#shared/domain/lifecycle.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { By, Move } from '#shared/domain/move.ts'
import type { PaperKind } from '#shared/domain/paper.ts'
import type { Party, Representative } from '#shared/domain/party.ts'
import type { CaseId, PaperId, PartyId, PictureId, StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** What the desk knows about itself from the journal: its opening, the catalogue in use. */
export const deskFact = sqliteTable('desk_fact', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
  changedAt: integer('changed_at').notNull(),
})

/** The person or organisation as last seen at this desk. */
export const party = sqliteTable('party', {
  partyId: text('party_id').$type<PartyId>().primaryKey(),
  kind: text('kind').$type<Party['kind']>().notNull(),
  name: text('name').notNull(),
  idNumber: text('id_number').notNull(),
  birthDate: text('birth_date'),
  phone: text('phone'),
  address: text('address'),
  seenOn: text('seen_on').notNull(),
  changedAt: integer('changed_at').notNull(),
  /** Nobody has seen a card or a number yet: 号码待核. */
  pending: integer('pending', { mode: 'boolean' }).notNull(),
})

/** Two persons who are not the same, each pair once with the smaller id first. */
export const partyApart = sqliteTable(
  'party_apart',
  {
    partyId: text('party_id').$type<PartyId>().notNull(),
    otherId: text('other_id').$type<PartyId>().notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.partyId, table.otherId] })],
)

/** The bundle the citizen sees. Its state is derived from its items; `open` only speeds up lists. */
export const matterCase = sqliteTable('matter_case', {
  caseId: text('case_id').$type<CaseId>().primaryKey(),
  caseNo: text('case_no').notNull(),
  matterId: text('matter_id').notNull(),
  matterName: text('matter_name').notNull(),
  leadDept: text('lead_dept').notNull(),
  catalogueVersion: text('catalogue_version').notNull(),
  partyId: text('party_id').$type<PartyId>().notNull(),
  applicant: json('applicant').$type<Party>().notNull(),
  representative: json('representative').$type<Representative>().notNull(),
  answers: json('answers').$type<Readonly<Record<string, string>>>().notNull(),
  form: json('form').$type<Readonly<Record<string, string>>>().notNull(),
  receivedOn: text('received_on').notNull(),
  receivedMs: integer('received_ms').notNull(),
  clerk: text('clerk').$type<StaffId>().notNull(),
  nextDue: text('next_due'),
  open: integer('open', { mode: 'boolean' }).notNull(),
  decision: json('decision').$type<Pick<MatterDecided, 'choice' | 'ground' | 'decidedOn'>>(),
  changedAt: integer('changed_at').notNull(),
})

/** One item of a matter: owns its state and its clocks. */
export const itemCase = sqliteTable(
  'item_case',
  {
    caseId: text('case_id').$type<CaseId>().notNull(),
    itemNo: text('item_no').notNull(),
    itemId: text('item_id').notNull(),
    name: text('name').notNull(),
    deptName: text('dept_name').notNull(),
    role: text('role').$type<CentreRole>().notNull(),
    caseKind: text('case_kind').$type<'IMMEDIATE' | 'PROMISED'>().notNull(),
    promised: json('promised').$type<Limit>(),
    statutory: json('statutory').$type<Limit>(),
    state: text('state').$type<ItemState>().notNull(),
    clocks: json('clocks').$type<Clocks>().notNull(),
    changedAt: integer('changed_at').notNull(),
    /** The day the state began. */
    since: text('since').notNull(),
    corrections: integer('corrections').notNull(),
    running: integer('running', { mode: 'boolean' }).notNull(),
    nextDue: text('next_due'),
    /** The result a department has ready for this counter, until it arrives or is handed over. */
    pickUp: text('pick_up'),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.itemNo] })],
)

/** One row of the merged material set of a case. */
export const materialItem = sqliteTable(
  'material_item',
  {
    caseId: text('case_id').$type<CaseId>().notNull(),
    rowId: text('row_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    materialId: text('material_id').notNull(),
    name: text('name').notNull(),
    copies: integer('copies').notNull(),
    form: text('form').notNull(),
    custodyPolicy: text('custody_policy').notNull(),
    necessity: text('necessity').notNull(),
    howToObtain: text('how_to_obtain').notNull(),
    usedBy: json('used_by').$type<readonly string[]>().notNull(),
    judgement: json('judgement').$type<Judgement>(),
    changedAt: integer('changed_at').notNull(),
    /** The last day an original of this row went home; what is held is told by custody. */
    returnedOn: text('returned_on'),
    /** Pages photographed, oldest first. */
    pictures: json('pictures').$type<readonly PictureId[]>(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.rowId] })],
)

/** Every step of every item, one row an event: what papers, ledgers and statistics read. */
export const itemMove = sqliteTable('item_move', {
  changedAt: integer('changed_at').primaryKey(),
  caseId: text('case_id').$type<CaseId>().notNull(),
  itemNo: text('item_no').notNull(),
  act: text('act').$type<Act>().notNull(),
  fromState: text('from_state').$type<ItemState>().notNull(),
  toState: text('to_state').$type<ItemState>().notNull(),
  actedOn: text('acted_on').notNull(),
  atMs: integer('at_ms').notNull(),
  actor: text('actor').$type<StaffId | 'desk'>().notNull(),
  place: text('place').notNull(),
  organ: json('organ').$type<By>().notNull(),
  move: json('move').$type<Move>().notNull(),
  /** A department had acted first and this step no longer fitted: it moved nothing. */
  overtakenAt: integer('overtaken_at'),
})

/** Numbered papers; `printed` counts copies, the second on is 「补打」. */
export const paper = sqliteTable('paper', {
  paperId: text('paper_id').$type<PaperId>().primaryKey(),
  caseId: text('case_id').$type<CaseId>().notNull(),
  kind: text('kind').$type<PaperKind>().notNull(),
  docNo: text('doc_no').notNull(),
  itemNos: json('item_nos').$type<readonly string[]>().notNull(),
  year: integer('year').notNull(),
  serial: integer('serial').notNull(),
  issuedOn: text('issued_on').notNull(),
  printed: integer('printed').notNull(),
  changedAt: integer('changed_at').notNull(),
  /** The entry that issued it; `changedAt` moves on with every copy. */
  issuedAt: integer('issued_at').notNull(),
})
