import { findIncident, findThing } from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { Holder } from '#shared/domain/custody.ts'
import { decideIncident, decideOverride, unfitOutcome } from '#shared/domain/decide-custody.ts'
import { IncidentId, LegId, type ThingId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { counterOf, officer } from './handing.ts'
import { besides, thingFacts } from './thing-facts.ts'

/** Lost or damaged: two people say so, one incident a case, and nothing of it moves until it is closed. */
export async function incident(
  desk: Desk,
  input: Input<'custody.incident'>,
): Promise<Answer<'custody.incident'>> {
  const second = await besides(desk, input.second)
  if (!second.ok) return second
  return desk.store.write((writer) => {
    if (input.second.staffId === person(desk).staffId)
      return refuse('same-person', { name: person(desk).name })
    const on = input.on ?? today(desk)
    const rows = [...new Set(input.thingIds)].map((thingId) => findThing(writer, thingId))
    const things = rows.map((row) => row && thingFacts(writer, row))
    const decided = decideIncident(things, { account: input.account, on, today: today(desk) })
    if (!decided.ok) return decided
    const incidentIds: IncidentId[] = []
    for (const [caseId, group] of Map.groupBy(
      rows.flatMap((row) => row ?? []),
      (row) => row.caseId,
    )) {
      const incidentId = IncidentId.parse(desk.seams.newId())
      record(writer, actOf(desk), {
        type: 'custody-incident',
        home: group[0]?.home ?? getInstallation(writer).centreId,
        caseId,
        incidentId,
        kind: input.kind,
        thingIds: group.map(({ thingId }) => thingId),
        account: input.account,
        second: input.second.staffId,
        ...(input.photo ? { photo: input.photo } : {}),
        ...told(desk, writer, input),
      })
      incidentIds.push(incidentId)
    }
    return ok({ incidentIds })
  })
}

/** The manager closes it beside a second person: found, settled with the owner, or made good. */
export async function closeIncident(
  desk: Desk,
  input: Input<'custody.closeIncident'>,
): Promise<Answer<'custody.closeIncident'>> {
  const second = await besides(desk, input.second)
  if (!second.ok) return second
  return desk.store.write((writer) => {
    if (input.second.staffId === person(desk).staffId)
      return refuse('same-person', { name: person(desk).name })
    const row = findIncident(writer, input.incidentId)
    if (!row) return refuse('incident-unknown')
    if (row.outcome) return refuse('incident-over')
    const unfit = unfitOutcome(row.kind, input)
    if (unfit) return refuse(unfit)
    const on = input.on ?? today(desk)
    if (on > today(desk)) return refuse('date-ahead', { on })
    const { incidentId, kind, thingIds } = row
    record(writer, actOf(desk), {
      type: 'incident-closed',
      home: homeOf(writer, thingIds),
      caseId: row.caseId,
      incidentId,
      kind,
      thingIds: [...thingIds],
      outcome: input.outcome,
      account: input.account,
      ...(input.signedBy ? { signedBy: input.signedBy } : {}),
      second: input.second.staffId,
      ...told(desk, writer, input),
    })
    return ok({})
  })
}

/** The manager looked, and says where the things are: recorded with the reason, and shown at the day's close. */
export function override(desk: Desk, input: Input<'custody.override'>): Answer<'custody.override'> {
  return desk.store.write((writer) => {
    const self = getInstallation(writer)
    const to = handsOf(writer, input)
    if (!to.ok) return to
    const seen = new Map(input.things.map(({ thingId, tip }) => [thingId, tip]))
    const rows = [...seen.keys()].map((thingId) => findThing(writer, thingId))
    const on = input.on ?? today(desk)
    const decided = decideOverride(
      rows.map((row) => row && thingFacts(writer, row)),
      { to: to.value, reason: input.reason, self: self.centreId, seen, on, today: today(desk) },
    )
    if (!decided.ok) return decided
    for (const [caseId, group] of Map.groupBy(
      rows.flatMap((row) => row ?? []),
      (row) => row.caseId,
    ))
      record(writer, actOf(desk), {
        type: 'custody-overridden',
        home: group[0]?.home ?? self.centreId,
        caseId,
        legId: LegId.parse(desk.seams.newId()),
        lines: group.map(({ thingId, tip }) => ({ thingId, base: tip })),
        to: to.value,
        reason: input.reason,
        ...told(desk, writer, input),
      })
    return ok({})
  })
}

function handsOf(reader: Reader, { to }: Input<'custody.override'>): Result<Holder, 'staff-unknown'> {
  const self = getInstallation(reader)
  if (to.at === 'COUNTER') return ok(counterOf(self))
  if (to.at === 'DEPARTMENT') return ok({ at: 'DEPARTMENT', organ: to.organ, receiver: to.receiver })
  const found = findStaff(reader, to.staffId)
  return found ? ok(officer(self, found)) : refuse('staff-unknown')
}

function homeOf(reader: Reader, thingIds: readonly ThingId[]) {
  const [first] = thingIds
  const row = first && findThing(reader, first)
  return row ? row.home : getInstallation(reader).centreId
}

function told(
  desk: Desk,
  reader: Reader,
  said: { readonly on?: string | undefined; readonly place?: string | undefined },
) {
  return {
    on: said.on ?? today(desk),
    atMs: desk.seams.wallMs(),
    place: said.place || getInstallation(reader).centreName,
  }
}
