import { findOrder, lastSlipSerialOfOrders, type OrderRow } from '#main/store/queries/assist.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { record } from '#main/store/record.ts'
import type { AssistMove } from '#shared/domain/assist-order.ts'
import { owesSlip } from '#shared/domain/assist-paper.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import type { Desk } from './desk.ts'
import { documentNo } from './numbers.ts'

/** Who acts: a person at the window, or the desk by itself when nobody is. */
export type Actor = Pick<Desk, 'seams'> & Partial<Pick<Desk, 'session'>>

type Step = {
  readonly move: AssistMove
  readonly from: OrderRow['state']
  readonly to: OrderRow['state']
  readonly on: string
  readonly place?: string | undefined
}

/** Writes a decided act, of a person or of the desk itself. */
export function recordOrderMove(
  writer: Writer,
  desk: Actor,
  { caseId, mode, orderId }: OrderRow,
  { from, move: act, on, place, to }: Step,
): void {
  record(
    writer,
    { actor: desk.session?.staff?.staffId ?? 'desk', seams: desk.seams },
    {
      type: 'assist-moved',
      orderId,
      ...(caseId ? { caseId } : {}),
      move: act,
      from,
      to,
      on,
      ...(owesSlip(mode, act.act) ? { paper: nextSlipOf(writer, on) } : {}),
      atMs: desk.seams.wallMs(),
      place: place || getInstallation(writer).centreName,
    },
  )
}

/** The next number of D11 in the year of the act. */
function nextSlipOf(reader: Reader, on: string): { readonly docNo: string; readonly serial: number } {
  const year = Number(on.slice(0, 4))
  const serial = lastSlipSerialOfOrders(reader, year) + 1
  return { docNo: documentNo(getInstallation(reader), 'D11', year, serial), serial }
}

export function getOrder(reader: Reader, orderId: OrderRow['orderId']): OrderRow {
  const row = findOrder(reader, orderId)
  assert(row, 'an order stands where it was written')
  return row
}
