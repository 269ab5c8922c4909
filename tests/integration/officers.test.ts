import { describe, expect, test } from 'vitest'
import type { Input } from '#shared/contract/desk.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { AppointmentId, MeetingId, StaffId, TrainingId } from '#shared/kernel/ids.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { acted, anErrand, anOfficerFiled, handedOver, signed } from '../support/an-errand.ts'
import { anAppointment, anOfficer, fullOrderMoves } from '../support/assist-facts.ts'
import { everythingBut } from '../support/at-the-counter.ts'
import { codeOf } from '../support/random-custody.ts'

const national = '2026-10-01'
const workingDay = '2026-09-21'

async function staffOf(desk: TestDesk, index: number): Promise<StaffId> {
  const tiles = await desk.ask('staff.tiles', {})
  return StaffId.parse(tiles.ok ? tiles.value.tiles[index]?.staffId : '')
}

describe('the registry', () => {
  test('is kept by the manager alone, and refuses what the county would send back', async () => {
    await using desk = await aDesk()
    await desk.signIn(2)
    const staffId = await staffOf(desk, 1)
    const tries: readonly (readonly [string, object])[] = [
      ['staff-unknown', { staffId: StaffId.parse(uuidV7(2)) }],
      ['period-reversed', { validTo: '2025-12-31' }],
      ['team-missing', { post: 'TEAM' }],
      ['department-missing', { post: 'DEPARTMENT' }],
      ['backup-self', { backupId: staffId }],
      ['backup-unknown', { backupId: await staffOf(desk, 0) }],
    ]
    for (const [code, change] of tries)
      expect(
        codeOf(await desk.ask('officer.file', { officer: anOfficer({ staffId, ...change }) })),
        code,
      ).toBe(code)
    await desk.signIn(1)
    await expect(desk.ask('officer.file', { officer: anOfficer({ staffId }) })).rejects.toThrow()
  })

  test('shows who may act today, who stands in, training and meetings that are overdue', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    await desk.signIn(2)
    const backupId = await staffOf(desk, 0)
    await desk.ask('officer.file', { officer: anOfficer({ staffId: backupId }) })
    const lapsed = anOfficer({ staffId: officerId, validTo: '2026-09-17', backupId })
    expect(await desk.ask('officer.file', { officer: lapsed })).toMatchObject({
      value: { fault: 'filing-lapsed', acting: backupId },
    })
    const trainingId = TrainingId.parse(uuidV7(4))
    const training = { trainingId, title: '帮办规范', hours: 4, staffIds: [officerId], on: '2026-09-01' }
    expect(codeOf(await desk.ask('officer.train', { ...training, on: '2026-12-01' }))).toBe('date-ahead')
    await desk.ask('officer.train', training)
    const meeting = {
      meetingId: MeetingId.parse(uuidV7(5)),
      difficulty: '县里系统查不到',
      way: '专人带材料去核',
      owner: '李敏',
      due: '2026-09-10',
      attendees: '',
    }
    expect(codeOf(await desk.ask('officer.meet', { meeting, on: '2026-09-11' }))).toBe('period-reversed')
    await desk.ask('officer.meet', { meeting, on: '2026-09-02' })
    const listed = await desk.ask('officer.list', {})
    const rows = listed.ok ? listed.value.rows : []
    expect(rows.find(({ staffId }) => staffId === officerId)?.trainedHours).toBe(4)
    expect(listed.ok && listed.value.teams.every(({ short }) => short)).toBe(true)
    const records = await desk.ask('officer.records', { limit: 10 })
    expect(records).toMatchObject({ value: { meetings: [{ overdue: true }], trainings: [{ hours: 4 }] } })
    await desk.ask('officer.meet', { meeting: { ...meeting, outcome: '已核到' }, on: '2026-09-02' })
    expect(await desk.ask('officer.records', { limit: 10 })).toMatchObject({
      value: { meetings: [{ overdue: false, outcome: '已核到' }] },
    })
  })

  test.each([
    ['a lapsed filing', { validTo: '2026-09-17' }, 'filing-lapsed'],
    ['a filing taken back', { withdrawnOn: '2026-09-18' }, 'filing-withdrawn'],
    ['a filing the county has not approved', { approval: undefined }, 'officer-not-approved'],
  ])('%s stops the officer at every step', async (_, change, code) => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    await signed(desk, errand)
    await handedOver(desk, errand)
    await acted(desk, errand, { act: 'TAKE_MATERIALS' })
    await desk.signIn(2)
    await desk.ask('officer.file', { officer: { ...anOfficer({ staffId: errand.officerId }), ...change } })
    await desk.signIn()
    expect(await acted(desk, errand, { act: 'START' })).toBe(code)
    const booked = anAppointment({ officerId: errand.officerId, on: '2026-09-18' })
    expect(codeOf(await desk.ask('appointment.set', { appointment: booked }))).toBe(code)
    await expect(anErrand(desk, { officerId: errand.officerId })).rejects.toThrow(code)
  })
})

describe('an appointment', () => {
  const at = async (desk: TestDesk, change: Partial<Input<'appointment.set'>['appointment']>) =>
    desk.ask('appointment.set', {
      appointment: anAppointment({ appointmentId: AppointmentId.parse(uuidV7(desk.clock.nowMs)), ...change }),
    })

  test.each([
    ['a working day', workingDay, true],
    ['a holiday', national, false],
    ['a Saturday', '2026-09-19', false],
  ])('is booked on %s, and never for two people at once', async (_, on, works) => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    expect(await at(desk, { on, officerId })).toMatchObject({
      ok: true,
      value: { name: '陈*香', conflicts: works ? [] : [{ kind: 'NOT_ON_DUTY' }] },
    })
    desk.clock.nowMs += 1
    const before = everythingBut(desk)
    const second = await at(desk, { on, officerId, fromMin: 570, toMin: 630, place: '山口岩村' })
    expect(second).toMatchObject({
      refusal: { code: 'officer-busy', detail: { place: '桐木村二组', from: '09:00', to: '10:00' } },
    })
    expect(everythingBut(desk)).toEqual(before)
    expect((await at(desk, { on, officerId, fromMin: 600, toMin: 660 })).ok).toBe(true)
    await desk.signIn(2)
    await desk.ask('duty.plan', { duty: { on, staffIds: [officerId] } })
    const planned = everythingBut(desk)
    expect((await desk.ask('duty.plan', { duty: { on, staffIds: [officerId] } })).ok).toBe(true)
    expect(everythingBut(desk)).toEqual(planned)
    const listed = await desk.ask('appointment.list', { from: on, days: 1 })
    expect(listed).toMatchObject({
      value: { days: [{ works, onDuty: [{ name: '李敏' }], rows: [{ conflicts: [] }, { conflicts: [] }] }] },
    })
  })

  test('is refused where it cannot be kept, and moves no clock of the case', async () => {
    await using desk = await aDesk()
    const { caseId, officerId } = await anErrand(desk)
    const clocks = () => desk.opened.store.client.prepare('SELECT item_no, clocks FROM item_case').all()
    const before = clocks()
    for (const [code, change] of [
      ['name-missing', { name: '' }],
      ['place-missing', { place: '' }],
      ['period-reversed', { toMin: 500 }],
      ['day-past', { on: '2026-09-17' }],
      ['phone-form', { phone: '12' }],
      ['not-from-this-state', { status: 'KEPT' as const }],
    ] as const)
      expect(codeOf(await at(desk, { officerId, on: workingDay, ...change })), code).toBe(code)
    expect((await at(desk, { officerId, on: national, caseId })).ok).toBe(true)
    expect(clocks()).toEqual(before)
  })

  test('is moved, kept or called off without its name leaving the desk, and a conflict changes nothing', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const first = AppointmentId.parse(uuidV7(desk.clock.nowMs))
    const set = (appointmentId: AppointmentId, change: object) =>
      desk.ask('appointment.set', {
        appointment: anAppointment({ appointmentId, officerId, on: workingDay, ...change }),
      })
    await set(first, {})
    await set(AppointmentId.parse(uuidV7(desk.clock.nowMs + 9)), { fromMin: 700, toMin: 760 })
    const changed = (change: Input<'appointment.change'>['change'], appointmentId = first) =>
      desk.ask('appointment.change', { appointmentId, change })
    const before = everythingBut(desk)
    expect(codeOf(await changed({ status: 'CANCELLED' }, AppointmentId.parse(uuidV7(3))))).toBe(
      'appointment-unknown',
    )
    expect(await changed({ fromMin: 720, toMin: 780 })).toMatchObject({
      refusal: { code: 'officer-busy', detail: { name: '李敏', mode: 'HOME_VISIT', place: '桐木村二组' } },
    })
    expect(codeOf(await changed({ status: 'KEPT' }))).toBe('date-ahead')
    expect(everythingBut(desk)).toEqual(before)
    expect(await changed({ on: national, fromMin: 600, toMin: 660 })).toMatchObject({
      value: { name: '陈*香', on: national, fromMin: 600 },
    })
    expect(desk.journal().at(-1)).toMatchObject({ appointment: { name: '陈桂香' } })
    expect(await changed({ status: 'CANCELLED' })).toMatchObject({ value: { status: 'CANCELLED' } })
    expect(codeOf(await changed({ fromMin: 660, toMin: 720 }))).toBe('not-from-this-state')
  })

  test('that was called off frees the time, and is not kept afterwards', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const appointmentId = AppointmentId.parse(uuidV7(7))
    const one = { appointmentId, officerId, on: workingDay }
    await at(desk, one)
    expect((await at(desk, { ...one, status: 'CANCELLED' })).ok).toBe(true)
    expect(codeOf(await at(desk, { ...one, status: 'KEPT' }))).toBe('not-from-this-state')
    expect((await at(desk, { officerId, on: workingDay })).ok).toBe(true)
  })

  test('says who goes first, by the card, and the number of the card is written nowhere', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const { priority: _, ...one } = anAppointment({ officerId, on: workingDay })
    const before = everythingBut(desk)
    expect(
      codeOf(await desk.ask('appointment.set', { appointment: one, idNumber: '360322196204150006' })),
    ).toBe('id-check-digit')
    expect(everythingBut(desk)).toEqual(before)
    await desk.ask('appointment.set', { appointment: one, idNumber: '360322196204150005' })
    const moved = { appointmentId: one.appointmentId, change: { on: national } }
    expect(await desk.ask('appointment.change', moved)).toMatchObject({
      value: { priority: { grounds: ['ELDERLY'] } },
    })
    expect(await desk.ask('appointment.list', { from: national, days: 1 })).toMatchObject({
      value: { days: [{ rows: [{ priority: { grounds: ['ELDERLY'] } }] }] },
    })
    expect(JSON.stringify(desk.journal())).not.toContain('196204150005')
  })

  test('of an errand that is under way goes on beside it', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    expect(
      (await at(desk, { officerId: errand.officerId, on: workingDay, orderId: errand.orderId })).ok,
    ).toBe(true)
    expect(await acted(desk, errand, fullOrderMoves.STOP)).toBe('STOPPED')
  })
})
