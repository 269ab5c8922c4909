import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { holderKey, type ThingForm } from '#shared/domain/custody.ts'

/** What lies together: a bag, or what of one case has none yet, in the same hands. */
export type Pack = {
  readonly key: string
  readonly bagNo: string | undefined
  readonly things: readonly [CustodyRow, ...CustodyRow[]]
}

/** The bags in the order of the oldest thing in them; with `byHolder` those of one holder stand together. */
export function packsOf(rows: readonly CustodyRow[], byHolder = false): readonly Pack[] {
  const packs = [...Map.groupBy(rows, packKey)].flatMap(([key, [first, ...rest]]) =>
    first ? [{ key, bagNo: first.bagNo, things: [first, ...rest] as const }] : [],
  )
  if (!byHolder) return packs
  return [...Map.groupBy(packs, ({ things: [{ holderName }] }) => holderName).values()].flat()
}

function packKey({ bagNo, caseId, holder }: CustodyRow): string {
  return [bagNo ?? caseId, bagNo ? '' : 'loose', holder.at, holderKey(holder)].join(' ')
}

const counted: readonly (readonly [word: string, forms: readonly ThingForm[]])[] = [
  ['原件', ['ORIGINAL']],
  ['结果', ['RESULT']],
  ['复印', ['COPY', 'FORM']],
  ['代缴凭据', ['FEE_RECEIPT']],
]

/** 原件 3 · 复印 2 · 代缴凭据 1 */
export function contentsWord(things: readonly Pick<CustodyRow, 'copies' | 'form'>[]): string {
  return counted
    .map(([word, forms]) => {
      const n = things.filter(({ form }) => forms.includes(form)).reduce((sum, { copies }) => sum + copies, 0)
      return n > 0 ? `${word} ${n}` : ''
    })
    .filter(Boolean)
    .join(' · ')
}

/** The first day anything of it is to be back. */
export function dueOf(things: readonly Pick<CustodyRow, 'returnBy'>[]): string | undefined {
  return things.flatMap(({ returnBy }) => returnBy ?? []).toSorted()[0]
}

/** The one that asks for somebody first, else the first. */
export function gravest([first, ...rest]: Pack['things']): CustodyRow {
  return (
    [first, ...rest].find(({ disputed, incidentId, offerId }) => disputed || incidentId || offerId) ?? first
  )
}
