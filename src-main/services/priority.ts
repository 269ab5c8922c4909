import { listPrioritySaid } from '#main/store/queries/priority.ts'
import { erasedText } from '#shared/domain/erasure.ts'
import { type PriorityShown, priorityIn } from '#shared/domain/priority.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, today } from './desk.ts'

type Person = { readonly idNumber?: string | undefined; readonly birthDate?: string | undefined }

/** Who goes first, and why: the same in every list (ui.md 2.c). */
export function priorityShown(
  desk: Desk,
  reader: Reader,
  person: Person,
  caseId?: CaseId | undefined,
): PriorityShown {
  // Of all who were erased the number is the same: one would lend the other a reason to go first.
  if (person.idNumber === erasedText) return { grounds: [] }
  const said = listPrioritySaid(reader, caseId, person.idNumber || undefined)
  return priorityIn(person, said, caseId, today(desk))
}
