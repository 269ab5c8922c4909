import { findMatter, listMaterials, type MatterRow } from '#main/store/queries/case.ts'
import { lastSlipSerial, listHeldBy, type ThingRow } from '#main/store/queries/custody.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { type CustodyLine, type Holder, type Identity, ownersOf, withoutInk } from '#shared/domain/custody.ts'
import type { HandoverMade, Slip } from '#shared/domain/custody-events.ts'
import { type CustodyCode, decideHandover, outgoingOf } from '#shared/domain/decide-custody.ts'
import type { Staff } from '#shared/domain/staff.ts'
import { checkWaybill } from '#shared/domain/waybill.ts'
import { LegId, SlipId, ThingId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { mandateOfCase } from './assist-facts.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { documentNo } from './numbers.ts'
import { signed } from './signed.ts'
import { besides, factsOf, lineOf, staffIdentity, thingFacts, type Wanted, wanted } from './thing-facts.ts'

/** Things nobody has told of yet: from the applicant's hands, or a result from a department. */
export async function takeIn(desk: Desk, input: Input<'custody.takeIn'>): Promise<Answer<'custody.takeIn'>> {
  const beside = await besides(desk, input.receiver)
  if (!beside.ok) return beside
  const receiver = beside.value ?? person(desk)
  return desk.store.write((writer) => {
    const matter = findMatter(writer, input.caseId)
    if (!matter) return refuse('case-unknown')
    const rows = new Map(listMaterials(writer, input.caseId).map((row) => [row.rowId, row]))
    const strange = input.lines.find(({ rowId }) => rowId !== undefined && !rows.has(rowId))
    if (strange) return refuse('row-unknown', { row: strange.rowId ?? '' })
    const self = getInstallation(writer)
    const { from } = input
    const signature = signed(from.at === 'APPLICANT' ? { ...from, lines: input.lines } : undefined, {
      act: 'TAKE_IN',
      centreName: self.centreName,
      on: input.on ?? today(desk),
      parties: [receiver.name],
    })
    if (!signature.ok) return signature
    const lines: CustodyLine[] = input.lines.map((line) => ({
      ...line,
      thingId: ThingId.parse(desk.seams.newId()),
      custodyPolicy: policyOf(desk, line, line.rowId ? rows.get(line.rowId)?.custodyPolicy : undefined),
    }))
    const made = handed(writer, desk, {
      matter: {
        caseId: matter.caseId,
        caseNo: matter.caseNo,
        owners: ownersOfMatter(matter),
        home: self.centreId,
      },
      from:
        from.at === 'APPLICANT'
          ? { at: 'APPLICANT', name: from.signedBy }
          : { at: 'DEPARTMENT', organ: from.organ, receiver: from.releasedBy },
      to: input.to === 'ME' ? officer(self, receiver) : counterOf(self),
      releasedBy:
        from.at === 'APPLICANT'
          ? {
              how: 'SIGNATURE',
              name: from.signedBy,
              ...signature.value,
            }
          : { how: 'STAMPED_SLIP', name: from.releasedBy },
      receivedBy: staffIdentity(receiver),
      lines,
      slip: nextSlip(writer, desk, self, input.on ?? today(desk)),
      input,
    })
    if (!made.ok) return made
    return ok({ slip: made.value, thingIds: lines.map(({ thingId }) => thingId) })
  })
}

/** Both sides are here; a kill leaves both recorded or neither, since it is one transaction. */
export async function handOver(
  desk: Desk,
  input: Input<'custody.handOver'>,
): Promise<Answer<'custody.handOver'>> {
  const second = await besides(desk, input.second)
  if (!second.ok) return second
  return desk.store.write((writer) => {
    const self = getInstallation(writer)
    const to = receiverOf(writer, self, input.to)
    if (!to.ok) return to
    const slip = pass(writer, desk, input, {
      to: to.value,
      second: second.value,
      receivedBy: receiptOf(input.to),
    })
    return slip.ok ? ok({ slip: slip.value }) : slip
  })
}

/** An officer who leaves hands over everything in one signed list; what is amiss is settled before. */
export async function handOverAll(
  desk: Desk,
  input: Input<'custody.handOverAll'>,
): Promise<Answer<'custody.handOverAll'>> {
  const second = await besides(desk, input.second)
  if (!second.ok) return second
  return desk.store.write((writer) => {
    const rows = listHeldBy(writer, input.from)
    const to = findStaff(writer, input.to)
    if (!to) return refuse('staff-unknown')
    const things = rows.map(({ thingId, tip }) => ({ thingId, tip }))
    const slip = pass(
      writer,
      desk,
      { ...input, things },
      { to: officer(getInstallation(writer), to), second: second.value, receivedBy: undefined },
    )
    return slip.ok ? ok({ slip: slip.value, n: rows.length }) : slip
  })
}

/** Back to the owner, line by line of the slip they went out with, against a signature. */
export function returnTo(desk: Desk, input: Input<'custody.returnTo'>): Answer<'custody.returnTo'> {
  return desk.store.write((writer) => {
    const self = getInstallation(writer)
    const lines = wanted(writer, input.things).map(({ handed: seen, row }) => lineOf(row, seen))
    const signature = signed(
      { ...input, lines },
      {
        act: 'GIVE_BACK',
        centreName: self.centreName,
        on: input.on ?? today(desk),
        parties: [person(desk).name],
      },
    )
    if (!signature.ok) return signature
    const slip = pass(writer, desk, input, {
      to: { at: 'APPLICANT', name: input.signedBy },
      second: undefined,
      receivedBy: {
        how: 'SIGNATURE',
        name: input.signedBy,
        ...signature.value,
      },
    })
    return slip.ok ? ok({ slip: slip.value }) : slip
  })
}

type Said = {
  readonly things: Input<'custody.handOver'>['things']
  readonly releasedBy?: string | undefined
  readonly on?: string | undefined
  readonly place?: string | undefined
  readonly remark?: string | undefined
}
type Side = {
  readonly to: Holder
  readonly second: Staff | undefined
  /** Of a receiver who is none of the staff; staff sign by their PIN. */
  readonly receivedBy: Identity | undefined
}

/** Many things of many cases under one slip: one event a case, all of them or none. */
function pass(
  writer: Writer,
  desk: Desk,
  input: Said,
  { receivedBy, second, to }: Side,
): Result<{ readonly slipId: SlipId; readonly docNo: string }, CustodyCode | 'second-needed'> {
  const found = wanted(writer, input.things)
  if (found.length < input.things.length) return refuse('thing-unknown')
  const [first] = found
  if (!first) return refuse('no-lines')
  const from = first.row.holder
  const sides = identities(desk, from, to, { second, receivedBy, releasedBy: input.releasedBy })
  if (!sides) return refuse('second-needed')
  const self = getInstallation(writer)
  const slip = nextSlip(writer, desk, self, input.on ?? today(desk))
  const groups = [...Map.groupBy(found, ({ row }) => row.caseId).values()]
  for (const [at, group] of groups.entries()) {
    const made = handed(writer, desk, {
      matter: (group[0] as Wanted).row,
      from,
      to,
      ...(at === 0 ? sides : hashedOnly(sides)),
      lines: group.map(({ handed: seen, row }) => ({ ...lineOf(row, seen), ...outgoing(writer, row, to) })),
      slip,
      input,
    })
    if (!made.ok) return made
  }
  return ok({ slipId: slip.slipId, docNo: slip.docNo })
}

/** Strokes are kept once a slip. */
function hashedOnly(sides: { readonly releasedBy: Identity; readonly receivedBy: Identity }) {
  return { releasedBy: withoutInk(sides.releasedBy), receivedBy: withoutInk(sides.receivedBy) }
}

function outgoing(reader: Reader, row: ThingRow, to: Holder): { readonly outgoing?: SlipId } {
  const slipId = to.at === 'APPLICANT' ? outgoingOf(thingFacts(reader, row)) : undefined
  return slipId ? { outgoing: slipId } : {}
}

type Made = Pick<HandoverMade, 'from' | 'to' | 'releasedBy' | 'receivedBy' | 'lines' | 'slip'> & {
  readonly matter: Pick<ThingRow, 'caseId' | 'caseNo' | 'owners' | 'home'>
  readonly input: Omit<Said, 'things'>
}

/** The four steps for one case: look up, decide, record, answer. */
function handed(
  writer: Writer,
  desk: Desk,
  made: Made,
): Result<{ slipId: SlipId; docNo: string }, CustodyCode> {
  const { input, lines, matter, slip, ...sides } = made
  const on = input.on ?? today(desk)
  const self = getInstallation(writer)
  const rows = wanted(
    writer,
    lines.map(({ base, thingId }) => ({ thingId, tip: base ?? LegId.parse('taken') })),
  ).map(({ row }) => row)
  const decided = decideHandover(
    { ...sides, lines, owners: matter.owners },
    {
      things: factsOf(writer, rows),
      today: today(desk),
      on,
      mandate: mandateOfCase(writer, matter.caseId, on),
      self: self.centreId,
    },
  )
  if (!decided.ok) return decided
  record(writer, actOf(desk), {
    type: 'handover-made',
    home: matter.home,
    caseId: matter.caseId,
    caseNo: matter.caseNo,
    owners: [...matter.owners],
    legId: LegId.parse(desk.seams.newId()),
    slip,
    ...sides,
    lines,
    ...(input.remark ? { remark: input.remark } : {}),
    on,
    atMs: desk.seams.wallMs(),
    place: input.place || self.centreName,
  })
  return ok({ slipId: slip.slipId, docNo: slip.docNo })
}

/** Who lets go and who takes: the two people at the desk, each on the side of the hands that are theirs. */
function identities(
  desk: Desk,
  from: Holder,
  to: Holder,
  given: Omit<Side, 'to'> & { readonly releasedBy?: string | undefined },
): { readonly releasedBy: Identity; readonly receivedBy: Identity } | undefined {
  const actor = person(desk)
  const present = given.second ? [actor, given.second] : [actor]
  const one = (holder: Holder, but?: Staff) =>
    holder.at === 'OFFICER'
      ? (present.find(({ staffId }) => staffId === holder.staffId) ?? present.find((each) => each !== but))
      : present.find((each) => each !== but)
  const taker = given.receivedBy ? undefined : to.at === 'OFFICER' ? one(to) : undefined
  const giver = isStaffed(from) ? one(from, taker) : undefined
  const receiver = given.receivedBy ? undefined : (taker ?? one(to, giver))
  if ((isStaffed(from) && !giver) || (!given.receivedBy && !receiver)) return undefined
  return {
    releasedBy: giver ? staffIdentity(giver) : letGo(from, given.releasedBy),
    receivedBy: given.receivedBy ?? staffIdentity(receiver ?? actor),
  }
}

function isStaffed({ at }: Holder): boolean {
  return at === 'COUNTER' || at === 'OFFICER'
}

function letGo(from: Holder, releasedBy: string | undefined): Identity {
  if (from.at === 'COURIER') return { how: 'WAYBILL', ...(releasedBy ? { name: releasedBy } : {}) }
  if (from.at === 'DEPARTMENT') return { how: 'STAMPED_SLIP', name: releasedBy ?? from.receiver }
  return { how: 'SIGNATURE', name: releasedBy ?? '' }
}

function receiptOf(to: Input<'custody.handOver'>['to']): Identity | undefined {
  if (to.at === 'COURIER') return { how: 'WAYBILL', ...(to.collector ? { name: to.collector } : {}) }
  if (to.at === 'DEPARTMENT')
    return { how: 'STAMPED_SLIP', name: to.receiver, ...(to.slipPhoto ? { photo: to.slipPhoto } : {}) }
  return undefined
}

function receiverOf(
  reader: Reader,
  self: Installation,
  to: Input<'custody.handOver'>['to'],
): Result<Holder, 'staff-unknown'> {
  switch (to.at) {
    case 'COUNTER':
      return ok(counterOf(self))
    case 'OFFICER': {
      const found = findStaff(reader, to.staffId)
      return found ? ok(officer(self, found)) : refuse('staff-unknown')
    }
    case 'COURIER': {
      const { company, companyName, toward, waybill } = to
      const read = checkWaybill(company, waybill)
      return ok({
        at: 'COURIER',
        company,
        ...(companyName ? { companyName } : {}),
        // What cannot be read is refused by the rule, with the number as it was typed.
        waybill: read.ok ? read.value : waybill.slice(0, 30),
        ...(toward ? { toward } : {}),
      })
    }
    case 'DEPARTMENT':
      return ok({ at: 'DEPARTMENT', organ: to.organ, receiver: to.receiver })
    case 'FILED':
      return ok({ at: 'FILED', why: to.why })
  }
}

export function counterOf({ centreId, centreName }: Installation): Holder {
  return { at: 'COUNTER', centreId, centreName }
}

export function officer({ centreId }: Installation, { name, staffId }: Staff): Holder {
  return { at: 'OFFICER', centreId, staffId, name }
}

/** The next number of D10 in the year of the act. */
export function nextSlip(reader: Reader, desk: Desk, self: Installation, on: string): Slip {
  const year = Number(on.slice(0, 4))
  const serial = lastSlipSerial(reader, year) + 1
  return { slipId: SlipId.parse(desk.seams.newId()), docNo: documentNo(self, 'D10', year, serial), serial }
}

function ownersOfMatter({ applicant, representative }: MatterRow): string[] {
  return ownersOf(applicant, representative)
}

/** Of the row, else of the material of that name, else the careful one: an original is to come back. */
function policyOf(
  desk: Desk,
  { form, name }: Pick<CustodyLine, 'form' | 'name'>,
  ofRow: string | undefined,
): string {
  if (ofRow) return ofRow
  const known = desk.rules.catalogue.materials.find((material) => material.name === name)
  return known?.custodyPolicy ?? (form === 'ORIGINAL' ? 'SHORT_HOLD' : 'KEEP_COPY')
}
