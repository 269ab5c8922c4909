import { lastPaperSerial } from '#main/store/queries/case.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import type { Outcome } from '#shared/domain/decision.ts'
import type { MaterialItem, Paper, PaperKind } from '#shared/domain/events.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import { PaperId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import type { Desk } from './desk.ts'
import { documentNo } from './numbers.ts'
import { returnedLater } from './paper-materials.ts'

const accepted: readonly ItemState[] = ['ACCEPTED', 'ACCEPTED_WITH_DEFICIENCY', 'COMPLETED']
/** Their papers go home with the applicant. */
const turnedAway: readonly ItemState[] = ['ACCEPTANCE_REFUSED', 'NOT_REQUIRED']

type Plan = {
  readonly self: Installation
  readonly day: string
  readonly outcomes: readonly Outcome[]
  /** The rows that count, not those an answer has switched off. */
  readonly materials: readonly MaterialItem[]
}

/**
 * Which papers a decision owes the applicant: they follow from the states, the clerk never picks them
 * (ui.md 0.10). A slip D1 for what was only taken in or is kept in original, D2 for what was accepted,
 * D3 for what must be supplied, D4 for what was refused.
 */
export function papersFor(reader: Reader, desk: Desk, { self, day, outcomes, materials }: Plan): Paper[] {
  const year = Number(day.slice(0, 4))
  const itemNos = (states: readonly ItemState[]) =>
    outcomes.filter(({ state }) => states.includes(state)).map(({ itemNo }) => itemNo)
  const staying = outcomes.filter(({ state }) => !turnedAway.includes(state)).map(({ itemNo }) => itemNo)
  const keepsOriginals = materials.some(
    (row) => returnedLater(row) && row.usedBy.some((itemNo) => staying.includes(itemNo)),
  )
  const plans: readonly (readonly [PaperKind, string[]])[] = [
    ['D1', keepsOriginals ? staying : itemNos(['RECEIVED'])],
    ['D2', itemNos(accepted)],
    ['D3', itemNos(['CORRECTION_PENDING'])],
    ['D4', itemNos(['ACCEPTANCE_REFUSED'])],
  ]
  return plans
    .filter(([, nos]) => nos.length > 0)
    .map(([kind, nos]) => {
      const serial = lastPaperSerial(reader, kind, year) + 1
      return {
        paperId: PaperId.parse(desk.seams.newId()),
        kind,
        docNo: documentNo(self, kind, year, serial),
        serial,
        itemNos: nos,
      }
    })
}
