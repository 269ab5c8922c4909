import { and, eq, sql } from 'drizzle-orm'
import { isOrderOver } from '#shared/domain/assist.ts'
import type {
  AssistMoved,
  AssistPrinted,
  AssistRegistered,
  LetterEnded,
  LetterSigned,
} from '#shared/domain/assist-events.ts'
import { modeOf } from '#shared/domain/assist-order.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { assistMove, assistOrder, assistPaper, letter } from '../tables/assist.ts'
import type { At } from './at.ts'

export function applyAssistRegistered(
  writer: Writer,
  { atMs, caseId, docNo, on, orderId, registration, serial }: AssistRegistered,
  { actor, position }: At,
): void {
  writer
    .insert(assistOrder)
    .values({
      orderId,
      docNo,
      year: Number(on.slice(0, 4)),
      serial,
      caseId: caseId ?? null,
      mode: modeOf(registration),
      state: 'REGISTERED',
      since: on,
      open: true,
      first: registration.priority.grounds.length > 0,
      registeredOn: on,
      registeredMs: atMs,
      clerk: actor,
      officerId: registration.officerId ?? null,
      registration,
      sent: false,
      calls: 0,
      changedAt: position,
    })
    .run()
  const paper = { docNo, orderId, year: Number(on.slice(0, 4)), serial, issuedOn: on }
  issue(writer, { ...paper, kind: 'D8' }, position)
  if (modeOf(registration) === 'HOME_VISIT') issue(writer, { ...paper, kind: 'D8-VISIT' }, position)
}

export function applyAssistMoved(writer: Writer, event: AssistMoved, { actor, position }: At): void {
  const { atMs, from, move, on, orderId, paper, place, to } = event
  writer
    .insert(assistMove)
    .values({
      changedAt: position,
      orderId,
      act: move.act,
      fromState: from,
      toState: to,
      actedOn: on,
      atMs,
      actor,
      place,
      move,
    })
    .run()
  writer
    .update(assistOrder)
    .set({
      state: to,
      since: on,
      open: !isOrderOver(to),
      ...(to === 'PAUSED' ? {} : { pauseCause: null }),
      ...(move.act === 'PAUSE' ? { pauseCause: move.cause } : {}),
      ...(move.act === 'REASSIGN' ? { officerId: move.officerId } : {}),
      ...(move.act === 'SEND' ? { sent: true } : {}),
      ...(move.act === 'FINISH' ? { result: move.result } : {}),
      ...(move.act === 'CALL_MISSED' ? { calls: sql`${assistOrder.calls} + 1` } : {}),
      changedAt: position,
    })
    .where(eq(assistOrder.orderId, orderId))
    .run()
  if (paper)
    issue(
      writer,
      { ...paper, kind: 'D11', orderId, year: Number(on.slice(0, 4)), issuedOn: on, movedAt: position },
      position,
    )
}

export function applyAssistPrinted(writer: Writer, { docNo, kind }: AssistPrinted, { position }: At): void {
  writer
    .update(assistPaper)
    .set({ printed: sql`${assistPaper.printed} + 1`, changedAt: position })
    .where(and(eq(assistPaper.docNo, docNo), eq(assistPaper.kind, kind)))
    .run()
}

type Issued = Omit<typeof assistPaper.$inferInsert, 'printed' | 'changedAt'>

/** A paper exists from its act on, printed or not. */
function issue(writer: Writer, paper: Issued, position: number): void {
  writer
    .insert(assistPaper)
    .values({ ...paper, printed: 0, changedAt: position })
    .run()
}

export function applyLetterSigned(writer: Writer, event: LetterSigned, { position }: At): void {
  const { atMs, on, terms, type: _, ...signed } = event
  writer
    .insert(letter)
    .values({
      ...signed,
      renews: event.renews ?? null,
      officerId: terms.officerId,
      validFrom: terms.validFrom,
      validTo: terms.validTo,
      terms,
      signedOn: on,
      signedMs: atMs,
      changedAt: position,
    })
    .run()
  const { letterId, letterNo, orderId } = event
  const issued = { kind: 'D9' as const, docNo: letterNo, orderId, letterId, issuedOn: on }
  issue(writer, { ...issued, year: Number(on.slice(0, 4)), serial: Number(letterNo.slice(-2)) }, position)
}

export function applyLetterEnded(writer: Writer, event: LetterEnded, { position }: At): void {
  writer
    .update(letter)
    .set({
      endedOn: event.on,
      endedCause: event.cause,
      endedProof: event.proof ?? null,
      changedAt: position,
    })
    .where(eq(letter.letterId, event.letterId))
    .run()
}
