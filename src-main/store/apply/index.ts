import type { DeskEvent } from '#shared/domain/events.ts'
import { unreachable } from '#shared/kernel/fault.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import {
  applyAssistMoved,
  applyAssistPrinted,
  applyAssistRegistered,
  applyLetterEnded,
  applyLetterSigned,
} from './assist.ts'
import type { At } from './at.ts'
import { applyMatterDecided, applyMatterReceived } from './case.ts'
import { applyConsultationLogged } from './consultation.ts'
import { applyEntryCorrected } from './correction.ts'
import { applyCabinetCounted, applyRoundPlanned } from './custody-rounds.ts'
import { applyDayClosed } from './day.ts'
import { applyCatalogueAdopted, applyDeskOpened, applyEpochOpened } from './desk.ts'
import { applyCaseErased } from './erasure.ts'
import {
  applyCustodyIncident,
  applyCustodyOverridden,
  applyHandoverAccepted,
  applyHandoverMade,
  applyHandoverOffered,
  applyHandoverWithdrawn,
  applyIncidentClosed,
  applyThingsStowed,
} from './handover.ts'
import {
  applyClocksRecalculated,
  applyDepartmentActed,
  applyItemMoved,
  applyMaterialJudged,
  applyOriginalsReturned,
} from './lifecycle.ts'
import {
  applyAppointmentSet,
  applyDutyPlanned,
  applyMeetingHeld,
  applyOfficerFiled,
  applyTrainingHeld,
} from './officer.ts'
import { applyPaperPrinted } from './paper.ts'
import { applyPartyToldApart } from './party.ts'
import { applyPictureTaken } from './picture.ts'
import { applyRatingInvited, applyRatingMoved } from './rating.ts'
import { applyStaff } from './staff.ts'
import { applyCaseTold } from './told.ts'
import { applyTypingDone } from './typing.ts'

/** Puts one event into the tables. Replaying the journal through here rebuilds them. */
export function apply(writer: Writer, event: DeskEvent, at: At): void {
  switch (event.type) {
    case 'desk-opened':
      return applyDeskOpened(writer, event, at)
    case 'epoch-opened':
      return applyEpochOpened(writer, event, at)
    case 'catalogue-adopted':
      return applyCatalogueAdopted(writer, event, at)
    case 'staff-added':
    case 'staff-changed':
      return applyStaff(writer, event, at)
    case 'matter-received':
      return applyMatterReceived(writer, event, at)
    case 'matter-decided':
      return applyMatterDecided(writer, event, at)
    case 'item-moved':
      return applyItemMoved(writer, event, at)
    case 'material-judged':
      return applyMaterialJudged(writer, event, at)
    case 'originals-returned':
      return applyOriginalsReturned(writer, event, at)
    case 'clocks-recalculated':
      return applyClocksRecalculated(writer, event, at)
    case 'paper-printed':
      return applyPaperPrinted(writer, event, at)
    case 'consultation-logged':
      return applyConsultationLogged(writer, event, at)
    case 'ledger-taken':
    case 'slip-printed':
    case 'value-revealed':
    case 'picture-viewed':
      // The journal is the register of copies and of who took or saw what; no table repeats it.
      return undefined
    case 'typing-done':
      return applyTypingDone(writer, event, at)
    case 'party-told-apart':
      return applyPartyToldApart(writer, event, at)
    case 'handover-made':
      return applyHandoverMade(writer, event, at)
    case 'handover-offered':
      return applyHandoverOffered(writer, event, at)
    case 'handover-accepted':
      return applyHandoverAccepted(writer, event, at)
    case 'handover-withdrawn':
      return applyHandoverWithdrawn(writer, event, at)
    case 'things-stowed':
      return applyThingsStowed(writer, event, at)
    case 'custody-incident':
      return applyCustodyIncident(writer, event, at)
    case 'incident-closed':
      return applyIncidentClosed(writer, event, at)
    case 'custody-overridden':
      return applyCustodyOverridden(writer, event, at)
    case 'assist-registered':
      return applyAssistRegistered(writer, event, at)
    case 'assist-moved':
      return applyAssistMoved(writer, event, at)
    case 'assist-printed':
      return applyAssistPrinted(writer, event, at)
    case 'letter-signed':
      return applyLetterSigned(writer, event, at)
    case 'letter-ended':
      return applyLetterEnded(writer, event, at)
    case 'rating-invited':
      return applyRatingInvited(writer, event, at)
    case 'rating-moved':
      return applyRatingMoved(writer, event, at)
    case 'round-planned':
      return applyRoundPlanned(writer, event, at)
    case 'cabinet-counted':
      return applyCabinetCounted(writer, event, at)
    case 'day-closed':
      return applyDayClosed(writer, event, at)
    case 'entry-corrected':
      return applyEntryCorrected(writer, event, at)
    case 'case-erased':
    case 'case-told':
    case 'department-acted':
      return applyHeard(writer, event, at)
    case 'picture-taken':
      return applyPictureTaken(writer, event, at)
    case 'officer-filed':
    case 'training-held':
    case 'meeting-held':
    case 'duty-planned':
    case 'appointment-set':
      return applyOffice(writer, event, at)
    default:
      return unreachable(event)
  }
}

type HeardEvent = Extract<DeskEvent, { type: 'case-erased' | 'case-told' | 'department-acted' }>

/** What came down the feed. */
function applyHeard(writer: Writer, event: HeardEvent, at: At): void {
  switch (event.type) {
    case 'case-erased':
      return applyCaseErased(writer, event, at)
    case 'case-told':
      return applyCaseTold(writer, event, at)
    case 'department-acted':
      return applyDepartmentActed(writer, event, at)
    default:
      return unreachable(event)
  }
}

type OfficeEvent = Extract<
  DeskEvent,
  { type: 'officer-filed' | 'training-held' | 'meeting-held' | 'duty-planned' | 'appointment-set' }
>

/** What the centre keeps of its own people and days. */
function applyOffice(writer: Writer, event: OfficeEvent, at: At): void {
  switch (event.type) {
    case 'officer-filed':
      return applyOfficerFiled(writer, event, at)
    case 'training-held':
      return applyTrainingHeld(writer, event, at)
    case 'meeting-held':
      return applyMeetingHeld(writer, event, at)
    case 'duty-planned':
      return applyDutyPlanned(writer, event, at)
    case 'appointment-set':
      return applyAppointmentSet(writer, event, at)
    default:
      return unreachable(event)
  }
}
