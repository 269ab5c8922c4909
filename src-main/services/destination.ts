import { type ItemRow, listItems, listMaterials } from '#main/store/queries/case.ts'
import { findThing, listDepartments, type ThingRow } from '#main/store/queries/custody.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { hasEnded } from '#shared/domain/item-case.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import type { Desk } from './desk.ts'

/** Where a thing has to go, as far as its case tells: the departments of the open items that use it. */
export function destinationsOf(
  reader: Reader,
  { caseId, form, rowId }: Pick<ThingRow, 'caseId' | 'form' | 'rowId'>,
): readonly string[] {
  // What came out of a procedure goes home.
  if (form === 'RESULT' || form === 'FEE_RECEIPT') return []
  const used = rowId ? listMaterials(reader, caseId).find((row) => row.rowId === rowId)?.usedBy : undefined
  const items = listItems(reader, caseId).filter(isElsewhere)
  const wanting = used ? items.filter(({ itemNo }) => used.includes(itemNo)) : items
  return [...new Set(wanting.map(({ deptName }) => deptName))]
}

/** An item that another office decides and that is not over yet. */
function isElsewhere({ role, state }: ItemRow): boolean {
  return role !== 'DECIDE' && !hasEnded(state)
}

export function organs(desk: Desk, { thingIds = [] }: Input<'custody.organs'>): Answer<'custody.organs'> {
  return desk.store.read((reader) => {
    const visited = listDepartments(reader).flatMap((holder) =>
      holder.at === 'DEPARTMENT' ? [{ organ: holder.organ, receiver: holder.receiver }] : [],
    )
    const own = thingIds.flatMap((thingId) => {
      const row = findThing(reader, thingId)
      return row ? destinationsOf(reader, row) : []
    })
    const organs = [...new Set([...own, ...visited.map(({ organ }) => organ)])].map((organ) => ({
      organ,
      receiver: visited.find((each) => each.organ === organ)?.receiver ?? '',
    }))
    return ok({ organs: organs.slice(0, organsMax) })
  })
}

const organsMax = 8
