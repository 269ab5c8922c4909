import { type ItemRow, listItems, type MaterialRow, type MatterRow } from '#main/store/queries/case.ts'
import { listFailedItems } from '#main/store/queries/item.ts'
import { firstReviewOf } from '#shared/domain/clocks.ts'
import type { ItemFacts, MoveFacts, RowFacts } from '#shared/domain/decide-move.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { By } from '#shared/domain/move.ts'
import { sunkItems } from '#shared/domain/sunk.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, type Rules, today } from './desk.ts'

/** One item as the rule sees it: its row, its papers, and what the catalogue says of its kind. */
export function itemFacts(
  rules: Rules,
  item: ItemRow,
  materials: readonly MaterialRow[],
  sunk: ReadonlyMap<string, readonly string[]> = new Map(),
): ItemFacts {
  const catalogued = rules.catalogue.items.find(({ itemId }) => itemId === item.itemId)
  const permit = catalogued?.itemType === 'PERMIT'
  const firstReview = firstReviewOf({ role: item.role, permit, firstReview: catalogued?.firstReview })
  return {
    name: item.name,
    role: item.role,
    caseKind: item.caseKind,
    ...(item.promised ? { promised: item.promised } : {}),
    ...(item.statutory ? { statutory: item.statutory } : {}),
    ...(firstReview ? { firstReview } : {}),
    permit,
    joint: catalogued?.joint ?? false,
    allowsDeficiency: catalogued?.allowsDeficiency ?? false,
    state: item.state,
    since: item.since,
    corrections: item.corrections,
    clocks: item.clocks,
    rows: materials.filter((row) => row.usedBy.includes(item.itemNo)).map(rowFacts),
    sunkBy: sunk.get(item.itemId) ?? [],
  }
}

/** The items of a case whose earlier items all came to nothing, by `itemId` (see `sunkItems`). */
export function sunkOf(
  reader: Reader,
  rules: Rules,
  { caseId, matterId }: MatterRow,
): ReadonlyMap<string, readonly string[]> {
  const joined = rules.catalogue.matters.find((each) => each.matterId === matterId)?.joined ?? []
  if (!joined.some(({ dependsOn }) => dependsOn)) return new Map()
  const items = listItems(reader, caseId)
  const failedNos = new Set(listFailedItems(reader, caseId))
  const failed = new Set(items.filter(({ itemNo }) => failedNos.has(itemNo)).map(({ itemId }) => itemId))
  if (failed.size === 0) return new Map()
  const earlier = new Map(joined.map(({ dependsOn = [], itemId }) => [itemId, dependsOn]))
  return sunkItems(
    items.map(({ itemId, name }) => ({ itemId, name, dependsOn: earlier.get(itemId) ?? [] })),
    failed,
  )
}

export function moveFacts(
  desk: Desk,
  matter: MatterRow,
  wish: { readonly on?: string | undefined; readonly by?: By | undefined } = {},
): MoveFacts {
  const day = today(desk)
  return {
    calendar: desk.rules.calendar,
    today: day,
    receivedOn: matter.receivedOn,
    on: wish.on ?? day,
    by: wish.by ?? { organ: 'centre' },
  }
}

/** Whether a paper was replaced by the applicant's word, which then is a paper of its own (D7). */
export function isCommitted({ rows }: ItemFacts): boolean {
  return rows.some(({ judgement }) => judgement?.state === 'WAIVED' && judgement.by === 'commitment')
}

function rowFacts(row: MaterialRow): RowFacts {
  return {
    rowId: row.rowId,
    name: row.name,
    judgement: binding(row),
    held: row.held,
    surrendered: row.custodyPolicy === 'SURRENDER',
  }
}

/** A missing optional paper holds up nothing, but it still has to be looked at. */
function binding({ judgement, necessity }: MaterialRow): Judgement | undefined {
  if (necessity === 'OPTIONAL' && judgement?.state === 'EXPECTED') return { state: 'NOT_APPLICABLE' }
  return judgement ?? undefined
}
