import type { CaseErased } from '#shared/domain/erasure.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { caseErased } from '../tables/erasure.ts'
import type { At } from './at.ts'

/** Told twice, when more of the case had come in between; the later one says the same. */
export function applyCaseErased(
  writer: Writer,
  { authorisedBy, basis, caseId, on, reference }: CaseErased,
  { position }: At,
): void {
  const said = { basis, reference, authorisedBy, on, changedAt: position }
  writer
    .insert(caseErased)
    .values({ caseId, ...said })
    .onConflictDoUpdate({ target: caseErased.caseId, set: said })
    .run()
}
