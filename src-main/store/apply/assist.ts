import { eq, sql } from 'drizzle-orm'
import { isOrderOver } from '#shared/domain/assist.ts'
import type {
  AssistMoved,
  AssistRegistered,
  LetterEnded,
  LetterSigned,
} from '#shared/domain/assist-events.ts'
import { modeOf } from '#shared/domain/assist-order.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { assistMove, assistOrder, letter } from '../tables/assist.ts'
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
}

export function applyAssistMoved(writer: Writer, event: AssistMoved, { actor, position }: At): void {
  const { atMs, from, move, on, orderId, place, to } = event
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
