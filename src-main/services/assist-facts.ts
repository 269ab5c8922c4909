import type { LetterRow, OrderRow } from '#main/store/queries/assist.ts'
import { listLetters } from '#main/store/queries/assist.ts'
import { listMaterials } from '#main/store/queries/case.ts'
import { findOfficer } from '#main/store/queries/officer.ts'
import type { AssistMove } from '#shared/domain/assist-order.ts'
import type { OrderFacts, OrderMoveFacts } from '#shared/domain/decide-assist.ts'
import type { LetterForce } from '#shared/domain/letter.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, today } from './desk.ts'
import { isHeld } from './item-facts.ts'

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

/** Whether papers of the principal were handed over, and how many of them somebody here still has. */
export function custodyFacts(
  reader: Reader,
  caseId: CaseId | null,
): Pick<OrderMoveFacts, 'handedOver' | 'heldCount'> {
  const rows = caseId ? listMaterials(reader, caseId) : []
  return {
    handedOver: rows.some(
      ({ judgement }) => judgement?.state === 'SUPPLIED' && judgement.taken !== 'SIGHT_ORIGINAL',
    ),
    heldCount: rows.filter(isHeld).length,
  }
}
