import type { MaterialRow, PaperRow } from '#main/store/queries/case.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { addWorkingDays } from '#shared/domain/working-days.ts'
import type { Rules } from './desk.ts'
import { dueWord, formWords, takenWord, wayWords } from './words.ts'

type Lines = Extract<PaperContent, { kind: 'D1' }>['materials']

/**
 * What was handed in, as it was handed in: a slip that listed what is missing, follows later or does not
 * apply would be a receipt for papers nobody has.
 */
export function receivedLines(materials: readonly MaterialRow[]): Lines {
  return materials
    .filter(({ judgement }) => judgement?.state === 'SUPPLIED' || judgement?.state === 'WAIVED')
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

/** What may follow later, how and by when; the term runs from the day of the paper, which is acceptance. */
export function deferredRows(rules: Rules, materials: readonly MaterialRow[], paper: PaperRow) {
  return materials.flatMap((row) => {
    const { judgement, name, usedBy } = row
    if (judgement?.state !== 'DEFERRED' || !usedBy.some((no) => paper.itemNos.includes(no))) return []
    const { due, provisional } = addWorkingDays(rules.calendar, paper.issuedOn, judgement.days)
    return [
      {
        name,
        required: requiredWord(row),
        way: wayWords[judgement.way],
        dueWord: dueWord(due, provisional),
        provisional,
      },
    ]
  })
}

/** In which form and how often a material is wanted; data are not counted. */
export function requiredWord({ copies, form }: MaterialRow): string {
  return `${formWords[form] ?? form}${copies > 0 && form !== 'DATA' ? ` ${copies} 份` : ''}`
}

type BackLine = Extract<PaperContent, { kind: 'D16-WITHDRAWAL' }>['givenBack'][number]

/** Papers that stayed here and go back, numbered. */
export function backLines(materials: readonly MaterialRow[]): BackLine[] {
  return materials
    .filter((row) => handedCopies(row) > 0 && row.returnedOn === null)
    .map((row, at) => ({ n: at + 1, name: row.name, form: handedForm(row), copies: handedCopies(row) }))
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
