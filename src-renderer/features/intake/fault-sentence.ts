import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { DraftFault } from '#shared/contract/intake.ts'
import { placeNames } from './ApplicantFields.tsx'
import { faultText, fieldText } from './words.ts'

/** The sentence of a fault the desk found, in the words that stand at its place. */
export function faultSentence(fault: DraftFault, merged: MergedMatter | undefined): string {
  const field = merged?.fields.find(({ fieldId }) => fieldId === fault.at)
  if (field && (fault.code === 'field-missing' || fault.code === 'field-form'))
    return fieldText(fault.detail['max'] ? 'field-long' : fault.code, field)
  return faultText(fault.code, placeName(fault, merged), fault.detail)
}

/** The label of the place a fault names: the field, the question or the paper. */
function placeName({ at, detail, step }: DraftFault, merged: MergedMatter | undefined): string {
  switch (step) {
    case 'form':
      return merged?.fields.find(({ fieldId }) => fieldId === at)?.label ?? detail['field'] ?? at
    case 'materials':
      return merged?.materials.find(({ rowId }) => rowId === at)?.name ?? detail['row'] ?? at
    case 'situation':
      return (
        merged?.questions.find(({ situationId }) => situationId === at)?.question ?? detail['question'] ?? at
      )
    case 'matter':
    case 'applicant':
    case 'review':
      return placeNames[at] ?? ''
  }
}
