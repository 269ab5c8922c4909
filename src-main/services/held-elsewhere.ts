import { findOffer, listThingsOfCase } from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findToldCase } from '#main/store/queries/told.ts'
import { holderName, isOfCentre } from '#shared/domain/custody.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'

/**
 * Custody is the lock of a case between desks (sync.md C.10): who does not hold its things looks at it.
 *
 * Papers at a department or with a courier lock nothing, since the case is worked on while they are there.
 */
export function heldElsewhere(reader: Reader, caseId: CaseId): Result<never, 'held-elsewhere'> | undefined {
  const { centreId } = getInstallation(reader)
  for (const { gone, holder, name, offerId } of listThingsOfCase(reader, caseId)) {
    if (gone) continue
    const inHands = holder.at === 'COUNTER' || holder.at === 'OFFICER'
    if (inHands && !isOfCentre(holder, centreId))
      return refuse('held-elsewhere', { thing: name, holder: holderName(holder) })
    const to = offerId ? findOffer(reader, offerId)?.offer.to : undefined
    if (to && to.centreId !== centreId)
      return refuse('held-elsewhere', { thing: name, holder: `${to.centreName}（待接收）` })
  }
  return undefined
}

/** Why a case that was not taken in here cannot be worked on here: it is another desk's, or nobody's. */
export function notOurs(reader: Reader, caseId: CaseId): Result<never, 'case-unknown' | 'held-elsewhere'> {
  const told = findToldCase(reader, caseId)
  return told
    ? refuse('held-elsewhere', { thing: told.caseNo, holder: told.homeName })
    : refuse('case-unknown')
}
