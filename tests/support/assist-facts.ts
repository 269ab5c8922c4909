import type { Appointment } from '#shared/domain/appointment.ts'
import { AssistAct, type AssistMode, type OrderState } from '#shared/domain/assist.ts'
import type { AssistMove } from '#shared/domain/assist-order.ts'
import type { OrderFacts, OrderMoveFacts } from '#shared/domain/decide-assist.ts'
import type { LetterFacts } from '#shared/domain/decide-letter.ts'
import type { LetterForce, LetterTerms } from '#shared/domain/letter.ts'
import type { Officer } from '#shared/domain/officer.ts'
import { AppointmentId, StaffId } from '#shared/kernel/ids.ts'

export const officerId = StaffId.parse('019956a0-0000-7000-8000-000000000001')
export const otherOfficerId = StaffId.parse('019956a0-0000-7000-8000-000000000002')
export const today = '2026-09-18'

export function anOfficer(change: Partial<Officer> = {}): Officer {
  return {
    staffId: officerId,
    post: 'CENTRE',
    filingNo: '备2026-017',
    filedOn: '2026-01-01',
    validTo: '2026-12-31',
    approval: { on: '2026-01-05' },
    ...change,
  }
}

export function aLetter(change: Partial<LetterForce> = {}): LetterForce {
  return {
    officerId,
    validFrom: '2026-09-14',
    validTo: '2026-10-16',
    acts: ['SUBMIT', 'COLLECT_RESULT'],
    subDelegation: false,
    ...change,
  }
}

export function anOrder(mode: AssistMode, state: OrderState, change: Partial<OrderFacts> = {}): OrderFacts {
  return {
    mode,
    state,
    since: '2026-09-14',
    officerId,
    collects: false,
    sent: false,
    letters: mode === 'DELEGATE' ? [aLetter()] : [],
    ...change,
  }
}

export function moveFacts(change: Partial<OrderMoveFacts> = {}): OrderMoveFacts {
  return { today, on: today, officer: anOfficer(), handedOver: true, heldCount: 0, ...change }
}

/** Each act with everything said that it must say. */
export const fullOrderMoves: { readonly [Act in AssistAct]: Extract<AssistMove, { act: Act }> } = {
  AUTHORISE: { act: 'AUTHORISE' },
  TAKE_MATERIALS: { act: 'TAKE_MATERIALS' },
  START: { act: 'START' },
  PROGRESS: { act: 'PROGRESS', did: 'SUBMIT', where: '县医保局窗口' },
  SEND: { act: 'SEND', carrier: '邮政EMS', waybill: '1234567890123' },
  PAUSE: { act: 'PAUSE', cause: 'PAPERS_INCOMPLETE' },
  RESUME: { act: 'RESUME' },
  REASSIGN: { act: 'REASSIGN', officerId, reason: '休假' },
  FINISH: { act: 'FINISH', result: 'GRANTED' },
  RETURN_MATERIALS: { act: 'RETURN_MATERIALS', signedBy: '陈桂香' },
  CALL_MISSED: { act: 'CALL_MISSED' },
  FOLLOW_UP: { act: 'FOLLOW_UP', spokeWith: '陈桂香', satisfied: true },
  CLOSE: { act: 'CLOSE' },
  STOP: { act: 'STOP', cause: 'PRINCIPAL_ASKED', signedBy: '陈桂香' },
  REFUSE: { act: 'REFUSE', reason: '须本人到场' },
}

export const everyAssistAct = AssistAct.options

export function theTerms(change: Partial<LetterTerms> = {}): LetterTerms {
  return {
    principal: { kind: 'PERSON', name: '陈桂香', idNumber: '360302195803120000', birthDate: '1958-03-12' },
    signer: { as: 'PRINCIPAL', name: '陈桂香' },
    officerId,
    items: [{ itemNo: '01', name: '老年人优待证' }],
    acts: ['SUBMIT', 'COLLECT_RESULT'],
    validFrom: today,
    validTo: '2026-10-16',
    subDelegation: false,
    dataConsent: true,
    sensitiveConsent: true,
    ...change,
  }
}

export function letterFacts(change: Partial<LetterFacts> = {}): LetterFacts {
  return {
    order: { mode: 'DELEGATE', state: 'REGISTERED', registeredOn: '2026-09-14', sensitive: false },
    today,
    on: today,
    officer: anOfficer(),
    items: [{ itemNo: '01', name: '老年人优待证', requiresPresence: false, allowsDelegation: true }],
    letters: [],
    renews: false,
    ...change,
  }
}

export function anAppointment(change: Partial<Appointment> = {}): Appointment {
  return {
    appointmentId: AppointmentId.parse('019956a0-0000-7000-8000-00000000000a'),
    on: '2026-10-01',
    fromMin: 540,
    toMin: 600,
    officerId,
    mode: 'HOME_VISIT',
    place: '桐木村二组',
    name: '陈桂香',
    status: 'BOOKED',
    ...change,
  }
}
