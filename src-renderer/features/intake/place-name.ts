import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { DraftFault } from '#shared/contract/intake.ts'
import { placeNames } from './ApplicantFields.tsx'

/** The label of the place a fault names: the field, the question or the paper. */
export function placeName({ at, detail, step }: DraftFault, merged: MergedMatter | undefined): string {
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
