import { findLetter, listLetters, type OrderRow } from '#main/store/queries/assist.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { AssistMove, PauseCause } from '#shared/domain/assist-order.ts'
import { decideOrderMove } from '#shared/domain/decide-assist.ts'
import { checkLetterEnd } from '#shared/domain/decide-letter.ts'
import type { LetterEnd } from '#shared/domain/letter.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { letterForce, orderFacts } from './assist-facts.ts'
import { type Actor, getOrder, recordOrderMove } from './assist-record.ts'
import { shownOrder } from './assist-shown.ts'
import { type Desk, today } from './desk.ts'

/**
 * The principal takes the errand back, or has died: no letter of the order holds any more, and what is
 * under way stands still in the same breath.
 */
export function end(desk: Desk, input: Input<'letter.end'>): Answer<'letter.end'> {
  return desk.store.write((writer) => {
    const { cause, letterId, proof } = input
    const row = findLetter(writer, letterId)
    if (!row) return refuse('letter-unknown')
    if (!proof) return refuse('proof-missing')
    const day = today(desk)
    const on = input.on ?? day
    const checked = checkLetterEnd(letterForce(row), { cause, on, signedOn: row.signedOn, today: day })
    if (!checked.ok) return checked
    const order = getOrder(writer, row.orderId)
    endLetters(writer, desk, order, { cause, on, proof })
    standStill(writer, desk, order, cause === 'PRINCIPAL_DIED' ? 'PRINCIPAL_DIED' : 'LETTER_ENDED', day)
    return ok({ order: shownOrder(desk, writer, getOrder(writer, row.orderId)) })
  })
}

/** Ends every letter of an order that could still be used from that day on. */
export function endLetters(
  writer: Writer,
  desk: Actor,
  { orderId }: OrderRow,
  { cause, on, proof }: { readonly cause: LetterEnd; readonly on: string; readonly proof?: string },
): void {
  for (const row of listLetters(writer, orderId)) {
    const { endedCause, endedOn } = row
    if (endedOn && !(endedCause === 'RENEWED' && on < endedOn)) continue
    if (cause !== 'PRINCIPAL_DIED' && on > row.validTo) continue
    record(
      writer,
      { actor: desk.session?.staff?.staffId ?? 'desk', seams: desk.seams },
      {
        type: 'letter-ended',
        letterId: row.letterId,
        orderId,
        caseId: row.caseId,
        cause,
        ...(proof ? { proof } : {}),
        on,
        atMs: desk.seams.wallMs(),
      },
    )
  }
}

/** An errand under way pauses, on the day it becomes known; one that is not under way has nothing to pause. */
export function standStill(
  writer: Writer,
  desk: Actor,
  { orderId }: OrderRow,
  cause: PauseCause,
  day: string,
): void {
  const row = getOrder(writer, orderId)
  if (row.state !== 'IN_PROGRESS') return
  const move: AssistMove = { act: 'PAUSE', cause }
  const facts = { today: day, on: day, officer: undefined, handedOver: true, heldCount: 0 }
  const decided = decideOrderMove(orderFacts(writer, row), move, facts)
  if (decided.ok) recordOrderMove(writer, desk, row, { move, ...decided.value, on: day })
}
