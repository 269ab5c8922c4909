import type { ItemRow, MatterRow } from '#main/store/queries/case.ts'
import type { Catalogue, FieldSpec } from '#shared/catalogue/schema.ts'
import { transformed } from '#shared/catalogue/transform.ts'
import type { CaseFact, TypingLine, TypingProfile } from '#shared/catalogue/typing-profile.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { maskField } from './mask-field.ts'

/** What is looked up for the lines of one case: its own catalogue, its rows, and names beside it. */
export type TypingCase = {
  readonly catalogue: Catalogue
  readonly matter: MatterRow
  readonly items: readonly ItemRow[]
  readonly centreName: string
  readonly clerkName: string
}

export type FilledLine = {
  readonly n: number
  readonly screen: string
  readonly label: string
  /** The field or fact behind it. */
  readonly of: string
  readonly value: string
  readonly shown: string
}

/** Every line of a profile with what the case has for it, whole and masked. */
export function linesOf(profile: TypingProfile, about: TypingCase): readonly FilledLine[] {
  const lines = profile.screens.flatMap((screen) =>
    screen.lines.map((line) => ({ line, screen: screen.name })),
  )
  return lines.map(({ line, screen }, at) => {
    const { raw, spec } = rawOf(line, profile, about)
    const value = raw === '' ? '' : transformed(raw, line.transform)
    const of = line.fieldId ?? line.fact ?? ''
    return { n: at + 1, screen, label: line.label, of, value, shown: shownAs(line, spec, raw, value) }
  })
}

/** Whether the case has an item of the department whose screens these are. */
export function fits({ deptId }: TypingProfile, { catalogue, items }: TypingCase): boolean {
  return items.some(({ itemId }) =>
    catalogue.items.some((item) => item.itemId === itemId && item.deptId === deptId),
  )
}

type Spec = Pick<FieldSpec, 'label' | 'type' | 'sensitive'>

function rawOf(
  line: TypingLine,
  profile: TypingProfile,
  about: TypingCase,
): { readonly raw: string; readonly spec: Spec } {
  if (line.fact) {
    const spec = { label: line.label, type: 'text', sensitive: false, ...factSpecs[line.fact] } as const
    const organisation = line.fact === 'applicant.name' && about.matter.applicant.kind === 'ORGANISATION'
    return {
      raw: factOf(line.fact, profile, about) ?? '',
      spec: organisation ? { ...spec, label: '单位名称' } : spec,
    }
  }
  const field = about.catalogue.fields.find(({ fieldId }) => fieldId === line.fieldId)
  const typed = about.matter.form[line.fieldId ?? ''] ?? ''
  const spec = field ?? { label: line.label, type: 'text', sensitive: true }
  const word = field?.options?.find(({ value }) => value === typed)?.label
  return { raw: line.transform === 'choice-code' ? typed : (word ?? typed), spec }
}

/**
 * What stands on the strip, which lies on top of every other window: masked like any list, what the
 * catalogue calls sensitive not at all, and no long number in a text somebody typed freely.
 */
function shownAs(line: TypingLine, spec: Spec, raw: string, value: string): string {
  if (value === '') return ''
  if (line.transform === 'address-rest') return stars(value)
  if (line.transform?.startsWith('address-')) return value
  const masked = maskField(spec, raw)
  if (masked !== raw) return masked
  if (spec.sensitive) return stars(value)
  return value.replace(/\d{9,}[Xx]?/g, (digits) => digits.slice(0, 2) + stars(digits) + digits.slice(-2))
}

function stars(text: string): string {
  return '*'.repeat(Math.min(6, Array.from(text).length))
}

const factSpecs: Readonly<Partial<Record<CaseFact, Partial<Spec>>>> = {
  'applicant.name': { label: '姓名' },
  'applicant.idNumber': { type: 'idNumber' },
  'applicant.birthDate': { label: '出生日期', type: 'date' },
  'applicant.phone': { type: 'phone' },
  'applicant.address': { type: 'address' },
  'applicant.legalRepresentative': { label: '法定代表人姓名' },
  'representative.name': { label: '姓名' },
  'representative.idNumber': { type: 'idNumber' },
  'representative.phone': { type: 'phone' },
}

function factOf(
  fact: CaseFact,
  { deptId }: TypingProfile,
  { catalogue, centreName, clerkName, items, matter }: TypingCase,
): string | undefined {
  const { applicant, representative } = matter
  switch (fact) {
    case 'caseNo':
      return formatCaseNo(matter.caseNo)
    case 'matterName':
      return matter.matterName
    case 'itemNames':
      return items
        .filter(({ itemId }) =>
          catalogue.items.some((item) => item.itemId === itemId && item.deptId === deptId),
        )
        .map(({ name }) => name)
        .join('、')
    case 'receivedOn':
      return matter.receivedOn
    case 'applicant.sex':
      return applicant.sex && { MALE: '男', FEMALE: '女' }[applicant.sex]
    case 'applicant.name':
      return applicant.name
    case 'applicant.idNumber':
      return applicant.idNumber
    case 'applicant.birthDate':
      return applicant.birthDate
    case 'applicant.phone':
      return applicant.phone
    case 'applicant.address':
      return applicant.address
    case 'applicant.legalRepresentative':
      return applicant.legalRepresentative
    case 'representative.name':
      return representative.name
    case 'representative.idNumber':
      return representative.idNumber
    case 'representative.phone':
      return representative.phone
    case 'representative.relation':
      return representative.relation
    case 'centreName':
      return centreName
    case 'clerkName':
      return clerkName
  }
}
