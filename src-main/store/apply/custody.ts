import { and, eq, sql } from 'drizzle-orm'
import {
  type CustodyLine,
  type Holder,
  holderKey,
  lineOfRow,
  takenIn,
  thingOfRow,
} from '#shared/domain/custody.ts'
import { custodyState, isOut, type Leg, standsAfter, type Whereabouts } from '#shared/domain/custody-chain.ts'
import type { OriginalsReturned } from '#shared/domain/events.ts'
import { assert } from '#shared/kernel/fault.ts'
import { type CaseId, CentreId, LegId, type ThingId } from '#shared/kernel/ids.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Reader, type Writer } from '#shared/sqlite/store.ts'
import { deskFact } from '../tables/case.ts'
import { custodyIncident, custodyLeg, custodyThing } from '../tables/custody.ts'
import type { At } from './at.ts'

type ThingRow = typeof custodyThing.$inferSelect
type LegRow = typeof custodyLeg.$inferInsert

/** A leg with what the timeline shows of it. */
export type ToldLeg = Leg & Pick<LegRow, 'atMs' | 'place' | 'releasedBy' | 'receivedBy' | 'docNo' | 'remark'>

/** Whose a new thing is. */
export type Owner = Pick<ThingRow, 'home' | 'caseId' | 'caseNo' | 'owners'>

/** Originals taken in over the counter, by the intake or by a supplement; the event that says so is theirs. */
export function takeInOriginals(
  writer: Writer,
  owner: Omit<Owner, 'home'> & { readonly home?: CentreId },
  rows: readonly {
    readonly rowId: string
    readonly name: string
    readonly form: string
    readonly custodyPolicy: string
  }[],
  told: { readonly on: string; readonly atMs: number },
  at: At,
): void {
  if (rows.length === 0) return
  const home = owner.home ?? centreOf(writer)
  for (const row of rows) {
    const line = lineOfRow(row, nextThing(writer, owner.caseId, row.rowId))
    const leg: ToldLeg = {
      legId: takenIn,
      base: null,
      kind: 'TAKEN_IN',
      from: { at: 'APPLICANT', name: owner.owners[0] ?? '' },
      to: { at: 'COUNTER', centreId: home },
      ...told,
      place: '',
    }
    step(writer, { ...owner, home }, line, leg, at)
  }
}

/** What lay at this counter of the rows goes home; the paper and the signature are those of the event. */
export function giveBackOriginals(writer: Writer, event: OriginalsReturned, at: At): void {
  const { atMs, caseId, on, papers, rowIds, signedBy } = event
  const meant =
    event.things ??
    rowIds.flatMap((rowId) =>
      atCounter(writer)
        .all({ caseId, rowId })
        .map(({ thingId, tip }) => ({ thingId, base: tip })),
    )
  giveBackThings(writer, { atMs, on, signedBy, docNo: papers[0]?.docNo ?? null, things: meant }, at)
}

export function giveBackThings(
  writer: Writer,
  {
    atMs,
    docNo,
    on,
    signedBy,
    things,
  }: Pick<OriginalsReturned, 'atMs' | 'on' | 'signedBy'> & {
    readonly docNo: string | null
    readonly things: readonly { readonly thingId: ThingId; readonly base: LegId }[]
  },
  at: At,
): void {
  for (const { base, thingId } of things) {
    const thing = thingById(writer).get({ thingId })
    if (!thing && at.told) continue
    assert(thing, 'only a thing this desk knows is given back')
    const leg: ToldLeg = {
      legId: LegId.parse(`returned:${atMs}`),
      base,
      kind: 'HANDOVER',
      from: cameFrom(writer, thing, base),
      to: { at: 'APPLICANT', name: signedBy },
      on,
      atMs,
      place: '',
      receivedBy: { how: 'SIGNATURE', name: signedBy },
      docNo,
    }
    step(writer, thing, undefined, leg, at, thingId)
  }
}

/** One more leg of one thing: written beside the others, and the thing stands where it leads. */
export function step(
  writer: Writer,
  owner: Owner,
  line: CustodyLine | undefined,
  leg: ToldLeg,
  at: At,
  thingId: ThingId | undefined = line?.thingId,
): void {
  assert(thingId, 'a leg is of a thing')
  const before = thingById(writer).get({ thingId })
  const legs = before ? legsOf(writer).all({ thingId }) : []
  // The same acceptance told by both desks is one leg.
  if (legs.some(({ legId }) => legId === leg.legId)) return
  const now = standsAfter(before && whereaboutsOf(before), legs, leg)
  if (before)
    // Whoever hands it on has it in front of them.
    putThing(
      writer,
      before,
      { ...(line ? seen(line) : {}), ...placed(writer, now, before.incidentId), missedOn: null },
      at,
    )
  else {
    assert(line, 'a thing is described before it moves')
    insertThing(writer, {
      ...described(line),
      ...ownerOf(owner),
      ...placed(writer, now, null),
      offerId: null,
      incidentId: null,
      shelf: null,
      changedAt: at.position,
      missedOn: null,
    })
  }
  insertLeg(writer, {
    thingId,
    legId: leg.legId,
    base: leg.base,
    kind: leg.kind,
    fromHolder: inOrder(leg.from),
    toHolder: inOrder(leg.to),
    releasedBy: leg.releasedBy ? inOrder(leg.releasedBy) : null,
    receivedBy: leg.receivedBy ? inOrder(leg.receivedBy) : null,
    slipId: leg.slipId ?? null,
    docNo: leg.docNo ?? null,
    actedOn: leg.on,
    atMs: leg.atMs,
    actor: at.actor,
    place: leg.place,
    remark: leg.remark ?? null,
    changedAt: at.position,
  })
}

/** Whose hands the leg before it led to; the holder is another while two desks claim the thing. */
export function cameFrom(reader: Reader, { holder, thingId }: ThingRow, base: LegId): Holder {
  return legById(reader).get({ thingId, legId: base })?.to ?? holder
}

/** Changes of one thing that are no leg: its bag, an offer, an incident. */
export function putThing(writer: Writer, before: ThingRow, change: Partial<ThingRow>, at: At): void {
  writer
    .update(custodyThing)
    .set({ ...change, changedAt: at.position })
    .where(eq(custodyThing.thingId, before.thingId))
    .run()
}

export function findThingRow(reader: Reader, thingId: ThingId): ThingRow | undefined {
  return thingById(reader).get({ thingId })
}

export function whereaboutsOf({ away, disputed, holder, since, slipId, tip }: ThingRow): Whereabouts {
  return { away, disputed, holder, since, slipId, tip }
}

/** The columns that follow from where a thing is and from its incident. */
export function placed(
  reader: Reader,
  now: Whereabouts,
  incidentId: ThingRow['incidentId'],
): Pick<
  ThingRow,
  'holder' | 'holderAt' | 'holderKey' | 'since' | 'tip' | 'away' | 'disputed' | 'slipId' | 'state' | 'gone'
> {
  const incident = incidentId ? incidentById(reader).get({ incidentId }) : undefined
  return {
    ...now,
    holder: inOrder(now.holder),
    holderAt: now.holder.at,
    holderKey: holderKey(now.holder),
    state: custodyState(now, incident),
    gone: isOut(now, incident),
  }
}

/** One text for one value: a row written by a service and one replayed from the journal are the same. */
export function inOrder<Value>(value: Value): Value {
  return JSON.parse(canonical(value as Json)) as Value
}

/** What a slip says of a thing is the latest anybody looked; what it leaves out is as it was. */
function seen(line: CustodyLine): Partial<ThingRow> {
  const { bagNo, condition, copies, docNumber, fee, pages, photo, returnBy } = line
  const said = { bagNo, condition, copies, docNumber, fee: fee && inOrder(fee), pages, photo, returnBy }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

function described(line: CustodyLine) {
  return {
    thingId: line.thingId,
    rowId: line.rowId ?? null,
    name: line.name,
    form: line.form,
    custodyPolicy: line.custodyPolicy,
    docNumber: line.docNumber ?? null,
    copies: line.copies,
    pages: line.pages ?? null,
    condition: line.condition,
    photo: line.photo ?? null,
    returnBy: line.returnBy ?? null,
    bagNo: line.bagNo ?? null,
    fee: line.fee ? inOrder(line.fee) : null,
  }
}

function ownerOf({ caseId, caseNo, home, owners }: Owner): Owner {
  return { caseId, caseNo, home, owners }
}

/** A paper that is brought once more is another thing. */
function nextThing(reader: Reader, caseId: CaseId, rowId: string): ThingId {
  for (let n = 1; ; n += 1) {
    const thingId = thingOfRow(caseId, rowId, n)
    // An acceptance that came before the receipt was told makes no second paper of the first one.
    if (!legById(reader).get({ thingId, legId: takenIn })) return thingId
  }
}

/** From the first entry of the log: the same when replayed anywhere. */
function centreOf(reader: Reader): CentreId {
  const opened = openedFact(reader).get()?.value.split(' ')[1]
  assert(opened, 'nothing is taken in before the desk was opened')
  return CentreId.parse(opened)
}

const insertThing = insertRow(custodyThing)
const insertLeg = insertRow(custodyLeg)

const openedFact = prepared((reader: Reader) =>
  reader.select({ value: deskFact.value }).from(deskFact).where(eq(deskFact.name, 'opened')).prepare(),
)

const atCounter = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyThing)
    .where(
      and(
        eq(custodyThing.caseId, sql.placeholder('caseId')),
        eq(custodyThing.rowId, sql.placeholder('rowId')),
        eq(custodyThing.holderAt, 'COUNTER'),
        eq(custodyThing.gone, false),
      ),
    )
    .prepare(),
)

const thingById = prepared((reader: Reader) =>
  reader
    .select()
    .from(custodyThing)
    .where(eq(custodyThing.thingId, sql.placeholder('thingId')))
    .prepare(),
)

const legById = prepared((reader: Reader) =>
  reader
    .select({ legId: custodyLeg.legId, to: custodyLeg.toHolder })
    .from(custodyLeg)
    .where(
      and(eq(custodyLeg.thingId, sql.placeholder('thingId')), eq(custodyLeg.legId, sql.placeholder('legId'))),
    )
    .prepare(),
)

const legsOf = prepared((reader: Reader) =>
  reader
    .select({
      legId: custodyLeg.legId,
      base: custodyLeg.base,
      kind: custodyLeg.kind,
      from: custodyLeg.fromHolder,
      to: custodyLeg.toHolder,
      on: custodyLeg.actedOn,
      slipId: custodyLeg.slipId,
    })
    .from(custodyLeg)
    .where(eq(custodyLeg.thingId, sql.placeholder('thingId')))
    .orderBy(custodyLeg.changedAt, custodyLeg.legId)
    .prepare(),
)

const incidentById = prepared((reader: Reader) =>
  reader
    .select({ kind: custodyIncident.kind, outcome: custodyIncident.outcome })
    .from(custodyIncident)
    .where(eq(custodyIncident.incidentId, sql.placeholder('incidentId')))
    .prepare(),
)
