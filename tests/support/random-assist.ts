import { uuidV7 } from '#shared/crypto/uuid.ts'
import { addDays } from '#shared/domain/day.ts'
import {
  AppointmentId,
  AssistOrderId,
  type CaseId,
  LetterId,
  MeetingId,
  RatingId,
  StaffId,
  TrainingId,
} from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { people, type TestDesk } from './a-desk.ts'
import { anAppointment, anOfficer, fullOrderMoves } from './assist-facts.ts'
import { givenBack } from './given-back.ts'
import { inkOf } from './ink.ts'
import type { Lottery } from './lottery.ts'

/** The officer is filed, trained, on duty and met with; all that the manager does once. */
export async function officersFiled(desk: TestDesk): Promise<StaffId> {
  const manager = await desk.signIn(2)
  const on = dateOf(desk.clock.nowMs)
  const tiles = await desk.ask('staff.tiles', {})
  const staffId = StaffId.parse(tiles.ok ? tiles.value.tiles[1]?.staffId : manager.staffId)
  const filed = await desk.ask('officer.file', { officer: anOfficer({ staffId }) })
  if (!filed.ok) throw new Error(filed.refusal.code)
  const id = () => uuidV7(desk.clock.nowMs)
  await desk.ask('officer.train', {
    trainingId: TrainingId.parse(id()),
    title: '帮办规范',
    hours: 4,
    staffIds: [staffId],
    on,
  })
  const meeting = {
    meetingId: MeetingId.parse(id()),
    difficulty: '系统不通',
    way: '专人跑办',
    owner: '李敏',
    due: addDays(on, 9),
    attendees: '周建国',
  }
  await desk.ask('officer.meet', { meeting, on })
  await desk.ask('officer.meet', { meeting: { ...meeting, outcome: '已解决' }, on })
  await desk.ask('duty.plan', { duty: { on: addDays(on, 1), staffIds: [staffId] } })
  const appointmentId = AppointmentId.parse(id())
  await desk.ask('appointment.set', { appointment: anAppointment({ appointmentId, officerId: staffId }) })
  return staffId
}

/** A colleague for a morning, and the ledger of the month on paper: the manager's own acts. */
export async function somebodyCameAndLeft(desk: TestDesk): Promise<void> {
  const manager = await desk.signIn(2)
  const pin = people[2].pin
  const came = await desk.ask('staff.add', { name: '赵小兵', role: 'clerk', badge: 'T009', pin: '204060' })
  if (!came.ok) throw new Error(came.refusal.code)
  await desk.ask('staff.setPin', { staffId: manager.staffId, pin, confirm: { pin } })
  const left = await desk.ask('staff.leave', { staffId: came.value.staffId, confirm: { pin } })
  if (!left.ok) throw new Error(left.refusal.code)
  await desk.ask('assist.takeLedger', { month: dateOf(desk.clock.nowMs).slice(0, 7), how: 'PAPER' })
}

/** One copy on a signed slip: all that an errand needs to begin. */
async function somethingHandedOver(desk: TestDesk, caseId: CaseId, signedBy: string): Promise<void> {
  await desk.ask('custody.takeIn', {
    caseId,
    from: { at: 'APPLICANT', signedBy },
    to: 'COUNTER',
    lines: [{ name: '户口簿', form: 'COPY', copies: 1, condition: 'GOOD' }],
  })
}

async function everythingBack(desk: TestDesk, caseId: CaseId, signedBy: string): Promise<void> {
  const here = await desk.ask('custody.ofCase', { caseId })
  const rows = here.ok ? here.value.rows.filter(({ gone }) => !gone) : []
  for (const { thingId, tip } of rows) await givenBack(desk, [{ thingId, tip }], signedBy)
}

/** A case becomes an errand: registered, signed for, led through some acts, revoked now and then, rated. */
export async function aRandomErrand(lottery: Lottery, desk: TestDesk, caseId: CaseId, officerId: StaffId) {
  const id = () => uuidV7(desk.clock.nowMs)
  const orderId = AssistOrderId.parse(id())
  const registered = await desk.ask('assist.register', {
    orderId,
    caseId,
    wish: {
      source: 'WINDOW',
      category: 'ELDERLY',
      detail: { mode: lottery.chance(0.8) ? 'DELEGATE' : 'ACCOMPANY' },
      needs: [],
      officerId,
      claim: lottery.chance(0.3) ? { otherReason: '抱着婴儿' } : {},
      consent: { voluntary: true, privacy: true, sensitive: true },
    },
  })
  if (!registered.ok) return [registered.refusal.code]
  await desk.ask('assist.paperPrinted', { kind: 'D8', docNo: registered.value.docNo })
  const wish = {
    acts: ['SUBMIT' as const, 'COLLECT_RESULT' as const],
    subDelegation: false,
    dataConsent: true,
    sensitiveConsent: true,
    renews: false,
  }
  const drafted = await desk.ask('letter.draft', { orderId, wish })
  const letterId = LetterId.parse(id())
  const said: string[] = []
  if (drafted.ok) {
    const { terms, textSha256 } = drafted.value
    const signature = inkOf(terms.signer.name, textSha256)
    const signed = await desk.ask('letter.sign', {
      letterId,
      orderId,
      wish,
      signature,
      officer: { pin: people[1].pin },
    })
    said.push(signed.ok ? 'signed' : signed.refusal.code)
    await somethingHandedOver(desk, caseId, terms.signer.name)
  } else said.push(drafted.refusal.code)
  const acts = [
    'TAKE_MATERIALS',
    'START',
    'PROGRESS',
    'PAUSE',
    'RESUME',
    'FINISH',
    'RETURN_MATERIALS',
    'FOLLOW_UP',
    'CLOSE',
    'STOP',
  ] as const
  for (const act of acts.filter(() => lottery.chance(0.85))) {
    if (act === 'RETURN_MATERIALS' && drafted.ok && lottery.chance(0.8))
      await everythingBack(desk, caseId, drafted.value.terms.signer.name)
    const moved = await desk.ask('assist.move', { orderId, move: fullOrderMoves[act] })
    said.push(moved.ok ? act : moved.refusal.code)
    if (lottery.chance(0.1)) await desk.ask('letter.end', { letterId, cause: 'REVOKED', proof: '解除委托书' })
  }
  const ratingId = RatingId.parse(id())
  await desk.ask('rating.invite', { ratingId, subject: { of: 'ORDER', orderId } })
  const grade = lottery.pick([1, 2, 3, 4, 5] as const)
  if (lottery.chance(0.7))
    await desk.ask('rating.move', { ratingId, move: { act: 'RATE', grade, channel: 'DEVICE' } })
  return said
}
