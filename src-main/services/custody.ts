import { findApplicant } from '#main/store/queries/case.ts'
import {
  type BoardFilter,
  countAmiss,
  countDueBack,
  countHolders,
  countResults,
  custodyTotals,
  findOffer,
  findThing,
  type Keeper,
  type LegRow,
  listBagNos,
  listInHand,
  listLegs,
  listThings,
  listThingsOfCase,
  originalsOutside,
  type ThingRow,
} from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { CustodyLane, CustodyLeg, CustodyRow } from '#shared/contract/custody-board.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { type Holder, holderName, type Identity, isOfCentre } from '#shared/domain/custody.ts'
import { addDays, daysBetween } from '#shared/domain/day.ts'
import { maskName } from '#shared/domain/masking.ts'
import type { PriorityShown } from '#shared/domain/priority.ts'
import { identityWord } from '#shared/domain/slip-text.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { priorityShown } from './priority.ts'

/** Who has what: the lanes of the board, and the things of the one that is open (ui.md 2.b). */
export function board(desk: Desk, input: Input<'custody.board'>): Answer<'custody.board'> {
  return desk.store.read((reader) => {
    const day = today(desk)
    const { after, amiss, at, bagNo, dueToday, find, holder, lane, limit, longerThan, originals } = input
    const { centreId, centreName } = getInstallation(reader)
    const keeper = { centreId, staffId: person(desk).staffId }
    const rows = listInHand(
      reader,
      {
        ...laneFilter(lane, keeper, day),
        ...given({
          at,
          holder,
          amiss,
          originals,
          bagNo,
          after,
          find,
          dueBy: dueToday ? day : undefined,
        }),
        since: longerThan ? addDays(day, -longerThan - 1) : undefined,
      },
      limit + 1,
    )
    return ok({
      today: day,
      lanes: lanesOf(reader),
      amiss: countAmiss(reader),
      dueToday: countDueBack(reader, day),
      counts: laneCounts(reader, keeper, day),
      out: outside(reader, day),
      me: keeper.staffId,
      centreName,
      totals: custodyTotals(reader, centreId),
      rows: shownRows(desk, reader, rows.slice(0, limit)),
      more: rows.length > limit,
    })
  })
}

export function ofCase(desk: Desk, { caseId }: Input<'custody.ofCase'>): Answer<'custody.ofCase'> {
  return desk.store.read((reader) => ok({ rows: shownRows(desk, reader, listThingsOfCase(reader, caseId)) }))
}

/** The way of one thing, step by step, with both who let go and who took. */
export function chain(desk: Desk, { thingId }: Input<'custody.chain'>): Answer<'custody.chain'> {
  return desk.store.read((reader) => {
    const row = findThing(reader, thingId)
    if (!row) return refuse('thing-unknown')
    const legs = listLegs(reader, thingId)
    const claims = claimsOf(legs)
    const [thing] = shownRows(desk, reader, [row])
    assert(thing, 'a row for a row')
    return ok({
      thing,
      legs: legs.map((leg) => told(leg, claims.has(leg.legId))),
    })
  })
}

/** Into a bag and its place, and what was found on looking closer. Changes no hands. */
export function stow(desk: Desk, input: Input<'custody.stow'>): Answer<'custody.stow'> {
  return desk.store.write((writer) => {
    const self = getInstallation(writer)
    const rows = listThings(
      writer,
      input.things.map(({ thingId }) => thingId),
    ).filter(({ caseId }) => caseId === input.caseId)
    const [first] = rows
    if (!first || rows.length < new Set(input.things.map(({ thingId }) => thingId)).size)
      return refuse('thing-unknown')
    const gone = rows.find((row) => row.gone)
    if (gone) return refuse('thing-out', { thing: gone.name })
    const elsewhere = rows.find(({ holder }) => !isOfCentre(holder, self.centreId))
    if (elsewhere)
      return refuse('not-the-holder', { thing: elsewhere.name, holder: holderName(elsewhere.holder) })
    const bagNo = input.bag === 'NEW' ? nextBagNo(writer, first.caseNo) : input.bag
    record(writer, actOf(desk), {
      type: 'things-stowed',
      home: first.home,
      caseId: input.caseId,
      things: input.things.map((each) => ({
        ...each,
        ...(bagNo ? { bagNo } : {}),
        ...(input.shelf ? { shelf: input.shelf } : {}),
      })),
      on: today(desk),
      atMs: desk.seams.wallMs(),
    })
    return ok(bagNo ? { bagNo } : {})
  })
}

/** What stands on the label of a bag: the code is the number itself, so that any scanner types it. */
export function label(desk: Desk, { bagNo }: Input<'custody.label'>): Answer<'custody.label'> {
  return desk.store.read((reader) => {
    const rows = listInHand(reader, { bagNo }, 500)
    const [first] = rows
    if (!first) return refuse('bag-unknown')
    const count = (...forms: readonly ThingRow['form'][]) =>
      rows.filter(({ form }) => forms.includes(form)).reduce((sum, { copies }) => sum + copies, 0)
    const returnBy = rows
      .flatMap((row) => row.returnBy ?? [])
      .toSorted()
      .at(0)
    return ok({
      bagNo,
      code: bagNo,
      caseNo: first.caseNo,
      ownerName: maskName(first.owners[0] ?? ''),
      originals: count('ORIGINAL', 'RESULT'),
      copies: count('COPY', 'FORM'),
      receipts: count('FEE_RECEIPT'),
      ...(returnBy ? { returnBy } : {}),
      ...(first.shelf ? { shelf: first.shelf } : {}),
    })
  })
}

function laneFilter(lane: CustodyLane | undefined, keeper: Keeper, day: string): BoardFilter {
  switch (lane) {
    case undefined:
      return {}
    case 'MINE':
      return { mine: keeper }
    case 'COLLEAGUES':
      return { others: keeper }
    case 'WAY':
      return { at: 'COURIER' }
    case 'DEPARTMENT':
      return { at: 'DEPARTMENT' }
    case 'RESULT':
      return { results: true }
    case 'DUE':
      return { dueBy: day }
    case 'AMISS':
      return { amiss: true }
  }
}

/** What was asked for; what was not leaves the lane as it is. */
function given(filter: BoardFilter): BoardFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

function outside(reader: Reader, day: string): { readonly n: number; readonly oldestDays: number } {
  const { first, n } = originalsOutside(reader)
  return { n, oldestDays: first ? Math.max(0, daysBetween(first, day)) : 0 }
}

function laneCounts(reader: Reader, { centreId, staffId }: Keeper, day: string): Record<CustodyLane, number> {
  const counts = { MINE: 0, COLLEAGUES: 0, WAY: 0, DEPARTMENT: 0, RESULT: 0, DUE: 0, AMISS: 0 }
  for (const { at, holder, n } of countHolders(reader)) {
    if (at === 'COURIER') counts.WAY += n
    else if (at === 'DEPARTMENT') counts.DEPARTMENT += n
    else if (at === 'COUNTER' || at === 'OFFICER')
      counts[holder === centreId || holder === staffId ? 'MINE' : 'COLLEAGUES'] += n
  }
  return {
    ...counts,
    RESULT: countResults(reader),
    DUE: countDueBack(reader, day),
    AMISS: countAmiss(reader),
  }
}

function lanesOf(reader: Reader) {
  const names = new Map<string, string>(listStaff(reader).map(({ name, staffId }) => [staffId, name]))
  return countHolders(reader).map(({ at, holder, n }) => ({
    at,
    holder,
    name: laneName(at, holder, names),
    n,
  }))
}

function laneName(at: Holder['at'], key: string, names: ReadonlyMap<string, string>): string {
  if (at === 'OFFICER') return names.get(key) ?? '其他中心人员'
  return at === 'COUNTER' ? '柜台' : key
}

/** Rows as a list says them; who goes first is looked up once a case. */
function shownRows(desk: Desk, reader: Reader, rows: readonly ThingRow[]): CustodyRow[] {
  const day = today(desk)
  const known = new Map<CaseId, PriorityShown>()
  return rows.map((row) => {
    const { caseId } = row
    const priority =
      known.get(caseId) ?? priorityShown(desk, reader, findApplicant(reader, caseId) ?? {}, caseId)
    known.set(caseId, priority)
    return { ...shown(row, day, offeredTo(reader, row)), priority }
  })
}

function shown(row: ThingRow, day: string, offeredTo: string | undefined): Omit<CustodyRow, 'priority'> {
  const { bagNo, caseId, caseNo, condition, copies, disputed, form, gone, holder, name, since, state, tip } =
    row
  const maybe = {
    rowId: row.rowId,
    pages: row.pages,
    docNumber: row.docNumber,
    photo: row.photo,
    returnBy: row.returnBy,
    bagNo,
    shelf: row.shelf,
    fee: row.fee,
    offerId: row.offerId,
    offeredTo,
    missedOn: row.missedOn,
    incidentId: row.incidentId,
  }
  return {
    thingId: row.thingId,
    tip,
    caseId,
    caseNo,
    ownerName: maskName(row.owners[0] ?? ''),
    name,
    form,
    copies,
    condition,
    custodyPolicy: row.custodyPolicy,
    holder: holder.at === 'APPLICANT' ? { ...holder, name: maskName(holder.name) } : holder,
    holderName: holder.at === 'APPLICANT' ? maskName(holder.name) : holderName(holder),
    since,
    daysHeld: Math.max(0, daysBetween(since, day)),
    state,
    disputed,
    gone,
    ...(Object.fromEntries(
      Object.entries(maybe).filter(([, value]) => value !== null && value !== undefined),
    ) as object),
  }
}

/** Steps that follow the same one, since a manager last said where the thing is: both cannot be true. */
function claimsOf(legs: readonly LegRow[]): ReadonlySet<string> {
  const last = legs.findLastIndex(({ kind }) => kind === 'OVERRIDE')
  const open = legs.slice(last + 1).filter(({ base }) => base !== null)
  return new Set(
    [...Map.groupBy(open, ({ base }) => base).values()]
      .filter((ways) => ways.length > 1)
      .flatMap((ways) => ways.map(({ legId }) => legId)),
  )
}

function offeredTo(reader: Reader, { offerId }: ThingRow): string | undefined {
  const to = offerId ? findOffer(reader, offerId)?.offer.to : undefined
  return to && (to.officer ?? to.centreName)
}

function told(leg: LegRow, claim: boolean): CustodyLeg {
  return {
    legId: leg.legId,
    claim,
    ...(leg.slipId ? { slipId: leg.slipId } : {}),
    kind: leg.kind,
    from: handsName(leg.fromHolder),
    to: handsName(leg.toHolder),
    releasedBy: signed(leg.releasedBy),
    releasedHow: leg.releasedBy ? identityWord(leg.releasedBy) : '',
    receivedBy: signed(leg.receivedBy),
    receivedHow: leg.receivedBy ? identityWord(leg.receivedBy) : '',
    ...(leg.docNo ? { docNo: leg.docNo } : {}),
    on: leg.actedOn,
    atMs: leg.atMs,
    place: leg.place,
    ...(leg.remark ? { remark: leg.remark } : {}),
  }
}

function handsName(holder: Holder): string {
  return holder.at === 'APPLICANT' ? maskName(holder.name) : holderName(holder)
}

function signed(identity: Identity | null): string {
  if (!identity) return ''
  return identity.how === 'SIGNATURE' ? maskName(identity.name) : (identity.name ?? '')
}

/** 360322102-20260914-A07-0031-Z-J01: the case and the running number of its bags. */
export function nextBagNo(reader: Reader, caseNo: string): string {
  const numbers = listBagNos(reader, caseNo).map((bagNo) => Number(bagNo.slice(caseNo.length + 2)))
  const n = Math.max(0, ...numbers.filter(Number.isInteger)) + 1
  return `${caseNo}-J${String(n).padStart(2, '0')}`
}
