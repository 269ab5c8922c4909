import type { DeskEvent, DeskOpened, EpochOpened } from '#shared/domain/events.ts'
import { caseOf } from '#shared/domain/events.ts'
import { unreachable } from '#shared/kernel/fault.ts'
import {
  applyAssistMoved,
  applyAssistRegistered,
  applyLetterEnded,
  applyLetterSigned,
  applyOfficerFiled,
  applyRatingInvited,
  applyRatingMoved,
} from './assist.ts'
import { applyConsultationLogged } from './consultation.ts'
import {
  applyCustodyIncident,
  applyCustodyOverridden,
  applyHandoverAccepted,
  applyHandoverMade,
  applyHandoverOffered,
  applyHandoverWithdrawn,
  applyIncidentClosed,
  applyThingsStowed,
} from './custody.ts'
import { applyDayClosed } from './day-close.ts'
import {
  applyClocksRecalculated,
  applyDepartmentActed,
  applyItemMoved,
  applyMaterialJudged,
  applyOriginalsReturned,
} from './lifecycle.ts'
import { applyMatterDecided, applyMatterReceived, applyPaperPrinted } from './matter-case.ts'
import { ownsPart, type Stage, type Staged } from './stage.ts'
import { held, returned, type Verdict, type VerdictCode } from './verdict.ts'

/** Applies one entry to the stage, or says why not. `unread` is what reading its body came to. */
export function applyEntry(
  stage: Stage,
  { arrival, event }: Staged,
  unread: Verdict | undefined,
): Verdict | undefined {
  const blocked = arrival.caseId && stage.heldCases.get(arrival.caseId)
  if (blocked && blocked !== 'RETURNED_RULE') return held(blocked, 'case-held')
  if (!event) {
    const verdict = unread ?? held('HELD_INTERNAL', 'city-fault')
    if (arrival.caseId && verdict.state !== 'RETURNED_RULE')
      stage.heldCases.set(arrival.caseId, verdict.state)
    return verdict
  }
  if (caseOf(event) !== arrival.caseId) return returned('case-mismatch')
  const code = apply(stage, event)
  return code && returned(code)
}

function apply(stage: Stage, event: DeskEvent): VerdictCode | undefined {
  switch (event.type) {
    case 'desk-opened':
    case 'epoch-opened':
      return checkDeskOpened(stage, event)
    case 'catalogue-adopted':
      stage.catalogueVersion = event.version
      return undefined
    case 'staff-added':
      stage.staff.set(event.staff.staffId, event.staff)
      return undefined
    case 'staff-changed':
      if (event.change.what === 'LEFT') stage.staffLeft.set(event.staffId, event.change.on)
      return undefined
    case 'matter-received':
      return applyMatterReceived(stage, event)
    case 'matter-decided':
      return applyMatterDecided(stage, event)
    case 'item-moved':
      return applyItemMoved(stage, event)
    case 'department-acted':
      return applyDepartmentActed(stage, event)
    case 'material-judged':
      return applyMaterialJudged(stage, event)
    case 'originals-returned':
      return applyOriginalsReturned(stage, event)
    case 'clocks-recalculated':
      return applyClocksRecalculated(stage, event)
    case 'paper-printed':
      return applyPaperPrinted(stage, event)
    case 'consultation-logged':
      return applyConsultationLogged(stage, event)
    case 'value-revealed':
    case 'typing-done':
    case 'party-told-apart':
      // Counted and kept by the journal (persons stay at the centre); all there is to apply is that the case is known.
      return stage.cases.has(event.caseId) ? undefined : 'case-not-received'
    case 'picture-taken':
      stage.pictures.push(event)
      return undefined
    case 'entry-corrected':
    case 'picture-viewed':
    case 'case-erased':
    case 'case-told':
    case 'slip-printed':
    case 'assist-printed':
      // Nothing to apply here: what a correction sets right is settled after the batch, when all it may speak of has been
      // judged; of things of another centre not even the case is known; and no desk has anything erased.
      return undefined
    case 'handover-made':
      return applyHandoverMade(stage, event)
    case 'handover-offered':
      return applyHandoverOffered(stage, event)
    case 'handover-accepted':
      return applyHandoverAccepted(stage, event)
    case 'handover-withdrawn':
      return applyHandoverWithdrawn(stage, event)
    case 'things-stowed':
      return applyThingsStowed(stage, event)
    case 'custody-incident':
      return applyCustodyIncident(stage, event)
    case 'incident-closed':
      return applyIncidentClosed(stage, event)
    case 'custody-overridden':
      return applyCustodyOverridden(stage, event)
    case 'assist-registered':
      return applyAssistRegistered(stage, event)
    case 'assist-moved':
      return applyAssistMoved(stage, event)
    case 'letter-signed':
      return applyLetterSigned(stage, event)
    case 'letter-ended':
      return applyLetterEnded(stage, event)
    case 'officer-filed':
      return applyOfficerFiled(stage, event)
    case 'rating-invited':
      return applyRatingInvited(stage, event)
    case 'rating-moved':
      return applyRatingMoved(stage, event)
    case 'training-held':
    case 'meeting-held':
    case 'duty-planned':
    case 'appointment-set':
    case 'ledger-taken':
    case 'round-planned':
    case 'cabinet-counted':
      // The centre's own calendar: counted and kept by the journal, nothing in law hangs on it.
      return undefined
    case 'day-closed':
      return applyDayClosed(stage, event)
    default:
      return unreachable(event)
  }
}

/** The log must say of itself what the certificate says: nothing to write, the roster has it. */
function checkDeskOpened({ desk }: Stage, event: DeskOpened | EpochOpened): VerdictCode | undefined {
  const same =
    event.deskId === desk.deskId && event.centreId === desk.centreId && ownsPart(desk, event.deskPart)
  return same ? undefined : 'desk-mismatch'
}
