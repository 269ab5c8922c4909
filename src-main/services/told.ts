import { findToldCase } from '#main/store/queries/told.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { maskName } from '#shared/domain/masking.ts'
import { toldMandate } from '#shared/domain/told-case.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { type Desk, today } from './desk.ts'

/** A case of another desk as far as it was told here; nothing of it can be changed here but its custody. */
export function told(desk: Desk, { caseId }: Input<'case.told'>): Answer<'case.told'> {
  return desk.store.read((reader) => {
    const found = findToldCase(reader, caseId)
    if (!found) return refuse('case-unknown')
    const { caseNo, homeName, items, matterName, owners, receivedOn } = found
    const mandate = toldMandate(found, today(desk))
    return ok({
      caseNo,
      matterName,
      homeName,
      ownerName: maskName(owners[0] ?? ''),
      receivedOn,
      items: [...items],
      mandate: mandate === 'NOT_NEEDED' ? mandate : mandate.ok ? 'HOLDS' : mandate.refusal.code,
    })
  })
}
