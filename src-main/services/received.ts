import { findParty, findPartyById, listOpenCases } from '#main/store/queries/party.ts'
import { findPictureFile } from '#main/store/queries/picture.ts'
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
import { type Desk, person, today } from './desk.ts'

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
  const before = partyIdOf(reader, desk, draft)
  const open = findOpenSame(reader, merged.matterId, before)
  const reason = draft.besidesReason?.trim()
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
      ...(item.taskCode ? { taskCode: item.taskCode } : {}),
      ...(item.handlingItemCode ? { handlingItemCode: item.handlingItemCode } : {}),
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
        ...picturesOf(reader, draft, row.rowId),
      }
    }),
    // Nobody this desk knew had anything to take over, whatever stood in the draft before.
    ...(draft.consent && before ? { reuse: { ...draft.consent, by: person(desk).staffId } } : {}),
    ...(open && reason ? { besides: { caseId: open.caseId, reason } } : {}),
  }
}

/**
 * Rows an answer switched off are not received, and what was photographed of them is thrown away; so is a page
 * that was thrown away just before the program was cut off, though the draft still named it.
 */
function picturesOf(
  reader: Reader,
  { pictures = [] }: IntakeDraft,
  rowId: string,
): { readonly pictures?: string[] } {
  const own = pictures
    .filter((each) => each.rowId === rowId && findPictureFile(reader, each.pictureId))
    .map(({ pictureId }) => pictureId)
  return own.length > 0 ? { pictures: own.slice(0, 20) } : {}
}

/**
 * Whose case this becomes, where this desk knows the person: by the number, or because the clerk
 * recognised somebody without one. A person whose number is known by another is never taken for them.
 */
export function partyIdOf(
  reader: Reader,
  desk: Desk,
  { applicant, notSame }: IntakeDraft,
): PartyId | undefined {
  const { idNumber, valid } = numberOf(desk, applicant)
  const known = valid ? findParty(reader, applicant.kind, idNumber) : undefined
  if (known) return known.partyId
  const chosen = applicant.partyId && findPartyById(reader, applicant.partyId)
  if (!chosen || chosen.kind !== applicant.kind || notSame?.includes(chosen.partyId)) return undefined
  const fits = chosen.name === applicant.name.trim() && (chosen.pending || !valid)
  return fits ? chosen.partyId : undefined
}

/** The newest open case of the same matter of a person. */
export function findOpenSame(reader: Reader, matterId: string | undefined, partyId: PartyId | undefined) {
  return partyId && listOpenCases(reader, partyId).find((open) => open.matterId === matterId)
}

/** The same person keeps the same id, so that past cases are found again. */
function partyFrom(reader: Reader, desk: Desk, draft: IntakeDraft, day: string): Party {
  const { applicant } = draft
  const { facts, idNumber } = numberOf(desk, applicant)
  const typed = parseTypedDay(applicant.birthDate ?? '', day)
  const phone = checkPhone(applicant.phone)
  const address = applicant.address.trim()
  const legal = applicant.legalRepresentative.trim()
  return {
    partyId: partyIdOf(reader, desk, draft) ?? PartyId.parse(desk.seams.newId()),
    kind: applicant.kind,
    name: applicant.name.trim(),
    idNumber,
    identityMethod: applicant.identityMethod,
    ...(facts ? { birthDate: facts.birthDate, sex: facts.sex } : typed.ok ? { birthDate: typed.value } : {}),
    ...(phone.ok ? { phone: phone.value.phone } : { noPhoneReason: applicant.noPhoneReason.trim() }),
    ...(address ? { address } : {}),
    ...(legal ? { legalRepresentative: legal } : {}),
  }
}

/** The number as the desk writes it, with what follows from it; 「号码待核」 where nobody has seen one. */
function numberOf(desk: Desk, applicant: IntakeDraft['applicant']) {
  if (applicant.kind === 'PERSON') {
    const id = checkIdNumber(applicant.idNumber, today(desk), desk.rules.knownAreas)
    if (id.ok) return { idNumber: id.value.idNumber, valid: true, facts: id.value }
  } else {
    const code = checkCreditCode(applicant.idNumber)
    if (code.ok) return { idNumber: code.value.creditCode, valid: true, facts: undefined }
  }
  return { idNumber: applicant.idNumber.trim() || '号码待核', valid: false, facts: undefined }
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
