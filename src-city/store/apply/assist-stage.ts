import { and, eq, or, sql } from 'drizzle-orm'
import type { DeskEvent } from '#shared/domain/events.ts'
import { subjectId } from '#shared/domain/rating.ts'
import type { AssistOrderId, CentreId, DeskId, LetterId, RatingId, StaffId } from '#shared/kernel/ids.ts'
import { among, rowsOf, type Writer } from '../store.ts'
import { assistOrder, letter, officer, rating } from '../tables/assist.ts'

export type OrderImage = Omit<typeof assistOrder.$inferSelect, 'centreId' | 'deskId'>
export type LetterImage = Omit<typeof letter.$inferSelect, 'centreId'>
export type RatingImage = Omit<typeof rating.$inferSelect, 'centreId' | 'deskId'>
type OfficerImage = Omit<typeof officer.$inferSelect, 'centreId' | 'deskId'>

/** What a batch touches of 小萍帮办: read once, changed in memory, written once. */
export type AssistStage = {
  readonly orders: Map<AssistOrderId, OrderImage>
  readonly letters: Map<LetterId, LetterImage>
  readonly officers: Map<StaffId, OfficerImage>
  readonly ratings: Map<RatingId, RatingImage>
  readonly changed: {
    readonly orders: Set<AssistOrderId>
    readonly letters: Set<LetterId>
    readonly officers: Set<StaffId>
    readonly ratings: Set<RatingId>
  }
}

export async function loadAssist(
  writer: Writer,
  centreId: CentreId,
  events: readonly (DeskEvent | undefined)[],
): Promise<AssistStage> {
  const orderIds = new Set<AssistOrderId>()
  const ratingIds = new Set<RatingId>()
  const subjects = new Set<string>()
  for (const event of events) {
    if (event && 'orderId' in event) orderIds.add(event.orderId)
    if (event && 'ratingId' in event) ratingIds.add(event.ratingId)
    if (event?.type === 'rating-invited') subjects.add(subjectId(event.subject))
  }
  const stage = noAssist()
  if (orderIds.size > 0) await loadOrders(writer, centreId, orderIds, stage)
  if (ratingIds.size > 0) await loadRatings(writer, centreId, ratingIds, subjects, stage)
  return stage
}

/** For a batch of acts that have nothing to do with 小萍帮办. */
export function noAssist(): AssistStage {
  return {
    orders: new Map(),
    letters: new Map(),
    officers: new Map(),
    ratings: new Map(),
    changed: { orders: new Set(), letters: new Set(), officers: new Set(), ratings: new Set() },
  }
}

async function loadOrders(
  writer: Writer,
  centreId: CentreId,
  ids: ReadonlySet<AssistOrderId>,
  { letters, officers, orders }: AssistStage,
): Promise<void> {
  const rows = await writer
    .select()
    .from(assistOrder)
    .where(and(eq(assistOrder.centreId, centreId), among(assistOrder.orderId, ids)))
    .orderBy(assistOrder.orderId)
    .for('update')
  for (const { centreId: _, deskId: __, ...order } of rows) orders.set(order.orderId, order)
  const signed = await writer
    .select()
    .from(letter)
    .where(and(eq(letter.centreId, centreId), among(letter.orderId, ids)))
  for (const { centreId: _, ...one } of signed) letters.set(one.letterId, one)
  const filed = await writer.select().from(officer).where(eq(officer.centreId, centreId))
  for (const { centreId: _, deskId: __, ...one } of filed) officers.set(one.staffId, one)
}

async function loadRatings(
  writer: Writer,
  centreId: CentreId,
  ids: ReadonlySet<RatingId>,
  subjects: ReadonlySet<string>,
  { ratings }: AssistStage,
): Promise<void> {
  const rows = await writer
    .select()
    .from(rating)
    .where(
      and(
        eq(rating.centreId, centreId),
        subjects.size > 0
          ? or(among(rating.ratingId, ids), among(rating.subjectId, subjects))
          : among(rating.ratingId, ids),
      ),
    )
    .orderBy(rating.ratingId)
    .for('update')
  for (const { centreId: _, deskId: __, ...one } of rows) ratings.set(one.ratingId, one)
}

/** One statement a table, however many orders there are. */
export async function writeAssist(
  writer: Writer,
  { centreId, deskId }: { readonly centreId: CentreId; readonly deskId: DeskId },
  stage: AssistStage,
): Promise<void> {
  const { changed } = stage
  if (changed.orders.size > 0) await writeOrders(writer, centreId, deskId, pick(stage.orders, changed.orders))
  if (changed.letters.size > 0) await writeLetters(writer, centreId, pick(stage.letters, changed.letters))
  if (changed.officers.size > 0)
    await writeOfficers(writer, centreId, deskId, pick(stage.officers, changed.officers))
  if (changed.ratings.size > 0)
    await writeRatings(writer, centreId, deskId, pick(stage.ratings, changed.ratings))
}

function pick<Key, Image>(all: ReadonlyMap<Key, Image>, keys: ReadonlySet<Key>): readonly Image[] {
  return [...keys].flatMap((key) => all.get(key) ?? [])
}

async function writeOrders(writer: Writer, centreId: string, deskId: string, images: readonly OrderImage[]) {
  const rows = images.map((order) => ({
    order_id: order.orderId,
    case_id: order.caseId,
    mode: order.mode,
    state: order.state,
    since: order.since,
    registered_on: order.registeredOn,
    officer_id: order.officerId,
    first: order.first,
    collects: order.collects,
    sent: order.sent,
  }))
  await rowsOf(
    writer,
    sql`insert into assist_order (centre_id, desk_id, order_id, case_id, mode, state, since, registered_on,
                                  officer_id, first, collects, sent)
        select ${centreId}::text, ${deskId}::text, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (order_id text, case_id text, mode text, state text, since text, registered_on text, officer_id text,
             first boolean, collects boolean, sent boolean)
        on conflict (centre_id, order_id) do update
          set state = excluded.state, since = excluded.since, officer_id = excluded.officer_id,
              sent = excluded.sent`,
  )
}

async function writeLetters(writer: Writer, centreId: string, images: readonly LetterImage[]) {
  const rows = images.map((one) => ({
    letter_id: one.letterId,
    order_id: one.orderId,
    letter_no: one.letterNo,
    officer_id: one.officerId,
    valid_from: one.validFrom,
    valid_to: one.validTo,
    acts: one.acts,
    sub_delegation: one.subDelegation,
    ended_on: one.endedOn,
    ended_cause: one.endedCause,
  }))
  await rowsOf(
    writer,
    sql`insert into letter (centre_id, letter_id, order_id, letter_no, officer_id, valid_from, valid_to, acts,
                            sub_delegation, ended_on, ended_cause)
        select ${centreId}::text, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (letter_id text, order_id text, letter_no text, officer_id text, valid_from text, valid_to text,
             acts jsonb, sub_delegation boolean, ended_on text, ended_cause text)
        on conflict (centre_id, letter_id) do update
          set ended_on = excluded.ended_on, ended_cause = excluded.ended_cause`,
  )
}

/** Filed again at whichever counter, the later filing holds. */
async function writeOfficers(
  writer: Writer,
  centreId: string,
  deskId: string,
  images: readonly OfficerImage[],
) {
  const rows = images.map((one) => ({ staff_id: one.staffId, filing_no: one.filingNo, officer: one.officer }))
  await rowsOf(
    writer,
    sql`insert into officer (centre_id, desk_id, staff_id, filing_no, officer)
        select ${centreId}::text, ${deskId}::text, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (staff_id text, filing_no text, officer jsonb)
        on conflict (centre_id, staff_id) do update
          set desk_id = excluded.desk_id, filing_no = excluded.filing_no, officer = excluded.officer`,
  )
}

async function writeRatings(
  writer: Writer,
  centreId: string,
  deskId: string,
  images: readonly RatingImage[],
) {
  const rows = images.map((one) => ({
    rating_id: one.ratingId,
    subject_id: one.subjectId,
    visit_on: one.visitOn,
    staff_id: one.staffId,
    state: one.state,
    since: one.since,
    grade: one.grade,
    rated_on: one.ratedOn,
    rectified: one.rectified,
    appealed: one.appealed,
  }))
  await rowsOf(
    writer,
    sql`insert into rating (centre_id, desk_id, rating_id, subject_id, visit_on, staff_id, state, since, grade,
                            rated_on, rectified, appealed)
        select ${centreId}::text, ${deskId}::text, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (rating_id text, subject_id text, visit_on text, staff_id text, state text, since text, grade int,
             rated_on text, rectified boolean, appealed boolean)
        on conflict (centre_id, rating_id) do update
          set state = excluded.state, since = excluded.since, grade = excluded.grade,
              rated_on = excluded.rated_on, rectified = excluded.rectified, appealed = excluded.appealed`,
  )
}
