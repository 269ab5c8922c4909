import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AssistAct, AssistMode, OrderState } from '#shared/domain/assist.ts'
import type { AssistMove, AssistResult, PauseCause, Registration } from '#shared/domain/assist-order.ts'
import type { AssistPaperKind } from '#shared/domain/assist-paper.ts'
import type { LetterEnd, LetterTerms } from '#shared/domain/letter.ts'
import type { Signature } from '#shared/domain/signature.ts'
import type { AssistOrderId, CaseId, LetterId, StaffId } from '#shared/kernel/ids.ts'
import { json } from '#shared/sqlite/json-column.ts'

/** Somebody 小萍帮办 helps. `first` is who goes before others, `open` only speeds up lists. */
export const assistOrder = sqliteTable('assist_order', {
  orderId: text('order_id').$type<AssistOrderId>().primaryKey(),
  docNo: text('doc_no').notNull(),
  year: integer('year').notNull(),
  serial: integer('serial').notNull(),
  caseId: text('case_id').$type<CaseId>(),
  mode: text('mode').$type<AssistMode>().notNull(),
  state: text('state').$type<OrderState>().notNull(),
  since: text('since').notNull(),
  open: integer('open', { mode: 'boolean' }).notNull(),
  first: integer('first', { mode: 'boolean' }).notNull(),
  registeredOn: text('registered_on').notNull(),
  registeredMs: integer('registered_ms').notNull(),
  clerk: text('clerk').$type<StaffId | 'desk'>().notNull(),
  officerId: text('officer_id').$type<StaffId>(),
  registration: json('registration').$type<Registration>().notNull(),
  sent: integer('sent', { mode: 'boolean' }).notNull(),
  pauseCause: text('pause_cause').$type<PauseCause>(),
  result: text('result').$type<AssistResult>(),
  /** How often nobody answered the call back. */
  calls: integer('calls').notNull(),
  changedAt: integer('changed_at').notNull(),
})

/** Every step of an order. */
export const assistMove = sqliteTable('assist_move', {
  changedAt: integer('changed_at').primaryKey(),
  orderId: text('order_id').$type<AssistOrderId>().notNull(),
  act: text('act').$type<AssistAct>().notNull(),
  fromState: text('from_state').$type<OrderState>().notNull(),
  toState: text('to_state').$type<OrderState>().notNull(),
  actedOn: text('acted_on').notNull(),
  atMs: integer('at_ms').notNull(),
  actor: text('actor').$type<StaffId | 'desk'>().notNull(),
  place: text('place').notNull(),
  move: json('move').$type<AssistMove>().notNull(),
})

/** A signed letter with its evidence; its state is a question of the day and never stored. */
export const letter = sqliteTable('letter', {
  letterId: text('letter_id').$type<LetterId>().primaryKey(),
  orderId: text('order_id').$type<AssistOrderId>().notNull(),
  caseId: text('case_id').$type<CaseId>().notNull(),
  letterNo: text('letter_no').notNull(),
  renews: text('renews').$type<LetterId>(),
  officerId: text('officer_id').$type<StaffId>().notNull(),
  validFrom: text('valid_from').notNull(),
  validTo: text('valid_to').notNull(),
  terms: json('terms').$type<LetterTerms>().notNull(),
  text: text('text').notNull(),
  textSha256: text('text_sha256').notNull(),
  signature: json('signature').$type<Signature>().notNull(),
  acceptedBy: text('accepted_by').$type<StaffId>().notNull(),
  signedOn: text('signed_on').notNull(),
  signedMs: integer('signed_ms').notNull(),
  endedOn: text('ended_on'),
  endedCause: text('ended_cause').$type<LetterEnd>(),
  endedProof: text('ended_proof'),
  changedAt: integer('changed_at').notNull(),
})

/** Papers of an order by number, with how often each left the printer. */
export const assistPaper = sqliteTable(
  'assist_paper',
  {
    docNo: text('doc_no').notNull(),
    kind: text('kind').$type<AssistPaperKind>().notNull(),
    orderId: text('order_id').$type<AssistOrderId>().notNull(),
    year: integer('year').notNull(),
    serial: integer('serial').notNull(),
    issuedOn: text('issued_on').notNull(),
    letterId: text('letter_id').$type<LetterId>(),
    movedAt: integer('moved_at'),
    printed: integer('printed').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.docNo, table.kind] })],
)
