import { findOrder } from '#main/store/queries/assist.ts'
import { findOfficer, listMeetings, listOfficers, listTrainings } from '#main/store/queries/officer.ts'
import { findStaff, listWorking } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { OfficerRow } from '#shared/contract/officer.ts'
import { addMonths } from '#shared/domain/day.ts'
import { checkOfficer, filingOn, type Officer, standingInFor, teamsOn } from '#shared/domain/officer.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { actOf, type Desk, today } from './desk.ts'

const trainingsMax = 500

/** 专员登记备案: who may act today, who stands in, and the six teams. */
export function list(desk: Desk): Answer<'officer.list'> {
  const day = today(desk)
  return desk.store.read((reader) => {
    const officers = listOfficers(reader)
    const teams = teamsOn(officers, day).map((each) => ({ ...each, members: [...each.members] }))
    return ok({ rows: officers.map((officer) => shown(desk, reader, officer)), teams })
  })
}

export function file(desk: Desk, { officer }: Input<'officer.file'>): Answer<'officer.file'> {
  return desk.store.write((writer) => {
    const day = today(desk)
    const person = listWorking(writer).find(({ staffId }) => staffId === officer.staffId)
    const checked = checkOfficer(officer, { person, others: listOfficers(writer), day })
    if (!checked.ok) return checked
    record(writer, actOf(desk), { type: 'officer-filed', officer, on: day, atMs: desk.seams.wallMs() })
    return ok(shown(desk, writer, officer))
  })
}

export function train(desk: Desk, input: Input<'officer.train'>): Answer<'officer.train'> {
  return desk.store.write((writer) => {
    if (input.on > today(desk)) return refuse('date-ahead', { on: input.on })
    if (!allFiled(writer, input.staffIds)) return refuse('officer-not-filed')
    record(writer, actOf(desk), { type: 'training-held', ...input, atMs: desk.seams.wallMs() })
    return ok({})
  })
}

export function meet(desk: Desk, { meeting, on }: Input<'officer.meet'>): Answer<'officer.meet'> {
  return desk.store.write((writer) => {
    if (on > today(desk)) return refuse('date-ahead', { on })
    if (meeting.due < on) return refuse('period-reversed')
    if (meeting.orderId && !findOrder(writer, meeting.orderId)) return refuse('order-unknown')
    record(writer, actOf(desk), { type: 'meeting-held', meeting, on, atMs: desk.seams.wallMs() })
    return ok({})
  })
}

export function records(desk: Desk, { limit }: Input<'officer.records'>): Answer<'officer.records'> {
  const day = today(desk)
  return desk.store.read((reader) =>
    ok({
      trainings: listTrainings(reader, limit).map(({ heldOn, hours, staffIds, title, trainingId }) => ({
        trainingId,
        title,
        hours,
        staffIds: [...staffIds],
        on: heldOn,
      })),
      meetings: listMeetings(reader, limit).map(({ due, heldOn, meeting, settled }) => ({
        ...meeting,
        on: heldOn,
        overdue: !settled && due < day,
      })),
    }),
  )
}

export function allFiled(reader: Reader, staffIds: readonly StaffId[]): boolean {
  return staffIds.every((staffId) => findOfficer(reader, staffId) !== undefined)
}

function shown(desk: Desk, reader: Reader, officer: Officer): OfficerRow {
  const day = today(desk)
  const person = findStaff(reader, officer.staffId)
  assert(person, 'an officer is a person of the centre')
  const filing = filingOn(officer, day)
  const registry = new Map(listOfficers(reader).map((each) => [each.staffId, each]))
  const acting = standingInFor(registry, officer.staffId, day)
  const since = addMonths(day, -12)
  const trained = listTrainings(reader, trainingsMax).filter(
    ({ heldOn, staffIds }) => heldOn > since && staffIds.includes(officer.staffId),
  )
  return {
    ...officer,
    name: person.name,
    badge: person.badge,
    role: person.role,
    ...(filing.ok ? {} : { fault: filing.refusal.code }),
    ...(acting ? { acting } : {}),
    trainedHours: trained.reduce((sum, { hours }) => sum + hours, 0),
  }
}
