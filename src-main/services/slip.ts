import {
  findIncident,
  findSlip,
  findThing,
  listLegs,
  listThings,
  type SlipRow,
} from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listFrom, listOfCase } from '#main/store/queries/journal.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { SlipSheet } from '#shared/contract/custody-slip.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { countInWords } from '#shared/domain/count-words.ts'
import { type CustodyLine, type Holder, holderName, type Identity } from '#shared/domain/custody.ts'
import type { HandoverMade, Offer } from '#shared/domain/custody-events.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import { maskName } from '#shared/domain/masking.ts'
import { conditionWords, identityWord, thingFormWords } from '#shared/domain/slip-text.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { SlipId, StaffId } from '#shared/kernel/ids.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { actOf, type Desk } from './desk.ts'
import { refuseErased } from './erased.ts'

/** D10 as it was issued: printed again years later it says what it said the first time. */
export function slip(desk: Desk, { slipId }: Input<'custody.slip'>): Answer<'custody.slip'> {
  return desk.store.read((reader) => {
    const row = findSlip(reader, slipId)
    if (!row) return refuse('slip-unknown')
    return refuseOfErased(reader, toldUnder(reader, row)) ?? ok(sheetOf(reader, row))
  })
}

/** Counts a copy that left the printer. The handover stands whether or not a printer worked. */
export function slipPrinted(
  desk: Desk,
  { slipId }: Input<'custody.slipPrinted'>,
): Answer<'custody.slipPrinted'> {
  return desk.store.write((writer) => {
    const row = findSlip(writer, slipId)
    if (!row) return refuse('slip-unknown')
    const [first] = toldUnder(writer, row)
    assert(first, 'a slip is of a handover')
    const printed = copiesOf(writer, first.caseId, slipId)
    record(writer, actOf(desk), { type: 'slip-printed', home: first.home, caseId: first.caseId, slipId })
    return ok({ printed: printed + 1 })
  })
}

/** 情况说明 of a loss or a damage, as far as it is told by now. */
export function report(desk: Desk, { incidentId }: Input<'custody.report'>): Answer<'custody.report'> {
  return desk.store.read((reader) => {
    const row = findIncident(reader, incidentId)
    if (!row) return refuse('incident-unknown')
    const self = getInstallation(reader)
    const things = listThings(reader, row.thingIds)
    const [first] = things
    assert(first, 'an incident is of things this desk knows')
    const erased = refuseErased(reader, first.caseId)
    if (erased) return erased
    const name = (staffId: string) => findStaff(reader, staffId as StaffId)?.name ?? ''
    return ok({
      incidentId,
      practice: self.practice,
      unitName: self.centreName,
      kindWord: row.kind === 'LOST' ? '遗失' : '损毁',
      caseNo: first.caseNo,
      caseNoGrouped: formatCaseNo(first.caseNo),
      ownerName: first.owners[0] ?? '',
      reportedOn: row.reportedOn,
      account: row.account,
      reporter: name(row.reporter),
      second: name(row.second),
      rows: things.map((thing, at) => ({
        n: at + 1,
        name: thing.name,
        formWord: thingFormWords[thing.form],
        docNumber: thing.docNumber ?? '',
        copies: thing.copies,
        bagNo: thing.bagNo ?? '',
        lastHolder: holderName(thing.holder),
        since: thing.since,
      })),
      ...(row.outcome ? { outcomeWord: outcomeWords[row.outcome] } : {}),
      ...(row.closing ? { closing: row.closing } : {}),
      ...(row.closedOn ? { closedOn: row.closedOn } : {}),
    })
  })
}

/** Only who may sign for every one of these things. */
export function signers(desk: Desk, { thingIds }: Input<'custody.signers'>): Answer<'custody.signers'> {
  return desk.store.read((reader) => {
    const rows = thingIds.map((thingId) => findThing(reader, thingId))
    const [first] = rows
    if (!first || rows.some((row) => !row)) return refuse('thing-unknown')
    return ok({ names: first.owners.filter((name) => rows.every((row) => row?.owners.includes(name))) })
  })
}

const outcomeWords = {
  FOUND: '已找到',
  SETTLED: '已与材料主人商定处理',
  MADE_GOOD: '已补办、赔付，材料主人已签字',
} as const

type Told = HandoverMade | Offer

/** What was told under one number: one entry a case, in one transaction, so one after the other. */
function toldUnder(reader: Reader, { changedAt, slipId }: SlipRow): readonly Told[] {
  const told: Told[] = []
  for (const { body } of listFrom(reader, changedAt - 1, 200)) {
    const event = DeskEvent.parse(JSON.parse(body))
    const each =
      event.type === 'handover-made' ? event : event.type === 'handover-offered' ? event.offer : undefined
    if (each?.slip.slipId !== slipId) break
    told.push(each)
  }
  return told
}

/** One erased case among several is enough: the slip would no longer say what was signed. */
function refuseOfErased(reader: Reader, told: readonly Told[]) {
  return told.map(({ caseId }) => refuseErased(reader, caseId)).find((each) => each !== undefined)
}

function copiesOf(reader: Reader, caseId: Told['caseId'], slipId: SlipId): number {
  return listOfCase(reader, caseId).filter(({ body, kind }) => {
    if (kind !== 'slip-printed') return false
    const event = DeskEvent.parse(JSON.parse(body))
    return event.type === 'slip-printed' && event.slipId === slipId
  }).length
}

function sheetOf(reader: Reader, row: SlipRow): SlipSheet {
  const told = toldUnder(reader, row)
  const [first] = told
  assert(first, 'a slip is of a handover')
  const self = getInstallation(reader)
  const lines = told.flatMap((each) => each.lines)
  const copies = lines.reduce((sum, line) => sum + line.copies, 0)
  const taken = 'receivedBy' in first ? first : takenOver(reader, first)
  const { atMs, from, on, place, releasedBy } = first
  return {
    slipId: row.slipId,
    docNo: row.docNo,
    practice: self.practice,
    printed: copiesOf(reader, first.caseId, row.slipId),
    unitName: self.centreName,
    legWord: `${handsWord(from)} → ${'receivedBy' in first ? handsWord(first.to) : (first.to.officer ?? first.to.centreName)}`,
    place,
    actedAt: dateOf(atMs) === on ? `${longDayText(on)} ${timeOf(atMs)}` : longDayText(on),
    issuedOn: on,
    cases: told.map(({ caseNo, owners }) => ({
      caseNo,
      caseNoGrouped: formatCaseNo(caseNo),
      ownerName: told.length > 1 ? maskName(owners[0] ?? '') : (owners[0] ?? ''),
    })),
    rows: lines.map((line, at) => rowOf(reader, line, at + 1)),
    copies,
    copiesInWords: countInWords(copies),
    released: sideOf(reader, from, releasedBy),
    ...(taken ? { received: sideOf(reader, taken.to, taken.receivedBy) } : {}),
    ...('remark' in first && first.remark ? { remark: first.remark } : {}),
  }
}

/** Who answered an offer, once this desk has heard of it. */
function takenOver(reader: Reader, { lines, slip: { slipId } }: Offer) {
  const [line] = lines
  const leg = line && listLegs(reader, line.thingId).find((each) => each.slipId === slipId)
  return leg?.receivedBy ? { to: leg.toHolder, receivedBy: leg.receivedBy } : undefined
}

function rowOf(reader: Reader, line: CustodyLine, n: number): SlipSheet['rows'][number] {
  return {
    n,
    name: line.name,
    formWord: thingFormWords[line.form],
    docNumber: line.docNumber ?? line.fee?.receiptNo ?? '',
    copies: line.copies,
    pages: line.pages ? `${line.pages}` : '',
    conditionWord: conditionWords[line.condition],
    ...(line.returnBy ? { returnBy: line.returnBy } : {}),
    purpose: line.purpose ?? line.fee?.purpose ?? '',
    remark: line.remark ?? '',
    bagNo: line.bagNo ?? '',
    outgoing: line.outgoing ? (findSlip(reader, line.outgoing)?.docNo ?? '') : '',
  }
}

function handsWord(holder: Holder): string {
  switch (holder.at) {
    case 'APPLICANT':
      return '申请人'
    case 'COUNTER':
      return '窗口'
    case 'OFFICER':
      return '专员'
    case 'COURIER':
      return '快递'
    case 'DEPARTMENT':
      return '部门窗口'
    case 'FILED':
      return '案卷'
  }
}

function sideOf(reader: Reader, holder: Holder, identity: Identity): SlipSheet['released'] {
  const staff = identity.how === 'STAFF' ? findStaff(reader, identity.staffId) : undefined
  const ink = identity.how === 'SIGNATURE' ? identity.signature?.ink : undefined
  return {
    hands: holder.at === 'APPLICANT' ? '申请人' : holderName(holder),
    name: identity.name ?? '',
    ...(staff ? { badge: staff.badge } : {}),
    how: identityWord(identity),
    ...(ink ? { ink } : {}),
  }
}
