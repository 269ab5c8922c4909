import { listOwedRows, listPledgeMoves } from '#main/store/queries/pledge.ts'
import { deficienciesOf } from '#shared/domain/decide-move.ts'
import { brokenPledge } from '#shared/domain/pledge.ts'
import type { PartyId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, today } from './desk.ts'

/** The case in which a person broke a promise to supply, as far as this desk knows. */
export function brokenPledgeOf(reader: Reader, desk: Desk, partyId: PartyId | undefined): string | undefined {
  if (!partyId) return undefined
  const owed = listOwedRows(reader, partyId).flatMap(({ caseNo, clocks, judgement, name, rowId }) => {
    const rows = [{ rowId, name, judgement: judgement ?? undefined, held: false, surrendered: false }]
    return deficienciesOf(desk.rules.calendar, { clocks, rows }).map(({ due }) => ({ caseNo, due }))
  })
  return brokenPledge({ moves: listPledgeMoves(reader, partyId), owed }, today(desk))
}
