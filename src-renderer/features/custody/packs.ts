import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { holderKey } from '#shared/domain/custody.ts'

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

/** The first day anything of it is to be back. */
export function dueOf(things: readonly Pick<CustodyRow, 'returnBy'>[]): string | undefined {
  return things.flatMap(({ returnBy }) => returnBy ?? []).toSorted()[0]
}

/** The one that asks for somebody first, else the first. */
export function gravest([first, ...rest]: Pack['things']): CustodyRow {
  return (
    [first, ...rest].find(
      ({ disputed, incidentId, missedOn, offerId }) => disputed || incidentId || missedOn || offerId,
    ) ?? first
  )
}
