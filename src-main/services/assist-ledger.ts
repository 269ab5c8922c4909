import { listLetters, listOrderMoves, listOrdersOfMonth, type OrderRow } from '#main/store/queries/assist.ts'
import { findMatter } from '#main/store/queries/case.ts'
import { listLegs, listThingsOfCase } from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listRatingsOf } from '#main/store/queries/rating.ts'
import { record } from '#main/store/record.ts'
import type { LedgerRow } from '#shared/contract/assist-ledger.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { categoryWords, modeWords } from '#shared/domain/assist-words.ts'
import { maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { aboutOf, nameOf } from './assist-shown.ts'
import { actOf, type Desk, person, today } from './desk.ts'

/** D14 of a month: who was helped, what was carried under which letter, and how it ended. */
export function ledger(desk: Desk, wish: Input<'assist.ledger'>): Answer<'assist.ledger'> {
  return desk.store.read((reader) => ok(ledgerOf(desk, reader, wish)))
}

/** The ledger as it leaves the desk; that it does is an act with a name to it (security.md 4.6). */
export function takeLedger(
  desk: Desk,
  { how, ...wish }: Input<'assist.takeLedger'>,
): Answer<'assist.takeLedger'> {
  return desk.store.write((writer) => {
    const taken = ledgerOf(desk, writer, wish)
    const atMs = desk.seams.wallMs()
    record(writer, actOf(desk), { type: 'ledger-taken', ...wish, how, rows: taken.rows.length, atMs })
    return ok(taken)
  })
}

function ledgerOf(desk: Desk, reader: Reader, { month, officerId }: Input<'assist.ledger'>) {
  const self = getInstallation(reader)
  const orders = listOrdersOfMonth(reader, month)
  const ids = [...new Set(orders.flatMap((order) => order.officerId ?? []))]
  return {
    unitName: self.centreName,
    practice: self.practice,
    today: today(desk),
    by: person(desk).name,
    officers: ids.map((staffId: StaffId) => ({ staffId, name: nameOf(reader, staffId) })),
    rows: orders
      .filter((order) => officerId === undefined || order.officerId === officerId)
      .map((order) => rowOf(desk, reader, order)),
  }
}

function rowOf(desk: Desk, reader: Reader, order: OrderRow): LedgerRow {
  const { category, promisedOn, served } = order.registration
  const matter = order.caseId ? findMatter(reader, order.caseId) : undefined
  const [letter] = listLetters(reader, order.orderId)
  const moves = listOrderMoves(reader, order.orderId)
  const dayOf = (act: string) => moves.findLast((each) => each.act === act)?.actedOn ?? ''
  const back = moves.findLast(({ move }) => move.act === 'RETURN_MATERIALS')?.move
  const done = moves.findLast(({ move }) => move.act === 'FINISH')?.move
  const { village, ...where } = { village: villageOf(served?.address ?? ''), ...carriedOf(reader, order) }
  return {
    orderId: order.orderId,
    registeredOn: order.registeredOn,
    docNo: order.docNo,
    name: served?.kind === 'ORGANISATION' ? served.name : maskName(served?.name ?? ''),
    idNumber: maskIdNumber(served?.idNumber ?? ''),
    phone: served?.phone ? maskPhone(served.phone) : '',
    village,
    category: categoryWords[category],
    about: aboutOf(desk, order, matter?.matterName),
    mode: modeWords[order.mode],
    ...where,
    letter: letter ? `${letter.letterNo} 至 ${letter.validTo}` : '',
    officer: nameOf(reader, order.officerId),
    promisedOn: promisedOn ?? letter?.validTo ?? '',
    doneOn: dayOf('FINISH'),
    result: done?.act === 'FINISH' ? resultWords[done.result] : '',
    returnedOn: dayOf('RETURN_MATERIALS'),
    signedBy: back?.act === 'RETURN_MATERIALS' ? maskName(back.signedBy ?? '') : '',
    grade: gradeOf(reader, order),
    calledOn: dayOf('FOLLOW_UP'),
    remark: endingWords[order.state] ?? '',
  }
}

/** What the principal handed over, by which slips, and where it was last taken to. */
function carriedOf(reader: Reader, { caseId }: OrderRow) {
  const things = caseId ? listThingsOfCase(reader, caseId) : []
  const legs = things.flatMap(({ thingId }) => listLegs(reader, thingId))
  const sent = legs.findLast(({ toHolder }) => toHolder.at === 'DEPARTMENT' || toHolder.at === 'COURIER')
  const count = (n: number) => (n > 0 ? `${n}` : '')
  return {
    things: count(things.reduce((sum, { copies }) => sum + copies, 0)),
    originals: count(things.filter(({ form }) => form === 'ORIGINAL').length),
    slips: [...new Set(legs.flatMap(({ docNo }) => docNo ?? []))].join('、'),
    sentTo: sent?.toHolder.at === 'DEPARTMENT' ? sent.toHolder.organ : sent ? '快递' : '',
    sentOn: sent?.actedOn ?? '',
  }
}

/** 金山镇山口岩村3组 → 山口岩村. */
function villageOf(address: string): string {
  return /([^省市县区镇乡街道]{1,12}?(?:社区|村))/.exec(address)?.[1] ?? ''
}

function gradeOf(reader: Reader, { orderId }: OrderRow): string {
  const grade = listRatingsOf(reader, orderId).find((each) => each.grade !== null)?.grade
  return grade ? (gradeWords[grade] ?? '') : ''
}

const gradeWords: Readonly<Record<number, string>> = {
  1: '非常满意',
  2: '满意',
  3: '基本满意',
  4: '不满意',
  5: '非常不满意',
}
const resultWords = { GRANTED: '办成', ACCEPTED: '受理', PAPERS_MISSING: '缺材料', NOT_DONE: '未办' } as const
const endingWords: Partial<Record<OrderRow['state'], string>> = {
  PAUSED: '中止',
  STOPPED: '终止',
  REFUSED: '不予代办',
}
