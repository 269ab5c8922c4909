import type { LetterRow, OrderRow } from '#main/store/queries/assist.ts'
import { listLetters, listOrders } from '#main/store/queries/assist.ts'
import { listThingsOfCase } from '#main/store/queries/custody.ts'
import { findOfficer } from '#main/store/queries/officer.ts'
import { findToldCase } from '#main/store/queries/told.ts'
import type { AssistMove } from '#shared/domain/assist-order.ts'
import type { OrderFacts, OrderMoveFacts } from '#shared/domain/decide-assist.ts'
import type { CaseMandate } from '#shared/domain/decide-custody.ts'
import { type LetterForce, mandateOf } from '#shared/domain/letter.ts'
import { toldMandate } from '#shared/domain/told-case.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, today } from './desk.ts'

const errandsMax = 20

/** A letter as the rule sees it: its force and nothing of the person. */
export function letterForce(row: LetterRow): LetterForce {
  const { endedCause, endedOn, officerId, terms, validFrom, validTo } = row
  return {
    officerId,
    validFrom,
    validTo,
    acts: terms.acts,
    subDelegation: terms.subDelegation,
    ...(endedOn && endedCause ? { ended: { on: endedOn, cause: endedCause } } : {}),
  }
}

export function orderFacts(reader: Reader, row: OrderRow): OrderFacts {
  const { detail } = row.registration
  return {
    mode: row.mode,
    state: row.state,
    since: row.since,
    officerId: row.officerId ?? undefined,
    collects: detail.mode === 'CROSS_REGION' && detail.way === 'COLLECT_AND_FORWARD',
    sent: row.sent,
    letters: listLetters(reader, row.orderId).map(letterForce),
  }
}

/** What an act on an order depends on beside the order itself. */
export function orderMoveFacts(
  desk: Desk,
  reader: Reader,
  row: OrderRow,
  { move, on }: { readonly move: AssistMove; readonly on?: string | undefined },
): OrderMoveFacts {
  const day = today(desk)
  const officerId = move.act === 'REASSIGN' ? move.officerId : row.officerId
  return {
    today: day,
    on: on ?? day,
    officer: officerId ? findOfficer(reader, officerId) : undefined,
    ...custodyFacts(reader, row.caseId),
  }
}

/**
 * Whether papers of the principal were handed over by a slip, and how much of what was is still out of the
 * principal's hands. What a department keeps beside an original is used up there and comes back to nobody.
 */
export function custodyFacts(
  reader: Reader,
  caseId: CaseId | null,
): Pick<OrderMoveFacts, 'handedOver' | 'heldCount'> {
  const things = caseId ? listThingsOfCase(reader, caseId) : []
  return {
    handedOver: things.some(({ slipId }) => slipId !== null),
    heldCount: things.filter(({ form, gone, holderAt }) => {
      const comesBack = holderAt !== 'DEPARTMENT' || (form !== 'COPY' && form !== 'FORM')
      return !gone && comesBack
    }).length,
  }
}

/** Whether somebody may carry the things of a case that day: only a case run as an errand needs a letter. */
export function mandateOfCase(reader: Reader, caseId: CaseId, on: string): CaseMandate {
  const errands = listOrders(reader, { caseId, openOnly: true }, errandsMax).filter(
    ({ mode }) => mode === 'DELEGATE',
  )
  const told = findToldCase(reader, caseId)
  if (errands.length === 0 && told) return toldMandate(told, on)
  const mandates = errands.map(({ orderId }) =>
    mandateOf(listLetters(reader, orderId).map(letterForce), 'ANY', on),
  )
  return mandates.find(({ ok }) => ok) ?? mandates[0] ?? 'NOT_NEEDED'
}
