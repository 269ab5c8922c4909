import { describe, expect, test } from 'vitest'
import {
  type Appointment,
  AppointmentStatus,
  checkAppointment,
  clockOf,
  conflictsOf,
  overlaps,
} from '#shared/domain/appointment.ts'
import {
  AssistTeam,
  checkOfficer,
  filingOn,
  type Officer,
  standingInFor,
  teamsOn,
} from '#shared/domain/officer.ts'
import type { Staff } from '#shared/domain/staff.ts'
import { AppointmentId, StaffId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { anAppointment, anOfficer, officerId, otherOfficerId, today } from '#tests/support/assist-facts.ts'

const person: Staff = { staffId: officerId, number: 2, name: '李敏', role: 'assistOfficer', badge: 'T002' }
const nth = (n: number) => StaffId.parse(`019956a0-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`)

describe('a filing', () => {
  test.each([
    ['before its first day', {}, '2025-12-31', 'officer-not-approved'],
    ['filed and not yet approved', {}, '2026-01-04', 'officer-not-approved'],
    ['approved and not yet begun', { approval: { on: '2025-12-01' } }, '2025-12-31', 'filing-not-yet'],
    ['on the day of the approval', {}, '2026-01-05', undefined],
    ['on its last day', {}, '2026-12-31', undefined],
    ['the day after', {}, '2027-01-01', 'filing-lapsed'],
    ['never approved', { approval: undefined }, today, 'officer-not-approved'],
    ['the day before it is taken back', { withdrawnOn: '2026-09-19' }, today, undefined],
    ['the day it is taken back', { withdrawnOn: today }, today, 'filing-withdrawn'],
  ] as const)('%s', (_, change, day, code) => {
    const filing = filingOn(anOfficer(change as Partial<Officer>), day)
    expect(filing.ok ? undefined : filing.refusal.code).toBe(code)
  })

  test('of nobody is none', () => {
    expect(filingOn(undefined, today)).toEqual(refuse('officer-not-filed'))
  })
})

describe('who stands in', () => {
  const registry = (a: Partial<Officer>, b: Partial<Officer>) =>
    new Map([
      [officerId, anOfficer({ backupId: otherOfficerId, ...a })],
      [otherOfficerId, anOfficer({ staffId: otherOfficerId, ...b })],
    ])
  test.each([
    ['both may', {}, {}, officerId],
    ['the first may not', { validTo: '2026-09-17' }, {}, otherOfficerId],
    ['neither may', { validTo: '2026-09-17' }, { validTo: '2026-09-17' }, undefined],
    ['nobody is named', { validTo: '2026-09-17', backupId: undefined }, {}, undefined],
  ] as const)('when %s', (_, a, b, who) => {
    expect(standingInFor(registry(a as Partial<Officer>, b), officerId, today)).toBe(who)
  })
})

describe('an entry of the registry', () => {
  const team = (n: number, change: Partial<Officer> = {}) =>
    Array.from({ length: n }, (_, at) =>
      anOfficer({ staffId: nth(at), post: 'TEAM', team: 'TAX', ...change }),
    )
  const inTeam = { post: 'TEAM', team: 'TAX' } as const
  test.each<readonly [string, Partial<Officer>, object, string | undefined]>([
    ['in order', {}, {}, undefined],
    ['of nobody', {}, { person: undefined }, 'staff-unknown'],
    ['of an auditor', {}, { person: { ...person, role: 'auditor' } }, 'auditor-cannot-serve'],
    ['without a badge', {}, { person: { ...person, badge: ' ' } }, 'badge-missing'],
    ['that ends before it begins', { validTo: '2025-12-31' }, {}, 'period-reversed'],
    ['of a team without its name', { post: 'TEAM' }, {}, 'team-missing'],
    ['of a department without its name', { post: 'DEPARTMENT' }, {}, 'department-missing'],
    ['of a department', { post: 'DEPARTMENT', deptName: '县医保局' }, {}, undefined],
    ['that stands in for itself', { backupId: officerId }, {}, 'backup-self'],
    ['with somebody unknown to stand in', { backupId: otherOfficerId }, {}, 'backup-unknown'],
    ['with somebody to stand in', { backupId: nth(0) }, { others: team(1) }, undefined],
    ['fourth of a team', inTeam, { others: team(3) }, undefined],
    ['fifth of a team', inTeam, { others: team(4) }, 'team-full'],
    [
      'fifth of a team one of which lapsed',
      inTeam,
      { others: [...team(3), anOfficer({ staffId: nth(9), ...inTeam, validTo: '2026-09-17' })] },
      undefined,
    ],
    ['one of a full team told again', inTeam, { others: [...team(3), anOfficer(inTeam)] }, undefined],
  ])('%s', (_, change, facts, code) => {
    const checked = checkOfficer(anOfficer(change), { person, others: [], day: today, ...facts })
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })

  test('belongs to one of six teams of two to four', () => {
    const teams = teamsOn([...team(2), anOfficer({ staffId: nth(8), post: 'TEAM', team: 'GENERAL' })], today)
    expect(teams.map((each) => each.team)).toEqual(AssistTeam.options)
    expect(teams.find((each) => each.team === 'TAX')).toMatchObject({
      members: [nth(0), nth(1)],
      short: false,
    })
    expect(teams.find((each) => each.team === 'GENERAL')).toMatchObject({ short: true })
  })
})

const second = AppointmentId.parse('019956a0-0000-7000-8000-00000000000b')

describe('an appointment', () => {
  const facts = { today, officer: anOfficer(), sameDay: [] as readonly Appointment[], before: undefined }
  const taken = [anAppointment({ appointmentId: second })]
  test.each<readonly [string, Partial<Appointment>, object, string | undefined]>([
    ['on a holiday', {}, {}, undefined],
    ['on a Saturday', { on: '2026-09-19' }, {}, undefined],
    ['today', { on: today }, {}, undefined],
    ['yesterday', { on: '2026-09-17' }, {}, 'day-past'],
    ['with nobody', { name: '' }, {}, 'name-missing'],
    ['nowhere', { place: '' }, {}, 'place-missing'],
    ['that ends as it begins', { toMin: 540 }, {}, 'period-reversed'],
    ['with an officer whose filing has lapsed by then', { on: '2027-01-01' }, {}, 'filing-lapsed'],
    ['with nobody filed', {}, { officer: undefined }, 'officer-not-filed'],
    ['at the same minutes', {}, { sameDay: taken }, 'officer-busy'],
    ['that ends as another begins', { fromMin: 480, toMin: 540 }, { sameDay: taken }, undefined],
    ['that begins as another ends', { fromMin: 600, toMin: 660 }, { sameDay: taken }, undefined],
    ['within another', { fromMin: 550, toMin: 560 }, { sameDay: taken }, 'officer-busy'],
    ['around another', { fromMin: 500, toMin: 700 }, { sameDay: taken }, 'officer-busy'],
    [
      'at minutes set free',
      {},
      { sameDay: [anAppointment({ appointmentId: second, status: 'CANCELLED' })] },
      undefined,
    ],
    ['that was kept before it was booked', { status: 'KEPT' }, {}, 'not-from-this-state'],
    ['kept before its day', { status: 'KEPT' }, { before: anAppointment() }, 'date-ahead'],
    ['cancelled', { status: 'CANCELLED' }, { before: anAppointment() }, undefined],
    [
      'booked again after it was cancelled',
      {},
      { before: anAppointment({ status: 'CANCELLED' }) },
      'not-from-this-state',
    ],
    ['moved to another hour', { fromMin: 610, toMin: 640 }, { before: anAppointment() }, undefined],
  ])('%s', (_, change, how, code) => {
    const checked = checkAppointment(anAppointment(change), { ...facts, ...how })
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })

  test('says where the officer is meanwhile', () => {
    expect(checkAppointment(anAppointment(), { ...facts, sameDay: taken })).toEqual(
      refuse('officer-busy', { place: '桐木村二组', mode: 'HOME_VISIT', from: '09:00', to: '10:00' }),
    )
    expect(checkAppointment(anAppointment(), facts)).toEqual(ok(anAppointment()))
    expect(clockOf(1439)).toBe('23:59')
  })

  test('shows what has come to stand against it', () => {
    const none = { sameDay: [], officer: anOfficer(), works: true, onDuty: [] }
    expect(conflictsOf(anAppointment(), none)).toEqual([])
    expect(conflictsOf(anAppointment(), { ...none, works: 'unknown' })).toEqual([])
    expect(conflictsOf(anAppointment(), { ...none, works: false })).toEqual([{ kind: 'NOT_ON_DUTY' }])
    expect(conflictsOf(anAppointment(), { ...none, works: false, onDuty: [officerId] })).toEqual([])
    expect(conflictsOf(anAppointment(), { ...none, sameDay: taken })).toEqual([
      { kind: 'BUSY', appointmentId: second },
    ])
    expect(conflictsOf(anAppointment(), { ...none, officer: anOfficer({ withdrawnOn: today }) })).toEqual([
      { kind: 'NOT_FILED' },
    ])
    for (const status of AppointmentStatus.options.filter((each) => each !== 'BOOKED'))
      expect(conflictsOf(anAppointment({ status }), { ...none, officer: undefined, works: false })).toEqual(
        [],
      )
  })

  test('is no conflict with one of another officer or another day', () => {
    expect(
      overlaps(anAppointment(), [anAppointment({ appointmentId: second, officerId: otherOfficerId })]),
    ).toEqual([])
    expect(overlaps(anAppointment(), [anAppointment({ appointmentId: second, on: '2026-10-02' })])).toEqual(
      [],
    )
    expect(overlaps(anAppointment(), [anAppointment()])).toEqual([])
  })
})
