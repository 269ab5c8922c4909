import { findIncident, findOffer, findThing, type ThingRow } from '#main/store/queries/custody.ts'
import type { Input } from '#shared/contract/desk.ts'
import type { CustodyLine, Identity } from '#shared/domain/custody.ts'
import type { ThingFacts } from '#shared/domain/decide-custody.ts'
import type { Staff } from '#shared/domain/staff.ts'
import type { LegId, ThingId } from '#shared/kernel/ids.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import type { Desk } from './desk.ts'
import { checkPin } from './staff.ts'

/** One thing as the rules see it. */
export function thingFacts(reader: Reader, row: ThingRow): ThingFacts {
  const { away, caseId, disputed, gone, holder, home, name, owners, since, slipId, thingId, tip } = row
  const offer = row.offerId ? findOffer(reader, row.offerId)?.offer : undefined
  const incident = row.incidentId ? findIncident(reader, row.incidentId) : undefined
  return {
    thingId,
    caseId,
    home,
    name,
    owners,
    whereabouts: { holder, tip, since, away, disputed, slipId },
    ...(offer ? { offer: { offerId: offer.offerId, to: offer.to.officer ?? offer.to.centreName } } : {}),
    ...(incident && !incident.outcome
      ? { incident: { incidentId: incident.incidentId, kind: incident.kind } }
      : {}),
    out: gone,
  }
}

export function factsOf(reader: Reader, rows: readonly ThingRow[]): ReadonlyMap<ThingId, ThingFacts> {
  return new Map(rows.map((row) => [row.thingId, thingFacts(reader, row)]))
}

type Handed = Input<'custody.handOver'>['things'][number]
export type Wanted = { readonly row: ThingRow; readonly handed: Handed }

/** The things somebody speaks of; those this desk never heard of are left out and missed by the caller. */
export function wanted(reader: Reader, things: readonly Handed[]): readonly Wanted[] {
  return things.flatMap((handed) => {
    const row = findThing(reader, handed.thingId)
    return row ? [{ row, handed }] : []
  })
}

/** A line of the slip: what is known of the thing, and over it what was found this time. */
export function lineOf(row: ThingRow, handed: Handed & { readonly tip: LegId }): CustodyLine {
  const known = {
    rowId: row.rowId,
    docNumber: handed.docNumber || row.docNumber,
    pages: handed.pages ?? row.pages,
    photo: handed.photo ?? row.photo,
    returnBy: handed.returnBy ?? row.returnBy,
    bagNo: handed.bagNo || row.bagNo,
    purpose: handed.purpose,
    remark: handed.remark,
    fee: row.fee,
  }
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value))
  return {
    thingId: row.thingId,
    base: handed.tip,
    name: row.name,
    form: row.form,
    custodyPolicy: row.custodyPolicy,
    copies: row.copies,
    condition: handed.condition ?? row.condition,
    ...said,
  }
}

export function staffIdentity({ name, staffId }: Staff): Identity {
  return { how: 'STAFF', staffId, name }
}

type SecondCode = 'pin-wrong' | 'pin-locked' | 'staff-unknown'

/** The colleague beside, known by the own PIN; hashed off the main thread, so before the transaction. */
export async function besides(
  desk: Desk,
  second: { readonly staffId: Staff['staffId']; readonly pin: string } | undefined,
): Promise<Result<Staff | undefined, SecondCode>> {
  return second ? checkPin(desk, second.staffId, second.pin) : ok(undefined)
}
