import { and, desc, eq, gte, inArray, isNull, max, type SQL, sql } from 'drizzle-orm'
import type { AssistOrderId, CaseId, LetterId, StaffId } from '#shared/kernel/ids.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { assistMove, assistOrder, assistPaper, letter } from '../tables/assist.ts'

export type OrderRow = typeof assistOrder.$inferSelect
export type OrderMoveRow = typeof assistMove.$inferSelect
export type LetterRow = typeof letter.$inferSelect
export type AssistPaperRow = typeof assistPaper.$inferSelect

export function findOrder(reader: Reader, orderId: AssistOrderId): OrderRow | undefined {
  return orderById(reader).get({ orderId })
}

export function findLetter(reader: Reader, letterId: LetterId): LetterRow | undefined {
  return letterById(reader).get({ letterId })
}

/** The letters of an order, the newest first. */
export function listLetters(reader: Reader, orderId: AssistOrderId): readonly LetterRow[] {
  return lettersOf(reader).all({ orderId })
}

export function listOrderMoves(reader: Reader, orderId: AssistOrderId): readonly OrderMoveRow[] {
  return movesOf(reader).all({ orderId })
}

export function countLettersOfCase(reader: Reader, caseId: CaseId): number {
  return lettersInCase(reader).get({ caseId })?.n ?? 0
}

export function lastOrderSerial(reader: Reader, year: number): number {
  return lastSerial(reader).get({ year })?.serial ?? 0
}

/** The papers of an order as they came about. */
export function listAssistPapers(reader: Reader, orderId: AssistOrderId): readonly AssistPaperRow[] {
  return papersOf(reader).all({ orderId })
}

export function findAssistPaper(
  reader: Reader,
  kind: AssistPaperRow['kind'],
  docNo: string,
): AssistPaperRow | undefined {
  return paperByNo(reader).get({ kind, docNo })
}

export function lastSlipSerialOfOrders(reader: Reader, year: number): number {
  return lastStopSerial(reader).get({ year })?.serial ?? 0
}

/** Everything registered in a month, for the ledger. */
export function listOrdersOfMonth(reader: Reader, month: string): readonly OrderRow[] {
  return reader
    .select()
    .from(assistOrder)
    .where(
      and(
        eq(assistOrder.year, Number(month.slice(0, 4))),
        gte(assistOrder.registeredOn, `${month}-01`),
        sql`${assistOrder.registeredOn} <= ${`${month}-31`}`,
      ),
    )
    .orderBy(assistOrder.registeredMs, assistOrder.serial)
    .all()
}

export type OrderScope = {
  readonly openOnly?: boolean | undefined
  readonly officerId?: StaffId | undefined
  readonly caseId?: CaseId | undefined
  /** Finished errands nobody has called back about. */
  readonly calls?: boolean | undefined
}

/** Who goes first comes first, then whoever came earlier. */
export function listOrders(reader: Reader, scope: OrderScope, limit: number): readonly OrderRow[] {
  const { calls, caseId, officerId, openOnly } = scope
  const wishes: (SQL | undefined)[] = [
    // Written out and not bound: only then does the partial index fit.
    openOnly || calls || officerId ? sql`${assistOrder.open} = 1` : undefined,
    officerId ? eq(assistOrder.officerId, officerId) : undefined,
    caseId ? eq(assistOrder.caseId, caseId) : undefined,
    calls ? and(eq(assistOrder.mode, 'DELEGATE'), eq(assistOrder.state, 'MATERIALS_RETURNED')) : undefined,
  ]
  return reader
    .select()
    .from(assistOrder)
    .where(and(...wishes))
    .orderBy(desc(assistOrder.first), assistOrder.registeredMs, assistOrder.serial)
    .limit(limit)
    .all()
}

/** Errands under way; whether a letter still covers them is for the rule to say. */
export function listRunningErrands(reader: Reader): readonly OrderRow[] {
  return runningErrands(reader).all({})
}

/** Letters that come to their end up to a day, of errands that are still open. */
export function listEndingLetters(
  reader: Reader,
  from: string,
  until: string,
  limit: number,
): readonly { readonly letter: LetterRow; readonly order: OrderRow }[] {
  return reader
    .select({ letter, order: assistOrder })
    .from(letter)
    .innerJoin(assistOrder, eq(assistOrder.orderId, letter.orderId))
    .where(
      and(
        isNull(letter.endedOn),
        gte(letter.validTo, from),
        sql`${letter.validTo} <= ${until}`,
        inArray(assistOrder.state, ['AUTHORISED', 'MATERIALS_TAKEN', 'IN_PROGRESS', 'PAUSED']),
      ),
    )
    .orderBy(letter.validTo)
    .limit(limit)
    .all()
}

const papersOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(assistPaper)
    .where(eq(assistPaper.orderId, sql.placeholder('orderId')))
    .orderBy(assistPaper.issuedOn, assistPaper.kind, assistPaper.docNo)
    .prepare(),
)

const paperByNo = prepared((reader: Reader) =>
  reader
    .select()
    .from(assistPaper)
    .where(
      and(eq(assistPaper.docNo, sql.placeholder('docNo')), eq(assistPaper.kind, sql.placeholder('kind'))),
    )
    .prepare(),
)

const lastStopSerial = prepared((reader: Reader) =>
  reader
    .select({ serial: max(assistPaper.serial) })
    .from(assistPaper)
    .where(and(eq(assistPaper.kind, 'D11'), eq(assistPaper.year, sql.placeholder('year'))))
    .prepare(),
)

const orderById = prepared((reader: Reader) =>
  reader
    .select()
    .from(assistOrder)
    .where(eq(assistOrder.orderId, sql.placeholder('orderId')))
    .prepare(),
)

const letterById = prepared((reader: Reader) =>
  reader
    .select()
    .from(letter)
    .where(eq(letter.letterId, sql.placeholder('letterId')))
    .prepare(),
)

const lettersOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(letter)
    .where(eq(letter.orderId, sql.placeholder('orderId')))
    .orderBy(desc(letter.letterNo))
    .prepare(),
)

const movesOf = prepared((reader: Reader) =>
  reader
    .select()
    .from(assistMove)
    .where(eq(assistMove.orderId, sql.placeholder('orderId')))
    .orderBy(assistMove.changedAt)
    .prepare(),
)

const lettersInCase = prepared((reader: Reader) =>
  reader
    .select({ n: sql<number>`count(*)` })
    .from(letter)
    .where(eq(letter.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const lastSerial = prepared((reader: Reader) =>
  reader
    .select({ serial: max(assistOrder.serial) })
    .from(assistOrder)
    .where(eq(assistOrder.year, sql.placeholder('year')))
    .prepare(),
)

const runningErrands = prepared((reader: Reader) =>
  reader
    .select()
    .from(assistOrder)
    .where(
      and(
        sql`${assistOrder.open} = 1`,
        eq(assistOrder.state, 'IN_PROGRESS'),
        eq(assistOrder.mode, 'DELEGATE'),
      ),
    )
    .orderBy(assistOrder.registeredMs)
    .prepare(),
)
