import { boolean, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { AssistMode, OrderState } from '#shared/domain/assist.ts'
import type { LetterAct, LetterEnd } from '#shared/domain/letter.ts'
import type { Officer } from '#shared/domain/officer.ts'
import type { Grade, RatingState } from '#shared/domain/rating.ts'
import type {
  AssistOrderId,
  CaseId,
  CentreId,
  DeskId,
  LetterId,
  RatingId,
  StaffId,
} from '#shared/kernel/ids.ts'

const centreId = () => text('centre_id').$type<CentreId>().notNull()
const deskId = () => text('desk_id').$type<DeskId>().notNull()

/** How far an order has come; who it is for stays in the journal. */
export const assistOrder = pgTable(
  'assist_order',
  {
    centreId: centreId(),
    orderId: text('order_id').$type<AssistOrderId>().notNull(),
    deskId: deskId(),
    caseId: text('case_id').$type<CaseId>(),
    mode: text('mode').$type<AssistMode>().notNull(),
    state: text('state').$type<OrderState>().notNull(),
    since: text('since').notNull(),
    registeredOn: text('registered_on').notNull(),
    officerId: text('officer_id').$type<StaffId>(),
    first: boolean('first').notNull(),
    collects: boolean('collects').notNull(),
    sent: boolean('sent').notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.orderId] })],
)

/** The force of a letter: from when to when, for what, for whom. */
export const letter = pgTable(
  'letter',
  {
    centreId: centreId(),
    letterId: text('letter_id').$type<LetterId>().notNull(),
    orderId: text('order_id').$type<AssistOrderId>().notNull(),
    letterNo: text('letter_no').notNull(),
    officerId: text('officer_id').$type<StaffId>().notNull(),
    validFrom: text('valid_from').notNull(),
    validTo: text('valid_to').notNull(),
    acts: jsonb('acts').$type<readonly LetterAct[]>().notNull(),
    subDelegation: boolean('sub_delegation').notNull(),
    endedOn: text('ended_on'),
    endedCause: text('ended_cause').$type<LetterEnd>(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.letterId] })],
)

export const officer = pgTable(
  'officer',
  {
    centreId: centreId(),
    staffId: text('staff_id').$type<StaffId>().notNull(),
    deskId: deskId(),
    filingNo: text('filing_no').notNull(),
    officer: jsonb('officer').$type<Officer>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.staffId] })],
)

/** One visit, one rating; without a grade when nobody pressed. */
export const rating = pgTable(
  'rating',
  {
    centreId: centreId(),
    ratingId: text('rating_id').$type<RatingId>().notNull(),
    deskId: deskId(),
    subjectId: text('subject_id').notNull(),
    visitOn: text('visit_on').notNull(),
    staffId: text('staff_id').$type<StaffId>().notNull(),
    state: text('state').$type<RatingState>().notNull(),
    since: text('since').notNull(),
    grade: integer('grade').$type<Grade>(),
    ratedOn: text('rated_on'),
    rectified: boolean('rectified').notNull(),
    appealed: boolean('appealed').notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.ratingId] })],
)
