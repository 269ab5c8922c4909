import {
  type AssistPaperRow,
  findAssistPaper,
  findLetter,
  findOrder,
  listAssistPapers,
  listLetters,
  listOrderMoves,
  type OrderRow,
} from '#main/store/queries/assist.ts'
import { findMatter } from '#main/store/queries/case.ts'
import { listLegs, listThingsOfCase } from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findOfficer } from '#main/store/queries/officer.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { AssistPaper } from '#shared/contract/assist-paper.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { orderCode } from '#shared/domain/assist-paper.ts'
import {
  categoryWords,
  modeWords,
  needWords,
  pauseCauseWords,
  sourceWords,
} from '#shared/domain/assist-words.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { ageOn } from '#shared/domain/id-number.ts'
import { maskIdNumber } from '#shared/domain/masking.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CaseId, StaffId } from '#shared/kernel/ids.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { custodyFacts } from './assist-facts.ts'
import { getOrder } from './assist-record.ts'
import { aboutOf, nameOf } from './assist-shown.ts'
import { actOf, type Desk, rulesOf } from './desk.ts'
import { refuseErased } from './erased.ts'
import { letterActWords } from './letter-text.ts'

/** The numbered papers of an order, in the order they came about. */
export function papers(desk: Desk, { orderId }: Input<'assist.papers'>): Answer<'assist.papers'> {
  return desk.store.read((reader) => {
    if (!findOrder(reader, orderId)) return refuse('order-unknown')
    const rows = listAssistPapers(reader, orderId)
    return ok({
      papers: rows.map(({ docNo, issuedOn, kind, printed }) => ({ docNo, issuedOn, kind, printed })),
    })
  })
}

export function paper(desk: Desk, { docNo, kind }: Input<'assist.paper'>): Answer<'assist.paper'> {
  return desk.store.read((reader) => {
    const row = findAssistPaper(reader, kind, docNo)
    if (!row) return refuse('paper-unknown')
    return refuseErased(reader, getOrder(reader, row.orderId).caseId) ?? ok(contentOf(desk, reader, row))
  })
}

/** Counts a copy that left the printer; the act it tells of stands whether or not a printer worked. */
export function paperPrinted(
  desk: Desk,
  { docNo, kind }: Input<'assist.paperPrinted'>,
): Answer<'assist.paperPrinted'> {
  return desk.store.write((writer) => {
    const row = findAssistPaper(writer, kind, docNo)
    if (!row) return refuse('paper-unknown')
    const { caseId, orderId } = getOrder(writer, row.orderId)
    record(writer, actOf(desk), {
      type: 'assist-printed',
      orderId,
      ...(caseId ? { caseId } : {}),
      kind,
      docNo,
    })
    return ok({ printed: row.printed + 1 })
  })
}

function contentOf(desk: Desk, reader: Reader, row: AssistPaperRow): AssistPaper {
  const order = getOrder(reader, row.orderId)
  switch (row.kind) {
    case 'D8':
      return registrationSheet(desk, reader, row, order)
    case 'D9':
      return letterSheet(desk, reader, row, order)
    case 'D11':
      return pauseSheet(desk, reader, row, order)
    case 'D8-VISIT':
      return visitSheet(desk, reader, row, order)
  }
}

function frameOf(
  desk: Desk,
  reader: Reader,
  row: AssistPaperRow,
  order: OrderRow,
  officerId: StaffId | null,
) {
  const self = getInstallation(reader)
  const matter = order.caseId ? findMatter(reader, order.caseId) : undefined
  const officer = officerId ? findStaff(reader, officerId) : undefined
  return {
    docNo: row.docNo,
    practice: self.practice,
    printed: row.printed,
    unitName: self.centreName,
    issuedOn: row.issuedOn,
    code: orderCode(order.orderId),
    name: order.registration.served?.name ?? '',
    about: aboutOf(desk, order, matter?.matterName),
    ...(matter ? { caseNoGrouped: formatCaseNo(matter.caseNo) } : {}),
    officerName: officer?.name ?? '',
    officerBadge: officer?.badge ?? '',
  }
}

type Sheet<K extends AssistPaper['kind']> = Extract<AssistPaper, { kind: K }>

function registrationSheet(desk: Desk, reader: Reader, row: AssistPaperRow, order: OrderRow): Sheet<'D8'> {
  const { registration } = order
  const { category, consent, materialsComplete, otherCategory, promisedOn, served, source } = registration
  const filing = registration.officerId ? findOfficer(reader, registration.officerId) : undefined
  return {
    kind: 'D8',
    ...frameOf(desk, reader, row, order, registration.officerId ?? null),
    registeredAt: `${longDayText(order.registeredOn)} ${timeOf(order.registeredMs)}`,
    sourceWord: sourceWords[source],
    categoryWord: otherCategory ? `${categoryWords[category]}（${otherCategory}）` : categoryWords[category],
    priorityWord: priorityWord(order),
    modeWord: modeWords[order.mode],
    idNumberMasked: maskIdNumber(served?.idNumber ?? ''),
    ...(served?.birthDate ? { age: ageOn(served.birthDate, order.registeredOn) } : {}),
    phone: phoneOf(order),
    address: served?.address ?? '',
    needs: needsOf(order),
    ...(materialsComplete === undefined ? {} : { materialsComplete }),
    filingNo: filing?.filingNo ?? '',
    ...(promisedOn ? { promisedOn } : {}),
    sensitive: consent.sensitive,
    clerkName: nameOf(reader, order.clerk),
  }
}

function letterSheet(desk: Desk, reader: Reader, row: AssistPaperRow, order: OrderRow): Sheet<'D9'> {
  const letter = row.letterId ? findLetter(reader, row.letterId) : undefined
  assert(letter, 'a letter is kept as it was signed')
  const before = letter.renews ? findLetter(reader, letter.renews) : undefined
  return {
    kind: 'D9',
    ...frameOf(desk, reader, row, order, letter.officerId),
    text: letter.text,
    textSha256: letter.textSha256,
    signature: letter.signature,
    signerName: letter.terms.signer.name,
    officerPhone: findOfficer(reader, letter.officerId)?.phone ?? '',
    slips: slipsOf(reader, order.caseId, 'OUT'),
    ...(before ? { renews: before.letterNo } : {}),
    ...(letter.endedOn && letter.endedCause
      ? { ended: `${longDayText(letter.endedOn)}起${endWords[letter.endedCause]}` }
      : {}),
  }
}

function pauseSheet(desk: Desk, reader: Reader, row: AssistPaperRow, order: OrderRow): Sheet<'D11'> {
  const moves = listOrderMoves(reader, order.orderId).filter(
    ({ changedAt }) => changedAt <= (row.movedAt ?? 0),
  )
  const step = moves.at(-1)
  assert(step && (step.act === 'PAUSE' || step.act === 'RESUME' || step.act === 'STOP'), 'a D11 has its act')
  const { move } = step
  const last = moves.findLast(({ act }) => act === 'PAUSE')?.move
  const paused = move.act === 'PAUSE' || move.act === 'STOP' ? move : last?.act === 'PAUSE' ? last : undefined
  const letter = listLetters(reader, order.orderId).find(({ signedMs }) => signedMs <= step.atMs)
  return {
    kind: 'D11',
    ...frameOf(desk, reader, row, order, order.officerId),
    act: step.act,
    registrationNo: order.docNo,
    cause: paused ? pauseCauseWords[paused.cause] : '',
    note: 'note' in move ? (move.note ?? '') : '',
    done: moves.flatMap((each) =>
      each.move.act === 'PROGRESS'
        ? [
            [
              longDayText(each.actedOn),
              each.move.where,
              each.move.did && letterActWords[each.move.did],
              each.move.note,
            ]
              .filter(Boolean)
              .join('　'),
          ]
        : [],
    ),
    givenBack: slipsOf(reader, order.caseId, 'HOME'),
    heldCount: custodyFacts(reader, order.caseId).heldCount,
    letterNo: letter?.letterNo ?? '',
    ...(letter && step.act === 'RESUME' ? { validTo: letter.validTo } : {}),
    signedBy: 'signedBy' in move ? (move.signedBy ?? '') : '',
  }
}

function visitSheet(desk: Desk, reader: Reader, row: AssistPaperRow, order: OrderRow): Sheet<'D8-VISIT'> {
  const { detail, promisedOn, served } = order.registration
  return {
    kind: 'D8-VISIT',
    ...frameOf(desk, reader, row, order, order.officerId),
    modeWord: modeWords[order.mode],
    phone: phoneOf(order),
    place: [detail.mode === 'HOME_VISIT' ? detail.place : undefined, served?.address]
      .filter(Boolean)
      .join('；'),
    needs: needsOf(order),
    priorityWord: priorityWord(order),
    ...(promisedOn ? { promisedOn } : {}),
    materials: materialsOf(desk, reader, order),
  }
}

/** Of the case where there is one, else of the matter before any question was answered. */
function materialsOf(desk: Desk, reader: Reader, { caseId, registration }: OrderRow) {
  const matter = caseId ? findMatter(reader, caseId) : undefined
  const rules = matter ? rulesOf(desk, matter) : desk.rules
  const matterId = matter?.matterId ?? registration.matterId
  if (!matterId || !rules.catalogue.matters.some((each) => each.matterId === matterId)) return []
  return mergeMatter(rules.catalogue, matterId, matter?.answers ?? {})
    .materials.filter(({ form }) => form !== 'DATA')
    .map(({ howToObtain, name }) => ({ name, howToObtain }))
}

/** Slips by which things of the case went out of the owner's hands, or back into them. */
function slipsOf(reader: Reader, caseId: CaseId | null, way: 'OUT' | 'HOME'): string[] {
  const legs = (caseId ? listThingsOfCase(reader, caseId) : []).flatMap(({ thingId }) =>
    listLegs(reader, thingId),
  )
  const right = legs.filter(({ fromHolder, toHolder }) =>
    way === 'OUT' ? fromHolder.at === 'APPLICANT' : toHolder.at === 'APPLICANT',
  )
  return [...new Set(right.flatMap(({ docNo }) => docNo ?? []))]
}

function phoneOf({ registration }: OrderRow): string {
  const { noPhoneReason, phone } = registration.served ?? {}
  return phone ?? (noPhoneReason ? `没有电话：${noPhoneReason}` : '')
}

function needsOf({ registration }: OrderRow): string {
  return registration.needs.map((need) => needWords[need]).join('、')
}

function priorityWord({ registration }: OrderRow): string {
  const { grounds, otherReason } = registration.priority
  const words = { ELDERLY: '老年人优先', DISABLED: '残疾人优先', OTHER: `优先：${otherReason ?? ''}` }
  return grounds.map((ground) => words[ground]).join('、')
}

const endWords = {
  REVOKED: '委托人解除委托',
  PRINCIPAL_DIED: '委托人死亡，委托终止',
  FULFILLED: '事项办结，委托终止',
  RENEWED: '由续办的委托书接替',
  STOPPED: '代办终止，委托终止',
} as const
