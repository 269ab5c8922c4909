import type { CentreId } from '#shared/kernel/ids.ts'
import { ownersOf, withoutInk } from './custody.ts'
import type { DeskEvent } from './events.ts'
import { keepsOriginal } from './material.ts'
import type { ToldAct } from './told-events.ts'

/** What another desk is told of an act, if it is one that desk needs to know. */
export function tellOf(event: DeskEvent): ToldAct | undefined {
  switch (event.type) {
    case 'matter-received':
      return received(event)
    case 'matter-decided':
      return {
        what: 'STANDS',
        on: event.decidedOn,
        items: event.outcomes.map(({ itemNo, state }) => ({ itemNo, state })),
      }
    case 'item-moved':
      return { what: 'STANDS', on: event.on, items: [{ itemNo: event.itemNo, state: event.to }] }
    case 'department-acted':
      return { what: 'STANDS', on: event.on, items: [{ itemNo: event.itemNo, state: event.stands.state }] }
    case 'material-judged': {
      const rowIds = event.rows.flatMap(({ judgement, rowId }) => (keepsOriginal(judgement) ? [rowId] : []))
      return rowIds.length > 0 ? { what: 'BROUGHT', on: event.on, atMs: event.atMs, rowIds } : undefined
    }
    case 'originals-returned': {
      const { atMs, on, papers, signedBy, things } = event
      const docNo = papers[0]?.docNo
      if (!things?.length) return undefined
      return { what: 'GIVEN_BACK', on, atMs, signedBy, things, ...(docNo ? { docNo } : {}) }
    }
    case 'handover-made': {
      const signed = { releasedBy: withoutInk(event.releasedBy), receivedBy: withoutInk(event.receivedBy) }
      return { what: 'CUSTODY', event: { ...event, ...signed } }
    }
    case 'handover-offered':
    case 'handover-accepted':
    case 'handover-withdrawn':
    case 'things-stowed':
    case 'custody-incident':
    case 'incident-closed':
    case 'custody-overridden':
      return { what: 'CUSTODY', event }
    case 'assist-registered':
      return {
        what: 'ERRAND',
        orderId: event.orderId,
        mode: event.registration.detail.mode,
        state: 'REGISTERED',
      }
    case 'assist-moved':
      return { what: 'ERRAND', orderId: event.orderId, state: event.to }
    case 'letter-signed': {
      const { acts, officerId, subDelegation, validFrom, validTo } = event.terms
      const force = { officerId, validFrom, validTo, acts, subDelegation }
      return { what: 'LETTER', letterId: event.letterId, orderId: event.orderId, force }
    }
    case 'letter-ended':
      return { what: 'LETTER_ENDED', letterId: event.letterId, on: event.on, cause: event.cause }
    case 'appointment-set':
    case 'ledger-taken':
    case 'assist-printed':
    case 'cabinet-counted':
    case 'case-erased':
    case 'case-told':
    case 'entry-corrected':
    case 'catalogue-adopted':
    case 'clocks-recalculated':
    case 'consultation-logged':
    case 'day-closed':
    case 'desk-opened':
    case 'duty-planned':
    case 'epoch-opened':
    case 'meeting-held':
    case 'officer-filed':
    case 'paper-printed':
    case 'party-told-apart':
    case 'picture-taken':
    case 'picture-viewed':
    case 'rating-invited':
    case 'rating-moved':
    case 'round-planned':
    case 'slip-printed':
    case 'staff-added':
    case 'staff-changed':
    case 'training-held':
    case 'typing-done':
    case 'value-revealed':
      return undefined
  }
}

/** The centre whose case it is: acts on things say so, every other act is of the desk that took the case in. */
export function homeOfAct(act: ToldAct, self: CentreId): CentreId {
  if (act.what !== 'CUSTODY') return self
  return 'offer' in act.event ? act.event.offer.home : act.event.home
}

/** Centres that need the case from now on: whom things are offered to, and whoever took them over. */
export function newcomers(act: ToldAct, self: CentreId): readonly CentreId[] {
  if (act.what !== 'CUSTODY') return []
  const { event } = act
  if (event.type === 'handover-offered') return [event.offer.home, event.offer.to.centreId, self]
  return event.type === 'handover-accepted' ? [event.offer.home, self] : []
}

function received(event: Extract<DeskEvent, { type: 'matter-received' }>): ToldAct {
  const { applicant, caseNo, items, materials, matterName, receivedMs, receivedOn, representative } = event
  return {
    what: 'RECEIVED',
    caseNo,
    matterName,
    owners: ownersOf(applicant, representative),
    receivedOn,
    atMs: receivedMs,
    items: items.map(({ deptName, itemNo, name, state }) => ({ itemNo, name, deptName, state })),
    rows: materials.map(({ custodyPolicy, form, name, rowId }) => ({ rowId, name, form, custodyPolicy })),
    kept: materials.flatMap(({ judgement, rowId }) => (keepsOriginal(judgement) ? [rowId] : [])),
  }
}
