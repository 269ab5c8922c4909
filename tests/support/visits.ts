import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedField, MergedMaterial } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { JudgedMaterial, Judgement } from '#shared/domain/material.ts'
import { DraftId } from '#shared/kernel/ids.ts'
import { rules } from './a-desk.ts'

/** Numbers with sequence 000 belong to nobody (domain.md 2.1). */
export const grandmother = '360302195803120000'
export const company = '91360302MA00000013'

/** A complete, right intake of a matter; a test spoils just what it is about. */
export function aVisit(
  matterId: string,
  wish: Partial<IntakeDraft> & { readonly nowMs?: number } = {},
): IntakeDraft {
  const { nowMs, ...changes } = wish
  const answers = changes.answers ?? firstAnswers(matterId)
  const merged = mergeMatter(rules.catalogue, matterId, answers)
  return {
    draftId: DraftId.parse(uuidV7(nowMs ?? Date.parse('2026-09-18T09:00:00+08:00'))),
    step: 'review',
    matterId,
    applicant: applicantOf(matterId),
    representative: { capacity: 'SELF' },
    answers,
    form: Object.fromEntries(merged.fields.map((field) => [field.fieldId, fill(field)])),
    materials: merged.materials.map((row) => ({ rowId: row.rowId, judgement: supply(row) })),
    // The same person comes to a test often; only where a case is open does it count.
    besidesReason: '给另一位家人办',
    ...changes,
  }
}

/** A person wherever one may apply, else an organisation. */
function applicantOf(matterId: string): IntakeDraft['applicant'] {
  const matter = rules.catalogue.matters.find((each) => each.matterId === matterId)
  const person = {
    kind: 'PERSON',
    name: '陈桂香',
    idNumber: grandmother,
    identityMethod: 'TYPED',
    phone: '13879912345',
    noPhoneReason: '',
    address: '上栗县金山镇山口岩村3组12号',
    legalRepresentative: '',
  } as const
  if (matter?.applicantType !== 'ORGANISATION') return person
  return {
    ...person,
    kind: 'ORGANISATION',
    name: '上栗县山口岩食品有限公司',
    idNumber: company,
    legalRepresentative: '陈桂香',
  }
}

/** Judges one row anew; the other rows stay. */
export function judged(draft: IntakeDraft, rowId: string, judgement: Judgement): readonly JudgedMaterial[] {
  return draft.materials.map((each) => (each.rowId === rowId ? { rowId, judgement } : each))
}

/** The first option of every question that the answers before it make visible. */
export function firstAnswers(matterId: string): Record<string, string> {
  const answers: Record<string, string> = {}
  for (let guard = 0; guard < 40; guard += 1) {
    const open = mergeMatter(rules.catalogue, matterId, answers).questions.find(
      ({ answer }) => answer === undefined,
    )
    if (!open) return answers
    answers[open.situationId] = open.options[0]?.optionId ?? ''
  }
  throw new Error(`the questions of ${matterId} never end`)
}

export function supply(row: MergedMaterial): Judgement {
  if (row.form === 'DATA') return { state: 'WAIVED', by: row.waivableBy[0] ?? 'sharedData' }
  if (row.custodyPolicy === 'NEVER_HOLD') return { state: 'SUPPLIED', taken: 'SIGHT_ORIGINAL' }
  if (row.form === 'ORIGINAL_AND_COPY') return { state: 'SUPPLIED', taken: 'COPY', sighted: true }
  return { state: 'SUPPLIED', taken: row.form === 'ORIGINAL' ? 'ORIGINAL' : 'COPY' }
}

export function fill(field: MergedField): string {
  switch (field.type) {
    case 'idNumber':
      return grandmother
    case 'creditCode':
      return company
    case 'date':
      return '2026-09-01'
    case 'phone':
      return '13879912345'
    case 'choice':
      return field.options?.[0]?.value ?? ''
    case 'number':
      return '3'
    case 'money':
      return '1200.50'
    case 'account':
      return '6217000010001234567'
    case 'text':
    case 'address':
      return '上栗县金山镇'.slice(0, field.maxLength ?? 20)
  }
}

/** No original stays here, so that a slip is owed only for what was taken in. */
export function copiesOnly(draft: IntakeDraft): IntakeDraft {
  const sight = (judgement: Judgement): Judgement =>
    judgement.state === 'SUPPLIED' && judgement.taken === 'ORIGINAL'
      ? { state: 'SUPPLIED', taken: 'COPY' }
      : judgement
  return {
    ...draft,
    materials: draft.materials.map((each) => ({ ...each, judgement: sight(each.judgement) })),
  }
}
