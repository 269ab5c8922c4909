import {
  findMatter,
  findPaper,
  listItems,
  listMaterials,
  type MatterRow,
  type PaperRow,
} from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { PaperContent } from '#shared/contract/case.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'
import { assert } from '#shared/kernel/fault.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { asIssued } from './as-issued.ts'
import { actOf, type Desk, rulesOf } from './desk.ts'
import { acceptanceNotice, correctionNotice, receiptSlip, refusalOfAcceptance } from './paper-body.ts'
import { capacityWords } from './words.ts'

/** A paper ready to be set, made from what was recorded when it was issued; printing reads it and changes nothing. */
export function content(desk: Desk, { paperId }: Input<'paper.content'>): Answer<'paper.content'> {
  return desk.store.read((reader) => {
    const paper = findPaper(reader, paperId)
    if (!paper) return refuse('paper-unknown')
    const matter = findMatter(reader, paper.caseId)
    assert(matter, 'a paper belongs to a case')
    const items = listItems(reader, paper.caseId)
    const source = {
      paper,
      ...asIssued(reader, paper, { matter, items, materials: listMaterials(reader, paper.caseId) }),
      rules: rulesOf(desk, matter),
      receivedAt: `${longDayText(matter.receivedOn)} ${timeOf(matter.receivedMs)}`,
      frame: frame(reader, paper, matter),
    }
    const body = bodyOf(source)
    return body ? ok(body) : refuse('paper-not-drawn-yet', { kind: paper.kind })
  })
}

/** Counts a copy that left the printer. The act stands whether or not a printer worked (ui.md 0.1). */
export function printed(desk: Desk, { paperId }: Input<'paper.printed'>): Answer<'paper.printed'> {
  return desk.store.write((writer) => {
    const paper = findPaper(writer, paperId)
    if (!paper) return refuse('paper-unknown')
    record(writer, actOf(desk), { type: 'paper-printed', caseId: paper.caseId, paperId })
    return ok({ printed: paper.printed + 1 })
  })
}

export type PaperFrame = ReturnType<typeof frame>
export type PaperSource = Parameters<typeof receiptSlip>[0]

/** A kind without a sheet of its own has its number and its place in the plan, but is never faked. */
function bodyOf(source: PaperSource): PaperContent | undefined {
  switch (source.paper.kind) {
    case 'D1':
      return receiptSlip(source)
    case 'D2':
      return acceptanceNotice(source)
    case 'D3':
      return correctionNotice(source)
    case 'D4':
      return refusalOfAcceptance(source)
    case 'D5':
    case 'D6':
    case 'D7':
    case 'D11':
    case 'D12':
    case 'D12-DELIVERY':
    case 'D13':
    case 'D16-EXTENSION':
    case 'D16-SUSPENSION':
    case 'D16-WITHDRAWAL':
    case 'D16-RETURN':
    case 'D16-TERMINATION':
    case 'D16-DECISION':
    case 'D16-ARCHIVE':
    case 'D16-CONSULTATION':
      return undefined
  }
}

function frame(reader: Reader, paper: PaperRow, matter: MatterRow) {
  const self = getInstallation(reader)
  const clerk = findStaff(reader, matter.clerk)
  const { applicant, representative } = matter
  const stand = representative.name
    ? `${maskName(representative.name)}（${representative.relation ?? capacityWords[representative.capacity]}）`
    : undefined
  return {
    paperId: paper.paperId,
    docNo: paper.docNo,
    caseNo: matter.caseNo,
    caseNoGrouped: formatCaseNo(matter.caseNo),
    practice: self.practice,
    printed: paper.printed,
    unitName: self.centreName,
    issuedOn: paper.issuedOn,
    clerkName: clerk?.name ?? '',
    clerkBadge: clerk?.badge ?? '',
    matterName: matter.matterName,
    applicantName: applicant.name,
    applicantIdMasked: maskIdNumber(applicant.idNumber),
    ...(applicant.phone ? { applicantPhoneMasked: maskPhone(applicant.phone) } : {}),
    ...(stand ? { representativeLine: stand } : {}),
  }
}
