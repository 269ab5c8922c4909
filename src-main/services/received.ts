import { findParty } from '#main/store/queries/party.ts'
import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { clocksOf } from '#shared/domain/clocks.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import type { MatterReceived } from '#shared/domain/events.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import type { Party, Representative } from '#shared/domain/party.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import { type CaseId, PartyId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import type { Desk } from './desk.ts'

type Intake = {
  readonly caseId: CaseId
  readonly caseNo: string
  readonly draft: IntakeDraft
  readonly merged: MergedMatter
  readonly day: string
}

/** The event of receipt: the draft cleaned of what an answer switched off, under today's catalogue. */
export function receivedFrom(reader: Reader, desk: Desk, intake: Intake): MatterReceived {
  const { caseId, caseNo, draft, merged, day } = intake
  const judgements = new Map(draft.materials.map(({ judgement, rowId }) => [rowId, judgement]))
  const itemNos = new Map(merged.items.map((item) => [item.itemId, item.itemNo]))
  return {
    type: 'matter-received',
    caseId,
    caseNo,
    matterId: merged.matterId,
    matterName: merged.name,
    leadDept: merged.leadDept,
    catalogueVersion: desk.rules.catalogue.version,
    receivedOn: day,
    receivedMs: desk.seams.wallMs(),
    applicant: partyFrom(reader, desk, draft, day),
    representative: representativeFrom(draft),
    answers: Object.fromEntries(
      merged.questions.flatMap(({ answer, situationId }) => (answer ? [[situationId, answer]] : [])),
    ),
    form: formFrom(draft, merged, day),
    items: merged.items.map((item) => ({
      itemNo: item.itemNo,
      itemId: item.itemId,
      name: item.name,
      deptName: item.deptName,
      role: item.role,
      caseKind: item.caseKind,
      ...(item.promised ? { promised: item.promised } : {}),
      ...(item.statutory ? { statutory: item.statutory } : {}),
      state: 'RECEIVED',
      clocks: clocksOf(desk.rules.calendar, item, 'RECEIVED', day),
    })),
    materials: merged.materials.map((row) => {
      const judgement = judgements.get(row.rowId)
      return {
        rowId: row.rowId,
        materialId: row.materialId,
        name: row.name,
        copies: row.copies,
        form: row.form,
        custodyPolicy: row.custodyPolicy,
        necessity: row.necessity,
        howToObtain: row.howToObtain,
        usedBy: row.usedBy.flatMap((itemId) => itemNos.get(itemId) ?? []),
        ...(judgement ? { judgement } : {}),
      }
    }),
  }
}

/** The same person keeps the same id, so that past cases are found again. */
function partyFrom(reader: Reader, desk: Desk, { applicant }: IntakeDraft, day: string): Party {
  const id =
    applicant.kind === 'PERSON' ? checkIdNumber(applicant.idNumber, day, desk.rules.knownAreas) : undefined
  const code = applicant.kind === 'ORGANISATION' ? checkCreditCode(applicant.idNumber) : undefined
  const pending = applicant.idNumber.trim() || '号码待核'
  const idNumber = id?.ok ? id.value.idNumber : code?.ok ? code.value.creditCode : pending
  const known = id?.ok || code?.ok ? findParty(reader, applicant.kind, idNumber) : undefined
  const phone = checkPhone(applicant.phone)
  const address = applicant.address.trim()
  const legal = applicant.legalRepresentative.trim()
  return {
    partyId: known?.partyId ?? PartyId.parse(desk.seams.newId()),
    kind: applicant.kind,
    name: applicant.name.trim(),
    idNumber,
    identityMethod: applicant.identityMethod,
    ...(id?.ok ? { birthDate: id.value.birthDate, sex: id.value.sex } : {}),
    ...(phone.ok ? { phone: phone.value.phone } : { noPhoneReason: applicant.noPhoneReason.trim() }),
    ...(address ? { address } : {}),
    ...(legal ? { legalRepresentative: legal } : {}),
  }
}

function representativeFrom({ representative }: IntakeDraft): Representative {
  if (representative.capacity === 'SELF') return { capacity: 'SELF' }
  return Object.fromEntries(
    Object.entries(representative).map(([key, value]) => [key, value?.trim()]),
  ) as Representative
}

/** Only the fields of active items, with dates written one way. */
function formFrom({ form }: IntakeDraft, merged: MergedMatter, day: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { fieldId, type } of merged.fields) {
    const value = form[fieldId]?.trim()
    if (!value) continue
    const typed = type === 'date' ? parseTypedDay(value, day) : undefined
    values[fieldId] = typed?.ok ? typed.value : value
  }
  return values
}
