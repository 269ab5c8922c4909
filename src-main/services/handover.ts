import { findMatter, listMaterials, type MatterRow } from '#main/store/queries/case.ts'
import { listHeldBy, type ThingRow } from '#main/store/queries/custody.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { type CustodyLine, type Holder, type Identity, ownersOf } from '#shared/domain/custody.ts'
import type { Staff } from '#shared/domain/staff.ts'
import { checkWaybill } from '#shared/domain/waybill.ts'
import { ThingId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { mandateOfCase } from './assist-facts.ts'
import { type Desk, person, today } from './desk.ts'
import { counterOf, handed, nextSlip, officer, pass } from './handing.ts'
import { signed } from './signed.ts'
import { besides, lineOf, staffIdentity, wanted } from './thing-facts.ts'

/** Things nobody has told of yet: from the applicant's hands, or a result from a department. */
export async function takeIn(desk: Desk, input: Input<'custody.takeIn'>): Promise<Answer<'custody.takeIn'>> {
  const beside = await besides(desk, input.receiver)
  if (!beside.ok) return beside
  const receiver = beside.value ?? person(desk)
  return desk.store.write((writer) => tookIn(writer, desk, input, receiver))
}

/** Under a transaction of the caller's: a slip of new things, into the cabinet or into the hands of the receiver. */
export function tookIn(
  writer: Writer,
  desk: Desk,
  input: Omit<Input<'custody.takeIn'>, 'receiver'>,
  receiver: Staff,
) {
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
      present: second.value ? [second.value] : [],
      receivedBy: receiptOf(input.to),
    })
    return slip.ok ? ok({ slip: slip.value }) : slip
  })
}

/**
 * An officer who leaves hands over everything in one signed list; what is amiss is settled before. What
 * nobody may carry any more, because its letter lapsed, goes into the cabinet under a slip of its own.
 */
export async function handOverAll(
  desk: Desk,
  input: Input<'custody.handOverAll'>,
): Promise<Answer<'custody.handOverAll'>> {
  const second = await besides(desk, input.second)
  if (!second.ok) return second
  const third = await besides(desk, input.third)
  if (!third.ok) return third
  const present = [second.value, third.value].flatMap((each) => each ?? [])
  return desk.store.write((writer) => {
    const to = findStaff(writer, input.to)
    if (!to) return refuse('staff-unknown')
    const self = getInstallation(writer)
    const on = input.on ?? today(desk)
    const carried = (row: ThingRow) => {
      const mandate = mandateOfCase(writer, row.caseId, on)
      return mandate === 'NOT_NEEDED' || mandate.ok
    }
    const rows = listHeldBy(writer, input.from)
    const onward = rows.filter(carried)
    const lapsed = rows.filter((row) => !carried(row))
    const give = (some: readonly ThingRow[], holder: Holder) =>
      pass(
        writer,
        desk,
        { ...input, things: some.map(({ thingId, tip }) => ({ thingId, tip })) },
        { to: holder, present, receivedBy: undefined },
      )
    const shelved = lapsed.length > 0 ? give(lapsed, counterOf(self)) : undefined
    if (shelved && !shelved.ok) return shelved
    if (shelved && onward.length === 0) return ok({ slip: shelved.value, n: lapsed.length })
    const slip = give(onward, officer(self, to))
    if (!slip.ok) return slip
    return ok({
      slip: slip.value,
      n: onward.length,
      ...(shelved ? { shelved: { slip: shelved.value, n: lapsed.length } } : {}),
    })
  })
}

/**
 * Back to the owner, line by line of the slip they went out with, against a signature. Who comes in the
 * owner's place shows a paper to two people.
 */
export async function returnTo(
  desk: Desk,
  input: Input<'custody.returnTo'>,
): Promise<Answer<'custody.returnTo'>> {
  const second = await besides(desk, input.second)
  if (!second.ok) return second
  return desk.store.write((writer) => {
    const self = getInstallation(writer)
    const { instead } = input
    const other = second.value?.staffId === person(desk).staffId ? undefined : second.value
    if (instead && !other) return refuse('second-needed')
    if (instead?.ground === 'LETTER' && !instead.letter) return refuse('fetch-letter-missing')
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
      // Whose bag it comes out of must be here; who only looked at the paper gives nothing away.
      present: instead || !second.value ? [] : [second.value],
      receivedBy: {
        how: 'SIGNATURE',
        name: input.signedBy,
        ...signature.value,
        ...(instead && other ? { instead: { ...instead, approvedBy: other.staffId } } : {}),
      },
    })
    return slip.ok ? ok({ slip: slip.value }) : slip
  })
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
