import type { MaterialRow } from '#main/store/queries/case.ts'
import type { PaperContent } from '#shared/contract/case.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { takenWord } from './words.ts'

type Lines = Extract<PaperContent, { kind: 'D1' }>['materials']

/**
 * What was handed in, as it was handed in: a slip that listed what is missing or does not apply
 * would be a receipt for papers nobody has.
 */
export function receivedLines(materials: readonly MaterialRow[]): Lines {
  return materials
    .filter(
      ({ judgement }) => judgement && judgement.state !== 'EXPECTED' && judgement.state !== 'NOT_APPLICABLE',
    )
    .map((row, index) => ({
      n: index + 1,
      name: row.name,
      form: handedForm(row),
      copies: handedCopies(row),
      taken: takenWord(row.judgement ?? undefined),
      note: '',
    }))
}

/** An original that is given back at the end. A filled-in form stays in the file for good. */
export function returnedLater({
  form,
  judgement,
}: {
  readonly form: string
  readonly judgement?: Judgement | null | undefined
}): boolean {
  return form !== 'FORM' && judgement?.state === 'SUPPLIED' && judgement.taken === 'ORIGINAL'
}

function handedForm({ form, judgement }: MaterialRow): string {
  if (judgement?.state === 'WAIVED') return waivedForms[judgement.by]
  if (judgement?.state !== 'SUPPLIED') return ''
  if (form === 'FORM') return '表格'
  return judgement.taken === 'COPY' ? '复印件' : '原件'
}

const waivedForms: Readonly<Record<Extract<Judgement, { state: 'WAIVED' }>['by'], string>> = {
  eLicense: '电子',
  sharedData: '数据',
  commitment: '承诺书',
}

function handedCopies({ copies, judgement }: MaterialRow): number {
  if (judgement?.state !== 'SUPPLIED' || judgement.taken === 'SIGHT_ORIGINAL') return 0
  return judgement.taken === 'ORIGINAL' ? 1 : Math.max(1, copies)
}
