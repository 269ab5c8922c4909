import type { ItemRow, MaterialRow, MatterRow } from '#main/store/queries/case.ts'
import type { ItemFacts, MoveFacts, RowFacts } from '#shared/domain/decide-move.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { By } from '#shared/domain/move.ts'
import { type Desk, type Rules, today } from './desk.ts'

/** One item as the rule sees it: its row, its papers, and what the catalogue says of its kind. */
export function itemFacts(rules: Rules, item: ItemRow, materials: readonly MaterialRow[]): ItemFacts {
  const catalogued = rules.catalogue.items.find(({ itemId }) => itemId === item.itemId)
  return {
    name: item.name,
    role: item.role,
    caseKind: item.caseKind,
    ...(item.promised ? { promised: item.promised } : {}),
    ...(item.statutory ? { statutory: item.statutory } : {}),
    permit: catalogued?.itemType === 'PERMIT',
    allowsDeficiency: catalogued?.allowsDeficiency ?? false,
    state: item.state,
    since: item.since,
    corrections: item.corrections,
    clocks: item.clocks,
    rows: materials.filter((row) => row.usedBy.includes(item.itemNo)).map(rowFacts),
  }
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

/** An original that came in and has not gone back. */
export function isHeld({ judgement, returnedOn }: MaterialRow): boolean {
  return judgement?.state === 'SUPPLIED' && judgement.taken === 'ORIGINAL' && returnedOn === null
}

function rowFacts(row: MaterialRow): RowFacts {
  return {
    rowId: row.rowId,
    name: row.name,
    judgement: binding(row),
    held: isHeld(row),
    surrendered: row.custodyPolicy === 'SURRENDER',
  }
}

/** A missing optional paper holds up nothing, but it still has to be looked at. */
function binding({ judgement, necessity }: MaterialRow): Judgement | undefined {
  if (necessity === 'OPTIONAL' && judgement?.state === 'EXPECTED') return { state: 'NOT_APPLICABLE' }
  return judgement ?? undefined
}
