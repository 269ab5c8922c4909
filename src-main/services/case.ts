import {
  findMatter,
  findMatterByNo,
  type ItemRow,
  listItems,
  listMaterials,
  listMatters,
  listPapers,
  type MatterRow,
} from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { placeAt } from '#main/store/queries/journal.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { findCaseDisposition, stateAt } from '#main/store/queries/sync.ts'
import { ItemFact } from '#shared/catalogue/schema.ts'
import type { CaseRow, CaseView } from '#shared/contract/case.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { checkCaseNo } from '#shared/domain/case-number.ts'
import { matterState } from '#shared/domain/item-case.ts'
import { maskAddress, maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { historyOf } from './case-history.ts'
import { daysLeft, dueDays } from './days-left.ts'
import { type Desk, type Rules, rulesOf, today } from './desk.ts'
import { erasureShown, itemName, materialName } from './erased.ts'
import { maskField } from './mask-field.ts'
import { isOpen } from './open-facts.ts'
import { priorityShown } from './priority.ts'
import { pointsOf } from './sync.ts'

export function list(desk: Desk, { after, limit, scope }: Input<'case.list'>): Answer<'case.list'> {
  return desk.store.read((reader) => {
    const rows = listMatters(reader, {
      from: scope === 'today' ? today(desk) : undefined,
      openOnly: scope === 'open',
      after,
      limit: limit + 1,
    })
    return ok({
      rows: rows.slice(0, limit).map((row) => caseRow(desk, reader, row)),
      more: rows.length > limit,
    })
  })
}

export function find(desk: Desk, input: Input<'case.find'>): Answer<'case.find'> {
  const read = checkCaseNo(input.caseNo)
  if (!read.ok) return read
  return desk.store.read((reader) => {
    const matter = findMatterByNo(reader, read.value.caseNo)
    if (matter) return ok({ caseId: matter.caseId })
    const { deskPart } = read.value
    return deskPart === getInstallation(reader).deskPart
      ? refuse('case-unknown')
      : refuse('case-of-another-desk', { desk: deskPart })
  })
}

export function view(desk: Desk, { caseId }: Input<'case.view'>): Answer<'case.view'> {
  return desk.store.read((reader) => {
    const matter = findMatter(reader, caseId)
    if (!matter) return refuse('case-unknown')
    const items = listItems(reader, caseId)
    const erased = erasureShown(reader, caseId)
    const seen: CaseView = {
      ...caseRow(desk, reader, matter),
      ...(erased ? { erased } : {}),
      workingDaysLeft: daysLeft(
        desk,
        items.flatMap(({ clocks }) => dueDays(clocks)),
      ),
      leadDept: matter.leadDept,
      catalogueVersion: matter.catalogueVersion,
      clerkName: findStaff(reader, matter.clerk)?.name ?? '',
      ...(erased ? { representative: { capacity: matter.representative.capacity } } : whoCame(matter)),
      itemCases: items.map((row) => itemCase(desk, matter, row)),
      materials: listMaterials(reader, caseId).map(({ judgement, pictures, usedBy, ...row }) => ({
        rowId: row.rowId,
        materialId: row.materialId,
        name: materialName(desk, matter, row),
        copies: row.copies,
        form: row.form,
        custodyPolicy: row.custodyPolicy,
        necessity: row.necessity,
        howToObtain: row.howToObtain,
        usedBy: [...usedBy],
        ...(judgement ? { judgement } : {}),
        ...(pictures && !erased ? { pictures: [...pictures] } : {}),
      })),
      form: formLines(rulesOf(desk, matter), matter.form),
      papers: listPapers(reader, caseId).map((paper) => ({
        paperId: paper.paperId,
        kind: paper.kind,
        docNo: paper.docNo,
        serial: paper.serial,
        itemNos: [...paper.itemNos],
        issuedOn: paper.issuedOn,
        printed: paper.printed,
      })),
      history: historyOf(reader, caseId),
    }
    return ok(seen)
  })
}

function whoCame({
  applicant,
  representative,
}: MatterRow): Pick<CaseView, 'address' | 'phone' | 'representative'> {
  return {
    representative: {
      capacity: representative.capacity,
      ...(representative.name ? { name: maskName(representative.name) } : {}),
      ...(representative.relation ? { relation: representative.relation } : {}),
    },
    ...(applicant.phone ? { phone: maskPhone(applicant.phone) } : {}),
    ...(applicant.address ? { address: maskAddress(applicant.address) } : {}),
  }
}

/** One line of a list, masked here and not in the window (security.md 4.6). */
export function caseRow(desk: Desk, reader: Reader, matter: MatterRow): CaseRow {
  const items = listItems(reader, matter.caseId)
  const { applicant } = matter
  const { epoch, seq } = placeAt(reader, matter.changedAt)
  return {
    caseId: matter.caseId,
    caseNo: matter.caseNo,
    matterId: matter.matterId,
    matterName: matter.matterName,
    applicantName: applicant.kind === 'PERSON' ? maskName(applicant.name) : applicant.name,
    applicantId: maskIdNumber(applicant.idNumber),
    priority: priorityShown(desk, reader, applicant, matter.caseId),
    receivedOn: matter.receivedOn,
    receivedMs: matter.receivedMs,
    state: matterState(items),
    items: items.map((row) => ({ itemNo: row.itemNo, name: itemName(desk, matter, row), state: row.state })),
    ...(matter.nextDue ? { nextDue: matter.nextDue } : {}),
    workingDaysLeft: daysLeft(desk, [matter.nextDue ?? undefined]),
    provisional: items.some(({ clocks }) => clocks.provisional),
    sync: stateAt(seq, pointsOf(reader, epoch), findCaseDisposition(reader, matter.caseId)),
  }
}

function itemCase(desk: Desk, matter: MatterRow, row: ItemRow): CaseView['itemCases'][number] {
  const unconfirmed = ItemFact.options.filter((fact) => isOpen(rulesOf(desk, matter), [row], fact))
  return {
    itemNo: row.itemNo,
    itemId: row.itemId,
    name: itemName(desk, matter, row),
    deptName: row.deptName,
    role: row.role,
    caseKind: row.caseKind,
    ...(row.promised ? { promised: row.promised } : {}),
    ...(row.statutory ? { statutory: row.statutory } : {}),
    state: row.state,
    clocks: row.clocks,
    ...(unconfirmed.length > 0 ? { unconfirmed } : {}),
  }
}

function formLines(rules: Rules, form: Readonly<Record<string, string>>): CaseView['form'] {
  return rules.catalogue.fields.flatMap((field) => {
    const value = form[field.fieldId]
    if (!value) return []
    const label = field.options?.find((option) => option.value === value)?.label ?? value
    return [{ label: field.label, value: maskField(field, label) }]
  })
}
