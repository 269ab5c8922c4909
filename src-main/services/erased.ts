import type { ItemRow, MaterialRow, MatterRow } from '#main/store/queries/case.ts'
import { findErasure } from '#main/store/queries/erasure.ts'
import type { CaseView } from '#shared/contract/case.ts'
import { erasedText } from '#shared/domain/erasure.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, rulesOf } from './desk.ts'

/**
 * Refuses whatever would go on with an erased case, print it again or show a value of it: what is left would make
 * papers that say nothing under numbers that once said something.
 */
export function refuseErased(
  reader: Reader,
  caseId: CaseId | null | undefined,
): Result<never, 'case-erased'> | undefined {
  return caseId && findErasure(reader, caseId) ? refuse('case-erased') : undefined
}

/** On what ground a case was erased and who decided it, as its screen says it. */
export function erasureShown(reader: Reader, caseId: CaseId): CaseView['erased'] {
  const found = findErasure(reader, caseId)
  if (!found) return undefined
  const { authorisedBy, basis, on, reference } = found
  return { basis, reference, on, authorisedBy: [...authorisedBy] }
}

/** What an item is called is nobody's secret: the catalogue the case was received under still says it. */
export function itemName(
  desk: Desk,
  matter: MatterRow,
  { itemId, name }: Pick<ItemRow, 'itemId' | 'name'>,
): string {
  if (name !== erasedText) return name
  return rulesOf(desk, matter).catalogue.items.find((each) => each.itemId === itemId)?.name ?? name
}

export function materialName(
  desk: Desk,
  matter: MatterRow,
  { materialId, name }: Pick<MaterialRow, 'materialId' | 'name'>,
): string {
  if (name !== erasedText) return name
  const { materials } = rulesOf(desk, matter).catalogue
  return materials.find((each) => each.materialId === materialId)?.name ?? name
}
