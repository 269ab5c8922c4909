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
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'
import { assert, Fault } from '#shared/kernel/fault.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { asIssued } from './as-issued.ts'
import { actOf, type Desk, rulesOf } from './desk.ts'
import { refuseErased } from './erased.ts'
import { archiveIndex } from './paper-archive.ts'
import { acceptanceNotice, correctionNotice, receiptSlip, refusalOfAcceptance } from './paper-body.ts'
import {
  extensionNotice,
  returnReceipt,
  specialProcedureNotice,
  terminationNotice,
  withdrawalRequest,
} from './paper-notices.ts'
import { commitmentDeclaration, deficiencyPledge, notRequiredNotice } from './paper-pledges.ts'
import { completionNotice, decisionPaper, deliveryReceipt, dispatchSlip } from './paper-results.ts'
import type { Source } from './paper-source.ts'
import { capacityWords } from './words.ts'

/** A paper ready to be set, made from what was recorded when it was issued; printing reads it and changes nothing. */
export function content(desk: Desk, { paperId }: Input<'paper.content'>): Answer<'paper.content'> {
  return desk.store.read((reader) => {
    const paper = findPaper(reader, paperId)
    if (!paper) return refuse('paper-unknown')
    const erased = refuseErased(reader, paper.caseId)
    if (erased) return erased
    const matter = findMatter(reader, paper.caseId)
    assert(matter, 'a paper belongs to a case')
    const items = listItems(reader, paper.caseId)
    const issued = asIssued(reader, paper, { matter, items, materials: listMaterials(reader, paper.caseId) })
    const source = {
      paper,
      ...issued,
      rules: rulesOf(desk, matter),
      receivedAt: `${longDayText(matter.receivedOn)} ${timeOf(matter.receivedMs)}`,
      frame: frame(reader, paper, matter, issued.behind.actor),
      nameOf: (actor: string) => findStaff(reader, actor as StaffId)?.name ?? '系统',
    }
    return ok(bodyOf(source))
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

function bodyOf(source: Source): PaperContent {
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
      return notRequiredNotice(source)
    case 'D6':
      return deficiencyPledge(source)
    case 'D7':
      return commitmentDeclaration(source)
    case 'D12':
      return completionNotice(source)
    case 'D12-DELIVERY':
      return deliveryReceipt(source)
    case 'D13':
      return dispatchSlip(source)
    case 'D16-EXTENSION':
      return extensionNotice(source)
    case 'D16-SUSPENSION':
      return specialProcedureNotice(source)
    case 'D16-WITHDRAWAL':
      return withdrawalRequest(source)
    case 'D16-RETURN':
      return returnReceipt(source)
    case 'D16-TERMINATION':
      return terminationNotice(source)
    case 'D16-DECISION':
      return decisionPaper(source)
    case 'D16-ARCHIVE':
      return archiveIndex(source)
    // Errands done for somebody (代办) have no event yet; a consultation and a handover have numbers and
    // sheets of their own.
    case 'D10':
    case 'D11':
    case 'D16-CONSULTATION':
      throw new Fault('broken-promise', `no act of a case issues ${source.paper.kind}`)
  }
}

/** Who signs for the centre is who did the act, which need not be who took the papers in. */
function frame(reader: Reader, paper: PaperRow, matter: MatterRow, actor: string) {
  const self = getInstallation(reader)
  const clerk = findStaff(reader, actor as StaffId)
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
